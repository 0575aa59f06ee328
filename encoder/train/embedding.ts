import type { Example } from './examples.ts'

/** Rows being trained: words, then buckets, then shapes. */
export class Embedding {
  readonly dimensions: number
  readonly rows: Float32Array
  readonly #firstShape: number
  readonly #slope: Float32Array
  readonly #squares: Float32Array
  /** Kept from call to call: arrays of this size are slow to make. */
  readonly #change: Float32Array
  readonly #touched: number[] = []
  readonly #isTouched: Uint8Array

  /** @param rows Trained in place. @param firstShape The number of the first shape row. */
  constructor(rows: Float32Array, dimensions: number, firstShape: number) {
    this.rows = rows
    this.dimensions = dimensions
    this.#firstShape = firstShape
    this.#slope = new Float32Array(rows.length)
    this.#squares = new Float32Array(rows.length).fill(1e-6)
    this.#change = new Float32Array(dimensions)
    this.#isTouched = new Uint8Array(rows.length / dimensions)
  }

  /** The direction of an example's vector, and its length before. */
  direction(example: Example): { unit: Float32Array; length: number } {
    const unit = new Float32Array(this.dimensions)
    const { rows, shapes, words } = example
    for (let i = 0; i < rows.length; i++) addTo(unit, this.rows, rows[i]!, 1 / words)
    for (let i = 0; i < shapes.length; i++) {
      addTo(unit, this.rows, this.#firstShape + shapes[i]!, 1)
    }
    let squares = 0
    for (let d = 0; d < unit.length; d++) squares += unit[d]! * unit[d]!
    const length = Math.sqrt(squares) + 1e-9
    for (let d = 0; d < unit.length; d++) unit[d]! /= length
    return { unit, length }
  }

  /** Passes a loss's slope along an example's direction on to its rows. */
  push(example: Example, unit: Float32Array, length: number, slope: Float32Array): void {
    let along = 0
    for (let d = 0; d < unit.length; d++) along += unit[d]! * slope[d]!
    const change = this.#change
    for (let d = 0; d < unit.length; d++) change[d] = (slope[d]! - along * unit[d]!) / length
    const { rows, shapes, words } = example
    for (let i = 0; i < rows.length; i++) this.#pushRow(rows[i]!, change, 1 / words)
    for (let i = 0; i < shapes.length; i++) this.#pushRow(this.#firstShape + shapes[i]!, change, 1)
  }

  /** One Adagrad step on the rows touched since the last; shape rows move at `shapeShare` of it. */
  step(rate: number, shapeShare: number): void {
    const { rows, dimensions } = this
    const slope = this.#slope
    const squares = this.#squares
    for (const row of this.#touched) {
      const own = row >= this.#firstShape ? rate * shapeShare : rate
      const end = (row + 1) * dimensions
      for (let i = row * dimensions; i < end; i++) {
        const grade = slope[i]!
        const square = squares[i]! + grade * grade
        squares[i] = square
        rows[i]! -= (own * grade) / Math.sqrt(square)
        slope[i] = 0
      }
      this.#isTouched[row] = 0
    }
    this.#touched.length = 0
  }

  #pushRow(row: number, change: Float32Array, times: number): void {
    if (this.#isTouched[row] === 0) {
      this.#isTouched[row] = 1
      this.#touched.push(row)
    }
    addChange(this.#slope, row * change.length, change, times)
  }
}

function addTo(sum: Float32Array, rows: Float32Array, row: number, times: number): void {
  const at = row * sum.length
  for (let d = 0; d < sum.length; d++) sum[d]! += times * rows[at + d]!
}

function addChange(slope: Float32Array, at: number, change: Float32Array, times: number): void {
  for (let d = 0; d < change.length; d++) slope[at + d]! += times * change[d]!
}
