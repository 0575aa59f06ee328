import { describe, expect, it } from 'vitest'
import { laceOf } from '../vectors.ts'
import {
  averaged,
  contrast,
  emptyAverage,
  FULL_COUNT,
  learn,
  logit,
  type NearestCentroid,
  pack,
  SAMPLE,
  SUM_LIMIT,
  scores,
  unlearn,
  unpack,
  wordCount,
} from './nearest-centroid.ts'

function blank(labels: number, dimensions = 32): NearestCentroid {
  return {
    ...emptyAverage({ labels, dimensions }),
    sums: new Int16Array(labels * dimensions),
  }
}

function sample(value: number, n = 0, dimensions = 32): Int8Array {
  const features = new Int8Array(dimensions).fill(value)
  features[n % dimensions] = n >> 1
  return features
}

// That every integer equals the contract's is shown by test/twins/CentroidBayes.t.sol.
describe('words', () => {
  it.each([32, 64, 96, 512])('come back from their words, %i features', dimensions => {
    const shape = { labels: 3, dimensions }
    const model: NearestCentroid = {
      ...blank(3, dimensions),
      sums: Int16Array.from({ length: 3 * dimensions }, (_, i) => ((i * 37) % 959) - 479),
      counts: [0, 12_345, FULL_COUNT - 1],
      halvings: [0, 255, 7],
      samplesSeen: 500,
    }
    const words = pack(model)
    expect(words).toHaveLength(wordCount(shape))
    expect(unpack(words, { samplesSeen: 500 }, shape)).toEqual(model)
    expect(laceOf(words[wordCount(shape) / 3]!)).toBe(BigInt(12_345 + 255 * 65_536))
  })
})

describe('scores', () => {
  it('are 0 for labels without samples', () => {
    expect(scores(blank(3), sample(20))).toEqual([0, 0, 0])
  })

  it('fall by the squared distance', () => {
    // Centroids at 16 and −16 everywhere: 64 samples, each sum 64 × 16 / 32.
    const model = {
      ...blank(2),
      sums: Int16Array.from({ length: 64 }, (_, i) => (i < 32 ? 32 : -32)),
      counts: [64 * SAMPLE, 64 * SAMPLE],
    }
    const features = sample(10)
    features[0] = -3
    const squared = (to: number) => features.reduce((sum, x) => sum + (x - to) ** 2, 0)
    const [near, far] = scores(model, features)
    expect(near! - far!).toBe(squared(-16) - squared(16))
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
    expect(model.counts).toEqual([0, SAMPLE, 0])
    expect(model.samplesSeen).toBe(1)
    expect(lesson).not.toBe(0)
    expect(model.sums.subarray(0, 32).every(sum => sum === 0)).toBe(true)
    expect(model.sums.subarray(64).every(sum => sum === 0)).toBe(true)
  })

  it('finds the mean', () => {
    let model = blank(2)
    for (let n = 0; n < 200; n++) ({ model } = learn(model, sample(24, n), 0))
    const centroid = Array.from(model.sums.subarray(0, 32), sum => (2048 * sum) / model.counts[0]!)
    const mean = centroid.reduce((sum, c) => sum + c, 0) / 32
    expect(mean).toBeGreaterThan(22)
    expect(mean).toBeLessThan(28)
  })

  it('halves at the bounds of count and sums', () => {
    const counted = learn({ ...blank(2), counts: [FULL_COUNT - SAMPLE, 0] }, sample(20), 0).model
    expect(counted.counts[0]).toBe(FULL_COUNT / 2)
    expect(counted.halvings).toEqual([1, 0])
    const sums = new Int16Array(64).fill(SUM_LIMIT - 1)
    const summed = learn({ ...blank(2), sums, halvings: [255, 0] }, sample(127), 0).model
    expect(Math.max(...summed.sums.subarray(0, 32))).toBeLessThan(SUM_LIMIT / 2 + 3)
    expect(summed.halvings).toEqual([0, 0])
  })
})

describe('unlearn', () => {
  it('is exact, whatever was learnt in between', () => {
    const first = learn(blank(2), sample(30), 1)
    const with_ = learn(first.model, sample(-20, 3), 1).model
    const without = learn(blank(2), sample(-20, 3), 1).model
    expect({ ...unlearn(with_, sample(30), 1, first.lesson), samplesSeen: 1 }).toEqual(without)
  })

  it('takes out what is left after a halving', () => {
    const { model, lesson } = learn(blank(2), sample(30), 1)
    const halved = {
      ...model,
      sums: model.sums.map(sum => sum >> 1),
      counts: [0, SAMPLE / 2],
      halvings: [0, 1],
    }
    const after = unlearn(halved, sample(30), 1, lesson)
    expect(after.sums.every(sum => sum === 0)).toBe(true)
    expect(after.counts).toEqual([0, 0])
  })

  it('does nothing for the lesson 0 and for what is forgotten', () => {
    const { model, lesson } = learn(blank(2), sample(30), 1)
    expect(unlearn(model, sample(30), 1, 0)).toBe(model)
    const old = { ...model, halvings: [0, 4] }
    expect(unlearn(old, sample(30), 1, lesson)).toBe(old)
  })
})

describe('averaged', () => {
  it('goes the whole way at once, and a part of the way in steps', () => {
    let model = blank(2)
    for (let n = 0; n < 100; n++) ({ model } = learn(model, sample(24, n), n % 2))
    const whole = averaged(emptyAverage(model), model, 64, 1)
    expect(whole.sums).toEqual(model.sums)
    expect(whole.counts).toEqual(model.counts)
    const half = averaged({ ...whole, sums: whole.sums.map(() => 0) }, model, 32, 1)
    for (let i = 0; i < 64; i++) {
      expect(Math.abs(half.sums[i]! - model.sums[i]! / 2)).toBeLessThan(1)
    }
  })

  it('comes to rest on a model that stands still', () => {
    let model = blank(2)
    for (let n = 0; n < 30; n++) ({ model } = learn(model, sample(24, n), n % 2))
    let average = emptyAverage(model)
    for (let time = 0; time < 600; time++) average = averaged(average, model, 4, time)
    expect(average.sums).toEqual(model.sums)
    expect(average.counts).toEqual(model.counts)
  })
})

describe('contrast', () => {
  it('points from the rival to the label', () => {
    const all = (value: number) => new Int8Array(32).fill(value)
    const towards = learn(learn(blank(2), all(40), 1).model, all(-40), 0).model
    expect(contrast(towards, 1, 0).every(pull => pull > 0)).toBe(true)
    expect(contrast(towards, 0, 1)).toEqual(contrast(towards, 1, 0).map(pull => -pull))
    expect(contrast(towards, 1, 1).every(pull => pull === 0)).toBe(true)
  })

  it('knows the size of a logit', () => {
    expect(logit(blank(2))).toBe(4096)
  })
})
