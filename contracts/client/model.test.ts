import { describe, expect, it } from 'vitest'
import { contrast, logit, predict, probabilities, update } from './model.ts'
import { packWeights, unpackWeights } from './packed.ts'
import type { Model } from './types.ts'

function model(labels: number, weight: (i: number) => number): Model {
  const vectors = labels === 2 ? 1 : labels
  return {
    labels,
    dimensions: 32,
    weights: Int16Array.from({ length: 32 * vectors }, (_, i) => weight(i)),
    biases: new Int16Array(vectors),
    samplesSeen: 0,
  }
}

const features = Int8Array.from({ length: 32 }, (_, i) => i - 16)

// That every integer equals the contract's is shown by test/Twin.t.sol.
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

describe('update', () => {
  it('moves towards the label and leaves the model given as it was', () => {
    const before = model(3, i => i)
    const copy = before.weights.slice()
    const after = update(before, features, 0)
    expect(before.weights).toEqual(copy)
    expect(predict(after, features).scores[0]!).toBeGreaterThan(
      predict(before, features).scores[0]!,
    )
    expect(after.samplesSeen).toBe(1)
  })

  it('leaves the weights alone when it is sure', () => {
    const sure = model(2, i => (i - 16) * 900)
    expect(predict(sure, features).margin).toBeGreaterThan(logit(32))
    expect(update(sure, features, 1).weights).toEqual(sure.weights)
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
  it('takes T as one logit', () => {
    const [no, yes] = probabilities(
      model(2, () => 0),
      [0, logit(32)],
    )
    expect(no! + yes!).toBeCloseTo(1)
    expect(yes! / no!).toBeCloseTo(Math.E)
  })

  it('survives the largest scores', () => {
    const huge = probabilities(
      model(3, () => 0),
      [0, 1e12, -1e12],
    )
    expect(huge).toEqual([0, 1, 0])
  })
})

describe('packed weights', () => {
  it('come back as they went in', () => {
    const weights = Int16Array.from({ length: 96 }, (_, i) => ((i * 7919) % 65536) - 32768)
    expect(unpackWeights(packWeights(weights))).toEqual(weights)
  })
})
