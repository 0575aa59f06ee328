import type { Contribution } from '../types.ts'
import { SQUARED_NORM, scaleSums, type Workspace } from './encode.ts'
import { DIMENSIONS, type Table } from './table.ts'

/**
 * The shares of a summed text's parts in `Σ features × direction + Σ tail(id)`, in the order of the text,
 * those of pairs of words last. What is left, the share of the text's shape and of rounding and cutting
 * features, comes at the end as a share without a place, start = end = 0. All are integers and add up.
 */
export function explainSums(
  table: Table,
  work: Workspace,
  direction: ArrayLike<number>,
  tail: (id: number) => number,
): Contribution[] {
  const scale = scaleOf(work.sums)
  const { text, rows } = work
  const terms = singleShares(work, tail)
  const shares: Contribution[] = []
  let rest = scoreOf(work, direction, tail)
  const add = (from: number, to: number, score: number): void => {
    if (score === 0) return
    shares.push({ start: text.starts[from]!, end: text.ends[to - 1]!, score })
    rest -= score
  }
  for (let i = 0; i < rows.length; ) {
    const from = rows.froms[i]!
    const to = rows.tos[i]!
    let pull = 0
    let named = 0
    for (; i < rows.length && rows.froms[i] === from && rows.tos[i] === to; i++) {
      pull += along(direction, table.rows, rows.numbers[i]!)
      named += terms.get(i) ?? 0
    }
    add(from, to, nearest(pull * scale) + named)
  }
  for (const { from, to, score } of pairShares(work, tail)) add(from, to, score)
  if (rest !== 0) shares.push({ start: 0, end: 0, score: rest })
  return shares
}

/** What is to be explained. */
function scoreOf(
  { sums, tail }: Workspace,
  direction: ArrayLike<number>,
  idValue: (id: number) => number,
): number {
  const features = scaleSums(sums)
  let score = 0
  for (let d = 0; d < DIMENSIONS; d++) score += features[d]! * direction[d]!
  for (let i = 0; i < tail.length; i++) score += idValue(tail.ids[i]!)
  return score
}

/** What ids of single terms add, by the term's row. */
function singleShares(
  { rows, tail }: Workspace,
  idValue: (id: number) => number,
): Map<number, number> {
  const shares = new Map<number, number>()
  for (let i = 0; i < tail.length; i++) {
    if (tail.pairs[i] === 0) shares.set(rows.termRows[tail.terms[i]!]!, idValue(tail.ids[i]!))
  }
  return shares
}

/** What ids of pairs add, with the stretch from the first term to the second. */
function* pairShares(
  { rows, tail }: Workspace,
  idValue: (id: number) => number,
): Generator<{ from: number; to: number; score: number }> {
  for (let i = 0; i < tail.length; i++) {
    if (tail.pairs[i] === 0) continue
    const term = tail.terms[i]!
    const from = rows.froms[rows.termRows[term]!]!
    const to = rows.tos[rows.termRows[term + 1]!]!
    yield { from, to, score: idValue(tail.ids[i]!) }
  }
}

/** What features are multiplied by; doubles will do, since the rest takes what they miss. */
function scaleOf(sums: Int32Array): number {
  let squares = 0
  for (let d = 0; d < DIMENSIONS; d++) squares += sums[d]! * sums[d]!
  return squares === 0 ? 0 : Math.sqrt(SQUARED_NORM / squares)
}

function along(direction: ArrayLike<number>, rows: Int8Array, row: number): number {
  let sum = 0
  const at = row * DIMENSIONS
  for (let d = 0; d < DIMENSIONS; d++) sum += direction[d]! * rows[at + d]!
  return sum
}

function nearest(value: number): number {
  return Math.floor(value + 0.5)
}
