import type { Vocabulary } from './vocabulary.ts'

/** The rows of a text: which of the table's rows are summed, and the text that each stands for. */
export interface Rows {
  length: number
  /** Row numbers: words first, then buckets. */
  numbers: Int32Array
  /** Spans in folded codes, end excluded; rows of one token share their span. */
  froms: Int32Array
  tos: Int32Array
  /** How many of them are words of the vocabulary. */
  words: number
  /** Pieces of the text that gave rows. */
  tokens: number
  /** How many rows are terms: all but those of three neighbours. */
  terms: number
  /** The row of each term: its place in `numbers`. */
  termRows: Int32Array
  /** The hash of each term's spelling. */
  termHashes: Int32Array
}

/** Rows beyond these are left out: every sum then fits into 32 bits. */
export const MOST_ROWS = 1 << 20

/** Where rows are found: words by spelling, everything else by hash. */
export interface RowSpace {
  readonly vocabulary: Vocabulary
  /** A power of 2. */
  readonly buckets: number
}

/** Empty `Rows` to fill, again and again. */
export function emptyRows(): Rows {
  const empty = new Int32Array(0)
  return {
    length: 0,
    numbers: empty,
    froms: empty,
    tos: empty,
    words: 0,
    tokens: 0,
    terms: 0,
    termRows: empty,
    termHashes: empty,
  }
}

/** Forgets the rows of the text before. */
export function clearRows(rows: Rows): void {
  rows.length = 0
  rows.words = 0
  rows.tokens = 0
  rows.terms = 0
}

/** Adds a row for the text [from, to). */
export function addRow(rows: Rows, number: number, from: number, to: number): void {
  const i = rows.length
  if (i >= MOST_ROWS) return
  if (i >= rows.numbers.length) grow(rows)
  rows.numbers[i] = number
  rows.froms[i] = from
  rows.tos[i] = to
  rows.length = i + 1
}

/** Adds the row of a term for the text [from, to). @param hash Of the term's spelling. */
export function addTerm(rows: Rows, number: number, hash: number, from: number, to: number): void {
  if (rows.length >= MOST_ROWS) return
  const term = rows.terms++
  if (term >= rows.termRows.length) {
    rows.termRows = doubled(rows.termRows)
    rows.termHashes = doubled(rows.termHashes)
  }
  rows.termRows[term] = rows.length
  rows.termHashes[term] = hash
  addRow(rows, number, from, to)
}

/** Adds the row of a word of the vocabulary for the text [from, to). */
export function addWord(
  rows: Rows,
  { vocabulary }: RowSpace,
  word: number,
  from: number,
  to: number,
): void {
  if (rows.length < MOST_ROWS) rows.words++
  addTerm(rows, word, vocabulary.hashOf(word), from, to)
}

function grow(rows: Rows): void {
  rows.numbers = doubled(rows.numbers)
  rows.froms = doubled(rows.froms)
  rows.tos = doubled(rows.tos)
}

function doubled(values: Int32Array): Int32Array {
  const next = new Int32Array(2 * values.length + 256)
  next.set(values)
  return next
}
