import { describe, expect, it } from 'vitest'
import { contrast, logit, predict, probabilities } from './model.ts'
import { learn, type MarginPerceptron, pack, unlearn, unpack } from './models/margin-perceptron.ts'
import { unpackStats } from './stats.ts'

function model(labels: number, weight: (i: number) => number): MarginPerceptron {
  const vectors = labels === 2 ? 1 : labels
  return {
    kind: 'margin-perceptron',
    labels,
    dimensions: 32,
    weights: Int16Array.from({ length: 32 * vectors }, (_, i) => weight(i)),
    biases: new Int16Array(vectors),
    samplesSeen: 0,
    halvings: 0,
  }
}

const features = Int8Array.from({ length: 32 }, (_, i) => i - 16)

// That every integer equals the contract's is shown by test/twins/Perceptron.t.sol.
describe('predict', () => {
  it('gives ties to the lowest label', () => {
    expect(
      predict(
        model(2, () => 0),
        features,
      ),
    ).toEqual({ label: 0, scores: [0, 0], margin: 0 })
    expect(
      predict(
        model(4, () => 3),
        features,
      ).label,
    ).toBe(0)
  })

  it('refuses features of another length', () => {
    expect(() =>
      predict(
        model(2, () => 0),
        new Int8Array(31),
      ),
    ).toThrow(RangeError)
  })
})

describe('learn', () => {
  it('moves towards the label and leaves the model given as it was', () => {
    const before = model(3, i => i)
    const copy = before.weights.slice()
    const after = learn(before, features, 0).model
    expect(before.weights).toEqual(copy)
    expect(predict(after, features).scores[0]!).toBeGreaterThan(
      predict(before, features).scores[0]!,
    )
    expect(after.samplesSeen).toBe(1)
  })

  it('leaves the weights alone when it is sure', () => {
    const sure = model(2, i => (i - 16) * 25)
    expect(predict(sure, features).margin).toBeGreaterThan(logit(sure))
    expect(learn(sure, features, 1).model.weights).toEqual(sure.weights)
  })
})

describe('contrast', () => {
  it.each([2, 3, 8])('adds up to the difference of two scores, %i labels', labels => {
    const m = model(labels, i => (i * 37) % 101)
    const { scores } = predict(m, features)
    for (let label = 0; label < labels; label++) {
      for (let rival = 0; rival < labels; rival++) {
        const direction = contrast(m, label, rival)
        const sum = features.reduce((total, x, i) => total + x * direction[i]!, 0)
        expect(sum).toBe(scores[label]! - scores[rival]!)
      }
    }
  })
})

describe('probabilities', () => {
  it('takes T as one logit, sharpened by the temperature of the rule', () => {
    const flat = model(2, () => 0)
    const [no, yes] = probabilities(flat, [0, logit(flat)])
    expect(no! + yes!).toBeCloseTo(1)
    expect(yes! / no!).toBeCloseTo(Math.exp(1 / 0.7))
  })

  it('survives the largest scores', () => {
    const huge = probabilities(
      model(3, () => 0),
      [0, 1e12, -1e12],
    )
    expect(huge).toEqual([0, 1, 0])
  })
})

describe('unlearn', () => {
  it.each([2, 3])('takes a sample out again, to the bit, %i labels', labels => {
    const before = model(labels, i => (i * 37) % 101)
    const { model: after, lesson } = learn(before, features, 1)
    expect(lesson).not.toBe(0)
    expect(after.weights).not.toEqual(before.weights)
    expect(unlearn(after, features, 1, lesson)).toEqual({ ...before, samplesSeen: 1 })
  })

  it('changes nothing where nothing was learnt', () => {
    const before = model(2, () => 7)
    expect(unlearn(before, features, 1, 0)).toEqual(before)
  })

  it('takes out half after a halving, to the unit', () => {
    const before = model(2, i => (i === 0 ? 479 : 40))
    const push = Int8Array.from({ length: 32 }, (_, i) => (i === 0 ? 100 : -60))
    const first = learn(before, features, 1)
    const second = learn(first.model, push, 1)
    expect(second.model.halvings).toBe(1)
    const without = learn(before, push, 1).model
    const taken = unlearn(second.model, features, 1, first.lesson)
    for (let i = 0; i < 32; i++) {
      expect(Math.abs(taken.weights[i]! - without.weights[i]!)).toBeLessThanOrEqual(1)
    }
  })
})

describe('packed models', () => {
  it.each([32, 64, 96, 512])('come back as they went in, %i features', dimensions => {
    const whole: MarginPerceptron = {
      kind: 'margin-perceptron',
      labels: 3,
      dimensions,
      weights: Int16Array.from({ length: 3 * dimensions }, (_, i) => ((i * 7919) % 1023) - 511),
      biases: Int16Array.from([-16_383, 0, 16_383]),
      samplesSeen: 70_000,
      halvings: 200,
    }
    const stats = {
      samplesSeen: 70_000,
      lastUpdate: 2 ** 32 - 1,
      busyUntil: 5,
      bias: 9,
      halvings: 200,
    }
    const words = pack(whole, stats)
    expect(words).toHaveLength(3 * (dimensions / 32 + Math.ceil(dimensions / 64)))
    expect(unpack(words, stats, whole)).toEqual(whole)
  })

  it('keep the counters in the lace of the first word', () => {
    const flat = model(2, () => -1)
    const stats = { samplesSeen: 1, lastUpdate: 2, busyUntil: 3, bias: 0, halvings: 4 }
    let lace = 0n
    for (let i = 0n; i < 64n; i++)
      lace |= ((pack(flat, stats)[0]! >> (4n * i + 2n)) & 3n) << (2n * i)
    expect(unpackStats(lace)).toEqual(stats)
  })
})
