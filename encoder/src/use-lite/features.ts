import { type Projection, SCALE } from './spec.ts'

const MOST = 127

/** The model's numbers as features: times the scale, rounded half up. */
export function toFeatures(embedding: Float32Array): Int8Array {
  return Int8Array.from(embedding, number => bounded(Math.round(number * SCALE)))
}

/** Sums of all features with signs, brought to one length, in whole numbers throughout. */
export class Projector {
  readonly #signs: readonly Int8Array[]
  readonly #length: number

  constructor({ features, seed, length }: Projection, inputs: number) {
    const draw = signSource(seed)
    this.#signs = Array.from({ length: features }, () => Int8Array.from({ length: inputs }, draw))
    this.#length = length
  }

  project(features: Int8Array): Int8Array {
    const sums = this.#signs.map(signs => {
      let sum = 0
      for (let at = 0; at < signs.length; at++) sum += signs[at]! * features[at]!
      return sum
    })
    // Below 2⁵³ whatever the features, and the root of a number so small rounds down to the right one.
    const norm = Math.floor(Math.sqrt(sums.reduce((total, sum) => total + sum * sum, 0)))
    if (norm === 0) return new Int8Array(sums.length)
    return Int8Array.from(sums, sum => bounded(divided(sum * this.#length, norm)))
  }
}

/** Signs in the order of drawing: the top bits of a counter's hash. */
function signSource(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let bits = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
    bits ^= bits >>> 16
    return bits < 0 ? -1 : 1
  }
}

/** `a / b` rounded to the nearest whole number, halves away from zero. */
function divided(a: number, b: number): number {
  const size = Math.floor((2 * Math.abs(a) + b) / (2 * b))
  return a < 0 ? -size : size
}

function bounded(feature: number): number {
  return Math.max(-MOST, Math.min(MOST, feature))
}
