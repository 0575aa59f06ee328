import type { Model } from '@hivemark/contracts'
import { describe, expect, it } from 'vitest'
import { lesson, suggestedBound } from './quote'

/** A model that says label 1 of a text pointing along the first feature, `logits` sure. */
function modelOf(logits: number): { model: Model; features: Int8Array } {
  const features = new Int8Array(64)
  features.set([120, 120, 120, 120])
  const weights = new Int16Array(64)
  weights.fill(Math.round((logits * 512 * 64) / (4 * 120)), 0, 4)
  return {
    features,
    model: {
      kind: 'margin-perceptron',
      labels: 2,
      dimensions: 64,
      weights,
      biases: new Int16Array(1),
      samplesSeen: 500,
      halvings: 0,
    },
  }
}

describe('what a label would teach', () => {
  it('turns a model that was nearly undecided', () => {
    const { model, features } = modelOf(0.05)
    const { prediction, after, learns } = lesson(model, features, 0)
    expect([prediction.label, learns, after.label]).toEqual([1, true, 0])
  })

  it('moves a model that was sure, without turning it', () => {
    const { model, features } = modelOf(2.5)
    const { prediction, after, learns } = lesson(model, features, 0)
    expect([learns, after.label]).toEqual([true, 1])
    expect(after.margin).toBeLessThan(prediction.margin)
  })

  it('teaches nothing where the model contradicts too strongly, or already is sure', () => {
    const { model, features } = modelOf(3.5)
    expect(lesson(model, features, 0).learns).toBe(false)
    expect(lesson(model, features, 1).learns).toBe(false)
  })
})

describe('the bound offered', () => {
  it('is at least a quarter above the deposit, in three digits', () => {
    expect(suggestedBound(400_000_000_000_000n)).toBe(500_000_000_000_000n)
    expect(suggestedBound(123_456_789n)).toBe(155_000_000n)
    expect(suggestedBound(1n)).toBe(2n)
  })
})
