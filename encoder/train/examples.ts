import { compileFolds } from '../src/static/folds.ts'
import { emptyFoldedText, foldText } from '../src/static/normalize.ts'
import { emptyRows, type RowSpace } from '../src/static/rows.ts'
import { emptyPieces, scan } from '../src/static/scan.ts'
import { emptyShape, measureShape } from '../src/static/shape.ts'
import { findRows } from '../src/static/tokens.ts'
import foldRules from '../table/folds.json' with { type: 'json' }

/** The parts of a text that its vector is made of. */
export interface Example {
  /** Words and buckets, as often as they stand there. */
  readonly rows: Int32Array
  /** What their sum is divided by: how many of them are words, at least 1. */
  readonly words: number
  /** Shape rows, 0 to 27. */
  readonly shapes: Uint8Array
}

const folds = compileFolds(foldRules)
const text = emptyFoldedText()
const pieces = emptyPieces()
const found = emptyRows()
const shape = emptyShape()

/** Takes a text apart exactly as the encoder does. */
export function toExample(space: RowSpace, source: string): Example {
  foldText(source, folds, text)
  scan(text, pieces)
  findRows(text, pieces, space, found)
  measureShape(text, pieces, shape)
  return {
    rows: found.numbers.slice(0, found.length),
    words: Math.max(1, found.words),
    shapes: shape.rows.slice(0, shape.count),
  }
}

/** An example from word numbers, without a shape. */
export function wordsOnly(rows: Int32Array): Example {
  return { rows, words: Math.max(1, rows.length), shapes: new Uint8Array(0) }
}
