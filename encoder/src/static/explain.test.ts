import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { goldenTexts } from '../golden-texts.ts'
import { createWorkspace, SQUARED_NORM, shapeWeight, sumText } from './encode.ts'
import { explainSums } from './explain.ts'
import { DIMENSIONS, parseTable } from './table.ts'

const table = parseTable(
  readFileSync(fileURLToPath(new URL('../../table/static-2.bin', import.meta.url))),
)
const work = createWorkspace(table)
const direction = Int32Array.from({ length: DIMENSIONS }, (_, d) => ((d * 7919) % 4001) - 2000)

/** What the shape rows of the text in `work` pull, before features are rounded. */
function shapePull(): number {
  const squares = work.sums.reduce((sum, x) => sum + x * x, 0)
  let pull = 0
  for (let i = 0; i < work.shape.count; i++) {
    const at = work.shape.rows[i]! * DIMENSIONS
    for (let d = 0; d < DIMENSIONS; d++) pull += direction[d]! * table.shapes[at + d]!
  }
  return squares === 0 ? 0 : shapeWeight(work.rows) * pull * Math.sqrt(SQUARED_NORM / squares)
}

describe('explainSums', () => {
  // Shares add up to the score by construction; this says that the words' shares are the right ones.
  it.each(goldenTexts)('leaves nothing but shape and rounding to no place: $name', ({ text }) => {
    sumText(table, text, work)
    const shares = explainSums(table, work, direction, () => 0)
    const placeless = shares.find(({ end }) => end === 0)?.score ?? 0
    // Each feature is at most half a unit off, and so is each share.
    const reach = direction.reduce((sum, x) => sum + Math.abs(x), 0)
    expect(Math.abs(placeless - shapePull())).toBeLessThanOrEqual(reach / 2 + shares.length)
  })
})
