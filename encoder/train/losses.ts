import type { Embedding } from './embedding.ts'
import type { Example } from './examples.ts'
import { softmax } from './softmax.ts'

/** Length of the features that heads see. */
const FEATURE_LENGTH = 8

/** A classifier on top of the vectors that is trained with them and then thrown away. */
export class Head {
  readonly labels: number
  readonly #weights: Float32Array
  readonly #squares: Float32Array
  readonly #biases: Float32Array

  constructor(labels: number, dimensions: number) {
    this.labels = labels
    this.#weights = new Float32Array(labels * dimensions)
    this.#squares = new Float32Array(labels * dimensions).fill(1e-4)
    this.#biases = new Float32Array(labels)
  }

  /** Trains on a batch: moves itself, leaves the vectors' slopes with the embedding. */
  learn(
    embedding: Embedding,
    batch: readonly { readonly example: Example; readonly label: number }[],
    rate: number,
    biasRate: number,
  ): void {
    const { dimensions } = embedding
    const slopes = new Float32Array(this.#weights.length)
    const biasSlopes = new Float32Array(this.labels)
    const back = new Float32Array(dimensions)
    const weights = this.#weights
    for (const { example, label } of batch) {
      const { unit, length } = embedding.direction(example)
      const errors = this.#shares(unit)
      errors[label]! -= 1
      back.fill(0)
      for (let k = 0; k < this.labels; k++) {
        const error = errors[k]! / batch.length
        biasSlopes[k]! += error
        const pull = error * FEATURE_LENGTH
        const at = k * dimensions
        for (let d = 0; d < dimensions; d++) {
          slopes[at + d]! += pull * unit[d]!
          back[d]! += pull * weights[at + d]!
        }
      }
      embedding.push(example, unit, length, back)
    }
    for (let i = 0; i < slopes.length; i++) {
      this.#squares[i]! += slopes[i]! ** 2
      this.#weights[i]! -= (rate * slopes[i]!) / Math.sqrt(this.#squares[i]!)
    }
    for (let k = 0; k < this.labels; k++) this.#biases[k]! -= biasRate * biasSlopes[k]!
  }

  #shares(unit: Float32Array): Float32Array {
    const shares = new Float32Array(this.labels)
    const weights = this.#weights
    for (let k = 0; k < this.labels; k++) {
      let sum = 0
      const at = k * unit.length
      for (let d = 0; d < unit.length; d++) sum += unit[d]! * weights[at + d]!
      shares[k] = this.#biases[k]! + FEATURE_LENGTH * sum
    }
    softmax(shares)
    return shares
  }
}

/** Pulls cosines of pairs towards people's scores: the loss is 1 − their correlation. */
export function learnSimilarity(
  embedding: Embedding,
  pairs: readonly { readonly a: Example; readonly b: Example; readonly score: number }[],
): void {
  const sides = pairs.map(({ a, b }) => ({ a: embedding.direction(a), b: embedding.direction(b) }))
  const cosines = sides.map(({ a, b }) => dot(a.unit, b.unit))
  const x = centre(cosines)
  const y = centre(pairs.map(({ score }) => score))
  const xx = dot(x, x) + 1e-9
  const yy = dot(y, y) + 1e-9
  const product = dot(x, y)
  const correlation = product / Math.sqrt(xx * yy)
  const along = new Float32Array(embedding.dimensions)
  pairs.forEach((pair, i) => {
    const slope = -(y[i]! / Math.sqrt(xx * yy) - (correlation * x[i]!) / xx)
    const { a, b } = sides[i]!
    for (let d = 0; d < along.length; d++) along[d] = slope * b.unit[d]!
    embedding.push(pair.a, a.unit, a.length, along)
    for (let d = 0; d < along.length; d++) along[d] = slope * a.unit[d]!
    embedding.push(pair.b, b.unit, b.length, along)
  })
}

/**
 * Keeps cosines among lines near what they were before.
 * @param before Unit vectors of the lines, of any dimension.
 */
export function keepSimilarities(
  embedding: Embedding,
  lines: readonly Example[],
  before: readonly Float32Array[],
  weight: number,
): void {
  const now = lines.map(line => embedding.direction(line))
  const count = lines.length
  const { dimensions } = embedding
  const units = flat(now.map(({ unit }) => unit))
  const olds = flat(before)
  const slopes = new Float32Array(units.length)
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < i; k++) {
      const gap = product(units, i, k, dimensions) - product(olds, i, k, olds.length / count)
      const slope = 4 * weight * gap
      const a = i * dimensions
      const b = k * dimensions
      for (let d = 0; d < dimensions; d++) {
        slopes[a + d]! += slope * units[b + d]!
        slopes[b + d]! += slope * units[a + d]!
      }
    }
  }
  for (const [i, line] of lines.entries()) {
    const slope = slopes.subarray(i * dimensions, (i + 1) * dimensions)
    embedding.push(line, now[i]!.unit, now[i]!.length, slope)
  }
}

/** Vectors of one size, one after another. */
function flat(vectors: readonly Float32Array[]): Float32Array {
  const size = vectors[0]?.length ?? 0
  const all = new Float32Array(vectors.length * size)
  vectors.forEach((vector, i) => {
    all.set(vector, i * size)
  })
  return all
}

/** Of vectors `i` and `k`; four sums at a time, since each addition waits for the one before. */
function product(vectors: Float32Array, i: number, k: number, size: number): number {
  const a = i * size
  const b = k * size
  let [s0, s1, s2, s3] = [0, 0, 0, 0]
  let d = 0
  for (; d + 3 < size; d += 4) {
    s0 += vectors[a + d]! * vectors[b + d]!
    s1 += vectors[a + d + 1]! * vectors[b + d + 1]!
    s2 += vectors[a + d + 2]! * vectors[b + d + 2]!
    s3 += vectors[a + d + 3]! * vectors[b + d + 3]!
  }
  for (; d < size; d++) s0 += vectors[a + d]! * vectors[b + d]!
  return s0 + s1 + s2 + s3
}

function centre(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map(value => value - mean)
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!
  return sum
}
