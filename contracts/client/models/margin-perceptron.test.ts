import { keccak256 } from 'viem'
import { describe, expect, it } from 'vitest'
import { bestExcept } from '../scores.ts'
import { emptyStats } from '../stats.ts'
import {
  lessonOf,
  type MarginPerceptron,
  moved,
  moveOf,
  pack,
  scores,
  teaches,
  unpack,
  vectorCount,
  wordCount,
} from './margin-perceptron.ts'

function model(
  labels: number,
  dimensions: number,
  weight: (i: number) => number,
): MarginPerceptron {
  const vectors = vectorCount(labels)
  return {
    kind: 'margin-perceptron',
    labels,
    dimensions,
    weights: Int16Array.from({ length: vectors * dimensions }, (_, i) => weight(i)),
    biases: Int16Array.from({ length: vectors }, (_, v) => 100 * v - 50),
    samplesSeen: 0,
    halvings: 0,
  }
}

const features = Int8Array.from({ length: 64 }, (_, i) => ((37 * i) % 61) - 30)

// That every integer equals the contract's is shown by test/twins/Perceptron.t.sol.
describe('pack', () => {
  it.each([
    [2, 32],
    [2, 64],
    [3, 96],
    [8, 512],
  ])('is undone by unpack: %i labels, %i features', (labels, dimensions) => {
    const before = model(labels, dimensions, i => ((i * 7919) % 959) - 479)
    const words = pack(before)
    expect(words).toHaveLength(wordCount(before))
    expect(unpack(words, emptyStats, before)).toEqual(before)
  })

  it('keeps the counters beside the first bias', () => {
    const before = { ...model(2, 64, () => 0), samplesSeen: 77, halvings: 200 }
    const stats = { ...emptyStats, samplesSeen: 77, halvings: 200, lastUpdate: 5, busyUntil: 6 }
    expect(unpack(pack(before, stats), stats, before)).toEqual(before)
  })
})

describe('scores', () => {
  it('gives label 0 of two nothing', () => {
    const expected = features.reduce((sum, feature, i) => sum + feature * i, 4 * -50)
    expect(
      scores(
        model(2, 64, i => i),
        features,
      ),
    ).toEqual([0, expected])
  })

  it('refuses features of another length', () => {
    expect(() =>
      scores(
        model(2, 64, () => 0),
        new Int8Array(63),
      ),
    ).toThrow(RangeError)
  })
})

describe('teaches', () => {
  it('from minus three logits to one', () => {
    const shape = { dimensions: 64 }
    expect(teaches(32_768, shape)).toBe(true)
    expect(teaches(32_769, shape)).toBe(false)
    expect(teaches(-98_304, shape)).toBe(true)
    expect(teaches(-98_305, shape)).toBe(false)
  })
})

describe('bestExcept', () => {
  it('gives ties to the lowest', () => {
    expect(bestExcept([3, 5, 5], -1)).toBe(1)
    expect(bestExcept([3, 5, 5], 1)).toBe(2)
    expect(bestExcept([3, 3], 0)).toBe(1)
  })
})

describe('moved', () => {
  it.each([
    [0, 32],
    [26, 32],
    [27, 23],
    [117, 23],
    [118, 16],
    [500, 11],
    [1_000_000, 1],
  ])('after %i samples moves by %i / 256, dithered', (samplesSeen, rate) => {
    const before = { ...model(2, 64, () => 0), samplesSeen }
    const lesson = lessonOf(before, 0)
    const after = moved(before, features, moveOf(before, 1, lesson, 'learn'))
    const hash = keccak256(
      Uint8Array.from(features, feature => feature + 128),
      'bytes',
    )
    for (let i = 0; i < 64; i++) {
      const noise = i < 32 ? hash[i]! : hash[(i - 31) % 32]!
      expect(after.weights[i]).toBe(Math.floor((rate * features[i]! + noise) / 256) + 0)
    }
    expect(after.biases[0]).toBe(-50 + 4 * rate)
  })

  it('takes back what it did, and leaves the model given as it was', () => {
    const before = model(4, 64, i => (i % 300) - 150)
    const copy = before.weights.slice()
    const lesson = lessonOf(before, 3)
    const after = moved(before, features, moveOf(before, 1, lesson, 'learn'))
    expect(before.weights).toEqual(copy)
    expect(after.weights).not.toEqual(copy)
    expect(after.weights.subarray(0, 64)).toEqual(copy.subarray(0, 64))
    expect(moved(after, features, moveOf(after, 1, lesson, 'unlearn'))).toEqual(before)
  })

  it('halves everything once a weight is at the edge', () => {
    const before = model(3, 64, i => (i === 70 ? 479 : -7))
    const push = new Int8Array(64).fill(-30)
    push[6] = 30
    const lesson = lessonOf(before, 0)
    const after = moved(before, push, moveOf(before, 1, lesson, 'learn'))
    expect(after.halvings).toBe(1)
    expect(after.weights[70]).toBeGreaterThan(239)
    expect(after.weights[70]).toBeLessThan(245)
    expect(after.weights[140]).toBe(-4)
    // 50 + 128 and −50 − 128, rounded down; the third vector's bias stood still.
    expect([...after.biases]).toEqual([-89, 89, 75])
    expect(moved(after, push, moveOf(after, 1, lesson, 'unlearn')).biases[1]).toBe(25)
  })
})
