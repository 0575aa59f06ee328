import { computeEncoderId } from '../file-hash.ts'
import type { EncoderFile } from '../registry.ts'
import type { EncoderId } from '../types.ts'

/** The model reads no more tokens of a text than this. */
export const MOST_TOKENS = 128

/**
 * Features are the model's numbers times this, rounded. The model's vectors have length 1, so that the
 * squared norm is 2¹⁸, half of what trainers accept for 512 features. A power of two: the product is
 * exact in a float. No larger: up to 512 even other binaries of the model's arithmetic were seen to
 * round to the same integers.
 */
export const SCALE = 512

/** Numbers the model makes of a text. */
export const MODEL_FEATURES = 512

/** Fewer features than the model's: sums of all of them with signs drawn from a seed. */
export interface Projection {
  /** A multiple of 32. */
  readonly features: number
  /** 32 bits. */
  readonly seed: number
  /** Length of the features' vector before rounding, a whole number. */
  readonly length: number
}

/** All that an encoder's features depend on. */
export interface UseLiteSpec {
  /** Graph, vocabulary, shards in the graph's order. */
  readonly weights: readonly WeightFile[]
  /** `null` for the model's own 512. */
  readonly projection: Projection | null
}

/** A file of the model. */
export interface WeightFile extends EncoderFile {
  /** As in the official set, e.g. `group1-shard1of7`. */
  readonly name: string
  readonly bytes: number
}

/** Where the package's users find the files, as `EncoderFile` has it. */
export function weightFile(name: string, bytes: number, hash: EncoderId): WeightFile {
  return { name, bytes, hash, path: `use-lite/${name}` }
}

/**
 * The one binary that does the arithmetic: of `@tensorflow/tfjs-backend-wasm` 4.22.0, with SIMD and
 * without threads. WebAssembly makes its results the same everywhere.
 */
export const wasmFile: EncoderFile = {
  path: 'use-lite/tfjs-backend-wasm-simd.wasm',
  hash: '0x77ebb28a6d34f371dbbf2086b7f2de8994acd8ea5a3cf1fa24d2c26c840cac7b',
}

/** The id of an encoder: SHA-256 of its specification as JSON, without white space, in this order. */
export function computeUseLiteId({ weights, projection }: UseLiteSpec): Promise<EncoderId> {
  const spec = {
    kind: 'use-lite',
    version: 1,
    weights: weights.map(({ name, hash }) => [name, hash]),
    wasm: wasmFile.hash,
    tokens: MOST_TOKENS,
    scale: SCALE,
    projection: projection && [projection.features, projection.seed, projection.length],
  }
  return computeEncoderId(new TextEncoder().encode(JSON.stringify(spec)))
}
