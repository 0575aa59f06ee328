import type { Golden } from './golden.ts'
import { readStaticEncoder } from './static/encoder.ts'
import { STATIC_2_ID } from './static/pinned.ts'
import type { AnyEncoder, EncoderId } from './types.ts'

/** A file that an encoder is made of. */
export interface EncoderFile {
  /** Its path from the package's root. */
  readonly path: string
  /** SHA-256, `0x` and 64 lower-case hexadecimal digits. */
  readonly hash: EncoderId
}

/** How an encoder is made on this machine. */
export interface EncoderLoader {
  /** The hash of all that its features depend on. */
  readonly id: EncoderId
  /** What people call it. */
  readonly name: string
  readonly files: readonly EncoderFile[]
  /** @param files One for each of `files`, in that order, their hashes checked. */
  load(files: readonly Uint8Array[]): AnyEncoder | Promise<AnyEncoder>
  /** Features that it must make, so that a machine can be told on which it does not. */
  readonly golden?: Golden
}

/** The id of the committed table. */
export const STATIC_ENCODER_ID: EncoderId = STATIC_2_ID

/** The encoder that comes with this package. */
export const staticEncoder: EncoderLoader = {
  id: STATIC_ENCODER_ID,
  name: 'Static 2 (English)',
  files: [{ path: 'table/static-2.bin', hash: STATIC_ENCODER_ID }],
  load: ([table]) => readStaticEncoder(table!, STATIC_ENCODER_ID, staticEncoder.name),
}

/** No loader makes this encoder. */
export class UnknownEncoderError extends Error {
  override readonly name = 'UnknownEncoderError'

  constructor(
    readonly id: EncoderId,
    readonly installed: readonly EncoderLoader[],
  ) {
    const names = installed.map(loader => `${loader.name} (${loader.id})`).join(', ')
    super(
      `The encoder ${id} is not installed. Install the package that makes it and put its loader into the registry. Installed: ${names || 'none'}.`,
    )
  }
}

/** Which encoders can be made here: their loaders by their ids. */
export class EncoderRegistry {
  readonly #loaders: ReadonlyMap<EncoderId, EncoderLoader>

  /** @throws RangeError if two loaders have one id */
  constructor(loaders: readonly EncoderLoader[] = [staticEncoder]) {
    this.#loaders = new Map(loaders.map(loader => [loader.id, loader]))
    if (this.#loaders.size < loaders.length) throw new RangeError('Two loaders have the same id.')
  }

  get loaders(): readonly EncoderLoader[] {
    return [...this.#loaders.values()]
  }

  /** @throws UnknownEncoderError */
  find(id: EncoderId): EncoderLoader {
    const loader = this.#loaders.get(id)
    if (loader === undefined) throw new UnknownEncoderError(id, this.loaders)
    return loader
  }
}
