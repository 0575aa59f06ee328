import type { EncoderFile } from '../../registry.ts'
import type { WeightFile } from '../spec.ts'
import { partKey } from './fetch-file.ts'
import { isInstalled } from './install.ts'
import type { WeightStore } from './store.ts'

/** How much of an encoder's weights is here. */
export interface WeightsState {
  readonly kind: 'installed' | 'partial' | 'missing'
  readonly bytes: number
  readonly total: number
}

/** Asks the store, reads nothing. */
export async function weightsState(
  files: readonly WeightFile[],
  store: WeightStore,
): Promise<WeightsState> {
  let bytes = 0
  let whole = 0
  for (const file of files) {
    const isWhole = await isInstalled(file, store)
    if (isWhole) whole += 1
    bytes += isWhole ? file.bytes : ((await store.size(partKey(file))) ?? 0)
  }
  const total = files.reduce((sum, file) => sum + file.bytes, 0)
  const kind = whole === files.length ? 'installed' : bytes > 0 ? 'partial' : 'missing'
  return { kind, bytes, total }
}

/** Gives the room back. */
export async function removeWeights(
  files: readonly WeightFile[],
  store: WeightStore,
): Promise<void> {
  for (const file of files) {
    await store.remove(file.hash)
    await store.remove(partKey(file))
  }
}

/** A file that an encoder needs is not here. */
export class MissingWeightsError extends Error {
  override readonly name = 'MissingWeightsError'

  constructor(readonly file: EncoderFile) {
    super(`${file.path} is not here. Get the encoder's weights first.`)
  }
}

/** Reads files as `createEncoder` asks for them. @throws MissingWeightsError */
export function readFrom(store: WeightStore): (file: EncoderFile) => Promise<Uint8Array> {
  return async file => {
    const bytes = await store.read(file.hash)
    if (bytes === null) throw new MissingWeightsError(file)
    return bytes
  }
}
