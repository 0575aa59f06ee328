import { describe, expect, it } from 'vitest'
import {
  contrast,
  FULL_COUNT,
  learn,
  logit,
  type NaiveBayes,
  pack,
  scores,
  unlearn,
  unpack,
  wordCount,
} from './naive-bayes.ts'

function blank(labels: number, dimensions = 32, count = 0): NaiveBayes {
  return {
    kind: 'naive-bayes',
    labels,
    dimensions,
    levels: new Uint8Array(labels * dimensions).fill(136),
    counts: Array.from({ length: labels }, () => count),
    samplesSeen: 0,
  }
}

function sample(value: number, n = 0, dimensions = 32): Int8Array {
  const features = new Int8Array(dimensions).fill(value)
  features[n % dimensions] = value > 0 ? n % 100 : -1 - (n % 100)
  return features
}

// That every integer equals the contract's is shown by test/twins/CentroidBayes.t.sol.
describe('words', () => {
  it.each([32, 64, 96, 512])('come back from their words, %i features', dimensions => {
    const shape = { labels: 3, dimensions }
    const model: NaiveBayes = {
      ...blank(3, dimensions),
      levels: Uint8Array.from({ length: 3 * dimensions }, (_, i) => (i * 37) % 256),
      counts: [0, 4095, 17],
      samplesSeen: 9,
    }
    const words = pack(model)
    expect(words).toHaveLength(wordCount(shape))
    expect(unpack(words, { samplesSeen: 9 }, shape)).toEqual(model)
  })
})

describe('scores', () => {
  it('are sums of rounded logarithms', () => {
    const model = {
      ...blank(2, 32, 3),
      levels: Uint8Array.from({ length: 64 }, (_, i) => (i * 41) % 256),
    }
    const features = Int8Array.from({ length: 32 }, (_, i) => (i % 3) - 1)
    const expected = [0, 1].map(k => {
      let sum = 128 * Math.log2(4)
      features.forEach((x, i) => {
        const level = model.levels[32 * k + i]!
        sum += Math.round(64 * Math.log2(2 * ((x < 0 ? 255 - level : level) >> 4) + 1))
      })
      return sum
    })
    expect(scores(model, features)).toEqual(expected)
  })

  it('prefer the more frequent label when features say nothing, by the logarithm of how much', () => {
    const [rare, common] = scores({ ...blank(2), counts: [15, 127] }, sample(1))
    expect(common! - rare!).toBe(128 * 3)
    expect((common! - rare!) / logit(blank(2))).toBeCloseTo(Math.log(8), 1)
  })

  it('refuse features of another length', () => {
    expect(() => scores(blank(2), new Int8Array(31))).toThrow(RangeError)
  })
})

describe('learn', () => {
  it('moves its label only and leaves the model given as it was', () => {
    const before = blank(3)
    const { model, lesson } = learn(before, sample(30), 1)
    expect(before).toEqual(blank(3))
    expect(model.counts).toEqual([0, 1, 0])
    expect(model.samplesSeen).toBe(1)
    expect(lesson).toBe(5)
    expect(model.levels.subarray(0, 32).every(level => level === 136)).toBe(true)
    expect(model.levels.subarray(32, 64).every(level => level === 136 || level === 152)).toBe(true)
    expect(model.levels.subarray(64).every(level => level === 136)).toBe(true)
  })

  it('follows one direction to the end and never beyond', () => {
    let model = blank(2)
    for (let n = 0; n < 1200; n++) {
      const last = model.levels.slice()
      ;({ model } = learn(model, sample(n < 600 ? 1 + (n % 50) : -1 - (n % 50), n), 1))
      for (let i = 32; i < 64; i++) {
        const step = model.levels[i]! - last[i]!
        expect(n < 600 ? step >= 0 : step <= 0).toBe(true)
      }
    }
    expect(Math.max(...model.levels.subarray(32))).toBeLessThan(80)
  })

  it('halves all counts once one is full', () => {
    const model = { ...blank(3), counts: [7, FULL_COUNT - 1, 4000] }
    expect(learn(model, sample(1), 1).model.counts).toEqual([3, FULL_COUNT / 2, 2000])
  })
})

describe('unlearn', () => {
  it('moves back what moved, but where that cannot be seen', () => {
    const before = blank(2, 512, 1000)
    const { model, lesson } = learn(before, sample(30, 0, 512), 1)
    const after = unlearn(model, sample(30, 0, 512), 1, lesson)
    expect(model.levels).not.toEqual(before.levels)
    const off = after.levels.filter((level, i) => level !== before.levels[i])
    expect(off.length).toBeLessThan(10)
    expect(after.counts).toEqual(before.counts)
  })

  it('does nothing for the lesson 0, and stops at the ends', () => {
    const none = { ...blank(2), levels: new Uint8Array(64) }
    expect(unlearn(none, sample(30), 1, 0)).toBe(none)
    const after = unlearn(none, sample(30), 1, 1)
    expect(after.levels).toEqual(none.levels)
    expect(after.counts).toEqual([0, 0])
  })
})

describe('contrast', () => {
  it('is twice what a feature’s sign is worth', () => {
    let model = blank(2)
    for (let n = 0; n < 40; n++) {
      ;({ model } = learn(model, sample(30, n), 1))
      ;({ model } = learn(model, sample(-30, n), 0))
    }
    expect(contrast(model, 1, 0).every(pull => pull > 0)).toBe(true)
    const margin = (features: Int8Array) => {
      const [no, yes] = scores(model, features)
      return yes! - no!
    }
    const all = contrast(model, 1, 0).reduce((sum, pull) => sum + pull, 0)
    expect(margin(sample(5, 5)) - margin(sample(-5, 5))).toBe(all)
  })
})
