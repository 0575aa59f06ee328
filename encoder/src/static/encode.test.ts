import { describe, expect, it } from 'vitest'
import { SQUARED_NORM, scaleSums } from './encode.ts'
import { DIMENSIONS } from './table.ts'

/** What a trainer accepts. */
const CAP = (1024 * DIMENSIONS * 65) / 64

function squaredNorm(features: Int8Array): number {
  return features.reduce((sum, feature) => sum + feature * feature, 0)
}

/** The same by big integers, straight from the definition; only for sums that need no shift. */
function exact(sums: Int32Array): Int8Array {
  const squares = sums.reduce((sum, value) => sum + BigInt(value) ** 2n, 0n)
  const features = Array.from(sums, value => {
    let q = 0n
    const quadruple = 4n * BigInt(SQUARED_NORM) * BigInt(value) ** 2n
    while (q < 127n && (2n * q + 1n) ** 2n * squares <= quadruple) q++
    return value < 0 ? -Number(q) : Number(q)
  })
  return Int8Array.from(features)
}

function randomSums(seed: number, size: number): Int32Array {
  let state = seed
  return Int32Array.from({ length: DIMENSIONS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const value = state / 0x100000000 - 0.5
    return Math.round(size * (seed % 3 === 0 ? 8 * value ** 3 : value))
  })
}

describe('scaleSums', () => {
  it('rounds exactly', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const sums = randomSums(seed, 10 ** (seed % 5))
      if (sums.every(sum => sum === 0)) continue
      expect(scaleSums(sums)).toEqual(exact(sums))
    }
  })

  it('stays below the cap for sums of every size and shape', () => {
    let largest = 0
    for (let seed = 1; seed <= 3000; seed++) {
      const features = scaleSums(randomSums(seed, 2 ** (1 + (seed % 31))))
      largest = Math.max(largest, squaredNorm(features))
      expect(Math.min(...features)).toBeGreaterThanOrEqual(-127)
    }
    // Rounding does reach above the aim, or the margin would be for nothing.
    expect(largest).toBeGreaterThan(SQUARED_NORM)
    expect(largest).toBeLessThanOrEqual(CAP)
  })

  it('stays below the cap where all roundings go up', () => {
    let largest = 0
    for (let one = 1; one < 400; one++) {
      for (const rest of [one - 1, one, one + 1]) {
        const sums = new Int32Array(DIMENSIONS).fill(one)
        sums.fill(rest, 32)
        largest = Math.max(largest, squaredNorm(scaleSums(sums)))
      }
    }
    expect(largest).toBeLessThanOrEqual(CAP)
  })

  it('bounds every input: half a step of error in each of 64 places stays below the cap', () => {
    expect((Math.sqrt(SQUARED_NORM) + Math.sqrt(DIMENSIONS) / 2) ** 2).toBeLessThanOrEqual(CAP)
  })

  it('makes nothing of nothing', () => {
    expect(scaleSums(new Int32Array(DIMENSIONS))).toEqual(new Int8Array(DIMENSIONS))
  })

  it('cuts one large number at 127', () => {
    const sums = new Int32Array(DIMENSIONS)
    sums[3] = -2_000_000_000
    expect(scaleSums(sums)[3]).toBe(-127)
  })
})
