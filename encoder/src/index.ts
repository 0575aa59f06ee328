import { findKnownEncoder } from './registry.ts'
import { readStaticEncoder } from './static/encoder.ts'
import type { Encoder, EncoderId } from './types.ts'

export { checkGolden, featuresToHex, type GoldenResult } from './golden.ts'
export { type GoldenText, goldenTexts } from './golden-texts.ts'
export {
  computeEncoderId,
  findKnownEncoder,
  type KnownEncoder,
  STATIC_ENCODER_ID,
} from './registry.ts'
export { TableError, type TableFault } from './static/table.ts'
export type { Contribution, Encoder, EncoderId, Encoding } from './types.ts'

/**
 * The static encoder of a table file, in a few milliseconds.
 * @param id What `computeEncoderId` says of the file.
 * @throws TableError if the file is truncated, damaged, of another kind or of a newer version
 */
export function loadStaticEncoder(table: ArrayBuffer | Uint8Array, id: EncoderId): Encoder {
  return readStaticEncoder(table, id, findKnownEncoder(id)?.name ?? 'Static (own table)')
}
