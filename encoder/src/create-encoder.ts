import { type EncodeManyOptions, encodeMany } from './encode-many.ts'
import { computeEncoderId } from './file-hash.ts'
import type { Golden } from './golden.ts'
import { type EncoderFile, EncoderRegistry } from './registry.ts'
import type { AnyEncoder, Contribution, EncoderId, Encoding } from './types.ts'

/** Which encoder, and where its files come from. */
export interface EncoderSpec {
  readonly id: EncoderId
  /** Fetches or reads a file; it need not be trusted. */
  readonly readFile: (file: EncoderFile) => Promise<ArrayBuffer | Uint8Array>
  /** Default: the encoder of this package alone. */
  readonly registry?: EncoderRegistry
}

/** A file is not the one that the encoder is made of. */
export class WrongFileError extends Error {
  override readonly name = 'WrongFileError'

  constructor(
    readonly file: EncoderFile,
    readonly actual: EncoderId,
  ) {
    super(`${file.path} has the hash ${actual} instead of ${file.hash}. Fetch it again.`)
  }
}

/** An encoder made of checked files, with one face for those that take their time and those that do not. */
export class LoadedEncoder {
  readonly id: EncoderId
  readonly name: string
  readonly dimensions: number
  /** Whether the shares that `explain` gives sum to the score. */
  readonly explanation: 'exact' | 'approximate'
  readonly #encoder: AnyEncoder

  constructor(
    encoder: AnyEncoder,
    /** What it must make of the golden texts, if that is written down; for `checkGolden`. */
    readonly golden?: Golden,
  ) {
    this.id = encoder.id
    this.name = encoder.name
    this.dimensions = encoder.dimensions
    this.explanation = 'explanation' in encoder ? encoder.explanation : 'exact'
    this.#encoder = encoder
  }

  async encode(text: string): Promise<Encoding> {
    return this.#encoder.encode(text)
  }

  /** @throws the signal's reason if aborted */
  encodeMany(texts: readonly string[], options?: EncodeManyOptions): Promise<Encoding[]> {
    return encodeMany(this.#encoder, texts, options)
  }

  async explain(
    text: string,
    direction: ArrayLike<number>,
    tail?: (id: number) => number,
  ): Promise<Contribution[]> {
    return this.#encoder.explain(text, direction, tail)
  }
}

/**
 * Makes an encoder from its files.
 * @throws UnknownEncoderError, WrongFileError, what `readFile` throws
 */
export async function createEncoder({
  id,
  readFile,
  registry = new EncoderRegistry(),
}: EncoderSpec): Promise<LoadedEncoder> {
  const loader = registry.find(id)
  const files = await Promise.all(loader.files.map(file => readChecked(file, readFile)))
  return new LoadedEncoder(await loader.load(files), loader.golden)
}

async function readChecked(
  file: EncoderFile,
  readFile: EncoderSpec['readFile'],
): Promise<Uint8Array> {
  const bytes = new Uint8Array(await readFile(file))
  const hash = await computeEncoderId(bytes)
  if (hash !== file.hash) throw new WrongFileError(file, hash)
  return bytes
}
