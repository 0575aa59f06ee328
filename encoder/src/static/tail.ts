import { HASH_PAIR, hashCode, hashEnd } from './hash.ts'
import type { Rows } from './rows.ts'
import { DIMENSIONS, type Table } from './table.ts'

/** Ids that a text may have. */
export const LONGEST_TAIL = 8

/** Ids there are. */
export const TAIL_IDS = 4096

/** Single terms rank above every pair: a squared row length is below 64 × 127² < 2^20. */
const SINGLE = 1 << 22

/** Which ids a text has, and what they stand for. Kept from text to text. */
export interface Tail {
  length: number
  /** Ascending. */
  readonly ids: Int32Array
  /** The term that each stands for, or the first of two. */
  readonly terms: Int32Array
  /** Whether it stands for that term and the next. */
  readonly pairs: Uint8Array
}

/** Scratch: the best term of each id, and which ids have one. */
export interface TailSearch {
  /** Squared length of each row, by its number; −1 while nobody asked. */
  readonly lengths: Int32Array
  /** 0 for an id without a term. */
  readonly ranks: Int32Array
  /** The best term's place; those of pairs come after all single ones. */
  readonly terms: Int32Array
  touched: Int32Array
}

export function emptyTail(): Tail {
  return {
    length: 0,
    ids: new Int32Array(LONGEST_TAIL),
    terms: new Int32Array(LONGEST_TAIL),
    pairs: new Uint8Array(LONGEST_TAIL),
  }
}

export function createTailSearch({ vocabulary, buckets }: Table): TailSearch {
  return {
    lengths: new Int32Array(vocabulary.size + buckets).fill(-1),
    ranks: new Int32Array(TAIL_IDS),
    terms: new Int32Array(TAIL_IDS),
    touched: new Int32Array(TAIL_IDS),
  }
}

/**
 * Finds the ids of the terms, and then of the pairs of neighbouring terms, that say most: those whose
 * rows are longest. An id ranks as the best that it stands for; of equal ones the smaller id is taken.
 * Linear in the number of terms.
 */
export function findTail(table: Table, rows: Rows, search: TailSearch, into: Tail): void {
  let count = 0
  const offer = (hash: number, rank: number, term: number): void => {
    const id = hash & (TAIL_IDS - 1)
    const before = search.ranks[id]!
    if (before === 0) search.touched[count++] = id
    if (rank <= before) return
    search.ranks[id] = rank
    search.terms[id] = term
  }
  for (let term = 0; term < rows.terms; term++) {
    offer(rows.termHashes[term]!, SINGLE + lengthOf(table, rows, search, term), term)
  }
  // Pairs cannot win where eight ids are taken already.
  if (count < LONGEST_TAIL) offerPairs(table, rows, search, offer)
  keepBest(search, count, rows.terms, into)
}

function offerPairs(
  table: Table,
  rows: Rows,
  search: TailSearch,
  offer: (hash: number, rank: number, term: number) => void,
): void {
  for (let term = 0; term + 1 < rows.terms; term++) {
    const pair = hashCode(hashCode(HASH_PAIR, rows.termHashes[term]!), rows.termHashes[term + 1]!)
    const length = lengthOf(table, rows, search, term) + lengthOf(table, rows, search, term + 1)
    offer(hashEnd(pair), 1 + length, rows.terms + term)
  }
}

function lengthOf({ rows: numbers }: Table, rows: Rows, { lengths }: TailSearch, term: number) {
  const row = rows.numbers[rows.termRows[term]!]!
  if (lengths[row]! < 0) {
    let squares = 0
    const at = row * DIMENSIONS
    for (let d = 0; d < DIMENSIONS; d++) squares += numbers[at + d]! * numbers[at + d]!
    lengths[row] = squares
  }
  return lengths[row]!
}

/** The best ids in ascending order; leaves the ranks empty for the next text. */
function keepBest(
  { ranks, terms, touched }: TailSearch,
  count: number,
  firstPair: number,
  into: Tail,
): void {
  const best: number[] = []
  for (let i = 0; i < count; i++) {
    const id = touched[i]!
    let at = best.length
    while (at > 0 && isBetter(ranks, id, best[at - 1]!)) at--
    if (at >= LONGEST_TAIL) continue
    best.splice(at, 0, id)
    if (best.length > LONGEST_TAIL) best.pop()
  }
  best.sort((a, b) => a - b)
  into.length = best.length
  for (const [i, id] of best.entries()) {
    const term = terms[id]!
    into.ids[i] = id
    into.pairs[i] = term < firstPair ? 0 : 1
    into.terms[i] = term < firstPair ? term : term - firstPair
  }
  for (let i = 0; i < count; i++) ranks[touched[i]!] = 0
}

function isBetter(ranks: Int32Array, id: number, other: number): boolean {
  return ranks[id]! === ranks[other]! ? id < other : ranks[id]! > ranks[other]!
}
