import {
  checkGolden,
  createEncoder,
  type EncoderFile,
  EncoderRegistry,
  WrongFileError,
} from '@hivemark/encoder'
import {
  CacheWeightStore,
  createUseLiteLoader,
  MissingWeightsError,
  readFrom,
  wasmFile,
} from '@hivemark/encoder/use-lite'
import wasmUrl from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm?url'
import type { KnownEncoder } from '../encoders/known-encoders'
import type { ReadyEncoder } from './answer-request'

type UseLite = Extract<KnownEncoder, { kind: 'use-lite' }>

const store = new CacheWeightStore(caches)

/** Whether the weights are, as far as one look tells, still here: people remove them. */
export async function hasWeights({ weights }: UseLite): Promise<boolean> {
  return (await store.size(weights[0]!.hash)) !== null
}

/**
 * Makes the encoder of the weights kept here; a damaged file is thrown away.
 * @returns `null` if weights are missing
 */
export async function loadUseLite(known: UseLite): Promise<ReadyEncoder | null> {
  const registry = new EncoderRegistry([await createUseLiteLoader(known)])
  try {
    const encoder = await createEncoder({ id: known.id, readFile, registry })
    return { encoder, reproduces: (await checkGolden(encoder)).kind === 'ok' }
  } catch (error) {
    if (error instanceof MissingWeightsError) return null
    if (!(error instanceof WrongFileError) || error.file.path === wasmFile.path) throw error
    await store.remove(error.file.hash)
    return null
  }
}

async function readFile(file: EncoderFile): Promise<Uint8Array> {
  if (file.path !== wasmFile.path) return readFrom(store)(file)
  const response = await fetch(wasmUrl)
  if (!response.ok) throw new Error('A file of the extension is missing. Install it again.')
  return new Uint8Array(await response.arrayBuffer())
}
