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
    for (const { example, label } of batch) {
      const { unit, length } = embedding.direction(example)
      const errors = this.#shares(unit)
      errors[label]! -= 1
      const back = new Float32Array(dimensions)
      for (let k = 0; k < this.labels; k++) {
        const error = errors[k]! / batch.length
        biasSlopes[k]! += error
        for (let d = 0; d < dimensions; d++) {
          const i = k * dimensions + d
          slopes[i]! += error * FEATURE_LENGTH * unit[d]!
          back[d]! += error * FEATURE_LENGTH * this.#weights[i]!
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
    for (let k = 0; k < this.labels; k++) {
      let sum = 0
      for (let d = 0; d < unit.length; d++) sum += unit[d]! * this.#weights[k * unit.length + d]!
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
  pairs.forEach((pair, i) => {
    const slope = -(y[i]! / Math.sqrt(xx * yy) - (correlation * x[i]!) / xx)
    const { a, b } = sides[i]!
    embedding.push(
      pair.a,
      a.unit,
      a.length,
      b.unit.map(value => slope * value),
    )
    embedding.push(
      pair.b,
      b.unit,
      b.length,
      a.unit.map(value => slope * value),
    )
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
  const slopes = lines.map(() => new Float32Array(embedding.dimensions))
  for (let i = 0; i < lines.length; i++) {
    for (let k = 0; k < i; k++) {
      const a = now[i]!.unit
      const b = now[k]!.unit
      const slope = 4 * weight * (dot(a, b) - dot(before[i]!, before[k]!))
      for (let d = 0; d < a.length; d++) {
        slopes[i]![d]! += slope * b[d]!
        slopes[k]![d]! += slope * a[d]!
      }
    }
  }
  for (const [i, line] of lines.entries()) {
    embedding.push(line, now[i]!.unit, now[i]!.length, slopes[i]!)
  }
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
