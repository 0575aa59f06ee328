import { emptyFoldedText, type FoldedText, foldText } from './normalize.ts'
import { emptyRows, type Rows } from './rows.ts'
import { emptyPieces, type Pieces, scan } from './scan.ts'
import { emptyShape, measureShape, type Shape } from './shape.ts'
import { DIMENSIONS, type Table } from './table.ts'
import { createTailSearch, emptyTail, findTail, type Tail, type TailSearch } from './tail.ts'
import { findRows } from './tokens.ts'

/**
 * Squared norm that features aim at. A trainer accepts 65/64 × 1024 × 64; rounding adds at most
 * 8 × 254 + 16 to this, which stays below.
 */
export const SQUARED_NORM = (1024 * DIMENSIONS * 63) / 64

const LARGEST_FEATURE = 127

/** Sums are shifted below this, so that all products in `scaleSums` are exact. */
const LARGEST_SUM = 1 << 15

/** A text on its way to features. Buffers are kept from text to text. */
export interface Workspace {
  readonly text: FoldedText
  readonly pieces: Pieces
  readonly rows: Rows
  readonly shape: Shape
  /** Sum of the rows and, for every word known, of the shape rows. */
  readonly sums: Int32Array
  readonly tail: Tail
  readonly search: TailSearch
}

export function createWorkspace(table: Table): Workspace {
  return {
    text: emptyFoldedText(),
    pieces: emptyPieces(),
    rows: emptyRows(),
    shape: emptyShape(),
    sums: new Int32Array(DIMENSIONS),
    tail: emptyTail(),
    search: createTailSearch(table),
  }
}

/** Fills `work` with the parts of a text, their sum and the tail. */
export function sumText(table: Table, text: string, work: Workspace): void {
  foldText(text, table.folds, work.text)
  scan(work.text, work.pieces)
  findRows(work.text, work.pieces, table, work.rows)
  measureShape(work.text, work.pieces, work.shape)
  const { sums, rows, shape } = work
  sums.fill(0)
  for (let i = 0; i < rows.length; i++) addScaled(sums, table.rows, rows.numbers[i]!, 1)
  const times = shapeWeight(rows)
  for (let i = 0; i < shape.count; i++) addScaled(sums, table.shapes, shape.rows[i]!, times)
  findTail(table, rows, work.search, work.tail)
}

/** How often each shape row counts: once per known word, so that it keeps its weight in the mean. */
export function shapeWeight(rows: Rows): number {
  return rows.words > 0 ? rows.words : 1
}

/**
 * Features from sums: `sums × √(SQUARED_NORM / Σ sums²)`, each rounded to the nearest integer (halves
 * away from 0) and cut at ±127. Exact: it multiplies and compares integers below 2^53.
 */
export function scaleSums(sums: Int32Array): Int8Array {
  const features = new Int8Array(DIMENSIONS)
  const shift = shiftFor(sums)
  let squares = 0
  for (let d = 0; d < DIMENSIONS; d++) {
    const sum = shifted(sums[d]!, shift)
    squares += sum * sum
  }
  if (squares === 0) return features
  for (let d = 0; d < DIMENSIONS; d++) {
    const size = shifted(sums[d]!, shift)
    const feature = nearest(4 * SQUARED_NORM * size * size, squares)
    features[d] = sums[d]! < 0 ? -feature : feature
  }
  return features
}

/** How many bits sums lose so that all are below `LARGEST_SUM`. */
export function shiftFor(sums: Int32Array): number {
  let largest = 0
  for (let d = 0; d < DIMENSIONS; d++) largest = Math.max(largest, Math.abs(sums[d]!))
  let shift = 0
  while (largest >> shift >= LARGEST_SUM) shift++
  return shift
}

function shifted(sum: number, shift: number): number {
  return Math.abs(sum) >> shift
}

/** The largest q up to 127 with (2q − 1)² × squares ≤ quadruple. */
function nearest(quadruple: number, squares: number): number {
  let low = 0
  let high = LARGEST_FEATURE
  while (low < high) {
    const middle = (low + high + 1) >> 1
    const odd = 2 * middle - 1
    if (odd * odd * squares <= quadruple) low = middle
    else high = middle - 1
  }
  return low
}

function addScaled(sums: Int32Array, rows: Int8Array, row: number, times: number): void {
  const at = row * DIMENSIONS
  for (let d = 0; d < DIMENSIONS; d++) sums[d]! += times * rows[at + d]!
}
