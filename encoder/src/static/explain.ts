import type { Contribution } from '../types.ts'
import { SQUARED_NORM, shapeWeight, type Workspace } from './encode.ts'
import { DIMENSIONS, type Table } from './table.ts'

/**
 * The shares of a summed text's parts in `Σ features × direction`, in the order of the text. They are
 * exact before features are rounded and cut. The text's shape comes last, if it counts, as a share
 * without a place: start = end = 0.
 */
export function explainSums(
  table: Table,
  work: Workspace,
  direction: ArrayLike<number>,
): Contribution[] {
  const scale = scaleOf(work.sums)
  if (scale === 0) return []
  const shares: Contribution[] = []
  const { text, rows, shape } = work
  for (let i = 0; i < rows.length; ) {
    const from = rows.froms[i]!
    const to = rows.tos[i]!
    let pull = 0
    for (; i < rows.length && rows.froms[i] === from && rows.tos[i] === to; i++) {
      pull += along(direction, table.rows, rows.numbers[i]!)
    }
    const score = nearest(pull * scale)
    if (score !== 0) shares.push({ start: text.starts[from]!, end: text.ends[to - 1]!, score })
  }
  let pull = 0
  for (let i = 0; i < shape.count; i++) pull += along(direction, table.shapes, shape.rows[i]!)
  const score = nearest(shapeWeight(rows) * pull * scale)
  if (score !== 0) shares.push({ start: 0, end: 0, score })
  return shares
}

/** What features are multiplied by. Shares are shown, never signed, so doubles will do here. */
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
