import { staticEncoder } from './registry.ts'
import { readStaticEncoder } from './static/encoder.ts'
import type { Encoder, EncoderId } from './types.ts'

export { createEncoder, type EncoderSpec, LoadedEncoder, WrongFileError } from './create-encoder.ts'
export { type EncodeManyOptions, encodeMany } from './encode-many.ts'
export { computeEncoderId } from './file-hash.ts'
export { checkGolden, encodingToHex, type Golden, type GoldenResult } from './golden.ts'
export { type GoldenText, goldenTexts } from './golden-texts.ts'
export {
  type EncoderFile,
  type EncoderLoader,
  EncoderRegistry,
  STATIC_ENCODER_ID,
  staticEncoder,
  UnknownEncoderError,
} from './registry.ts'
export { TableError, type TableFault } from './static/table.ts'
export type {
  AnyEncoder,
  AsyncEncoder,
  Contribution,
  Encoder,
  EncoderId,
  Encoding,
} from './types.ts'

/**
 * The static encoder of a table file, in a few milliseconds.
 * @param id What `computeEncoderId` says of the file.
 * @throws TableError if the file is truncated, damaged, of another kind or of a newer version
 */
export function loadStaticEncoder(table: ArrayBuffer | Uint8Array, id: EncoderId): Encoder {
  const isOurs = id === staticEncoder.id
  return readStaticEncoder(table, id, isOurs ? staticEncoder.name : 'Static (own table)')
}
