import type { Golden } from '../golden.ts'
import type { EncoderLoader } from '../registry.ts'
import type { EncoderId } from '../types.ts'
import { useLiteEncoder } from './encoder.ts'
import type { Graph } from './graph.ts'
import { officialEncoders } from './official.ts'
import { computeUseLiteId, type UseLiteSpec, type WeightFile, wasmFile } from './spec.ts'

/** A loader whose files, but for the one of WebAssembly, have to be got first. */
export interface UseLiteLoader extends EncoderLoader {
  readonly weights: readonly WeightFile[]
}

/** What one may choose about an encoder of this kind. */
export interface UseLiteChoice extends UseLiteSpec {
  readonly name: string
  /** Without it the encoder can be read with, but must not be used to submit. */
  readonly golden?: Golden
}

/** A loader for a set of weights; its id is the hash of the whole specification. */
export async function createUseLiteLoader(choice: UseLiteChoice): Promise<UseLiteLoader> {
  return loaderOf(choice, await computeUseLiteId(choice))
}

const [official512, official64] = officialEncoders

/** The model's own 512 features. */
export const useLite512: UseLiteLoader = loaderOf(official512, official512.id)

/** The same model for tasks whose samples should cost little. */
export const useLite64: UseLiteLoader = loaderOf(official64, official64.id)

function loaderOf(
  { name, weights, projection, golden }: UseLiteChoice,
  id: EncoderId,
): UseLiteLoader {
  return {
    id,
    name,
    weights,
    files: [...weights, wasmFile],
    golden,
    load: async files => useLiteEncoder(await graphOf(weights, files), { id, name, projection }),
  }
}

/** Encoders of the same weights share them: they are most of the memory. */
const graphs = new Map<string, Promise<Graph>>()

async function graphOf(
  weights: readonly WeightFile[],
  files: readonly Uint8Array[],
): Promise<Graph> {
  const key = weights.map(({ hash }) => hash).join()
  const known = graphs.get(key)
  if (known) return known
  // Only now: whoever lists encoders must not load TensorFlow.
  const { loadGraph } = await import('./graph.ts')
  const [graph, vocabulary, ...rest] = files as [Uint8Array, Uint8Array, ...Uint8Array[]]
  const loading = loadGraph({ graph, vocabulary, shards: rest.slice(0, -1), wasm: rest.at(-1)! })
  graphs.set(key, loading)
  loading.catch(() => graphs.delete(key))
  return loading
}
