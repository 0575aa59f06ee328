import type { Example } from './examples.ts'

/** Rows being trained: words, then buckets, then shapes. */
export class Embedding {
  readonly dimensions: number
  readonly rows: Float32Array
  readonly #firstShape: number
  readonly #slope: Float32Array
  readonly #squares: Float32Array
  readonly #touched: number[] = []
  readonly #isTouched: Uint8Array

  /** @param rows Trained in place. @param firstShape The number of the first shape row. */
  constructor(rows: Float32Array, dimensions: number, firstShape: number) {
    this.rows = rows
    this.dimensions = dimensions
    this.#firstShape = firstShape
    this.#slope = new Float32Array(rows.length)
    this.#squares = new Float32Array(rows.length).fill(1e-6)
    this.#isTouched = new Uint8Array(rows.length / dimensions)
  }

  /** The direction of an example's vector, and its length before. */
  direction(example: Example): { unit: Float32Array; length: number } {
    const unit = new Float32Array(this.dimensions)
    for (const row of example.rows) this.#add(unit, row, 1 / example.words)
    for (const shape of example.shapes) this.#add(unit, this.#firstShape + shape, 1)
    let squares = 0
    for (const x of unit) squares += x * x
    const length = Math.sqrt(squares) + 1e-9
    for (let d = 0; d < unit.length; d++) unit[d]! /= length
    return { unit, length }
  }

  /** Passes a loss's slope along an example's direction on to its rows. */
  push(example: Example, unit: Float32Array, length: number, slope: ArrayLike<number>): void {
    let along = 0
    for (let d = 0; d < unit.length; d++) along += unit[d]! * slope[d]!
    const change = new Float32Array(unit.length)
    for (let d = 0; d < unit.length; d++) change[d] = (slope[d]! - along * unit[d]!) / length
    for (const row of example.rows) this.#pushRow(row, change, 1 / example.words)
    for (const shape of example.shapes) this.#pushRow(this.#firstShape + shape, change, 1)
  }

  /** One Adagrad step on the rows touched since the last; shape rows move at `shapeShare` of it. */
  step(rate: number, shapeShare: number): void {
    for (const row of this.#touched) {
      const own = row >= this.#firstShape ? rate * shapeShare : rate
      for (let i = row * this.dimensions; i < (row + 1) * this.dimensions; i++) {
        const slope = this.#slope[i]!
        this.#squares[i]! += slope * slope
        this.rows[i]! -= (own * slope) / Math.sqrt(this.#squares[i]!)
        this.#slope[i] = 0
      }
      this.#isTouched[row] = 0
    }
    this.#touched.length = 0
  }

  #add(sum: Float32Array, row: number, times: number): void {
    const at = row * this.dimensions
    for (let d = 0; d < sum.length; d++) sum[d]! += times * this.rows[at + d]!
  }

  #pushRow(row: number, change: Float32Array, times: number): void {
    if (this.#isTouched[row] === 0) {
      this.#isTouched[row] = 1
      this.#touched.push(row)
    }
    const at = row * this.dimensions
    for (let d = 0; d < change.length; d++) this.#slope[at + d]! += times * change[d]!
  }
}
