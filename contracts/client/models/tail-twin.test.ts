import { describe, expect, it } from 'vitest'
import { packFeatures } from '../features.ts'
import { contrast, learn, predict, unlearn } from '../model.ts'
import { sampleFault } from '../sample-fault.ts'
import type { Task } from '../types.ts'
import { twinOf } from './index.ts'
import { vectorCount } from './margin-perceptron.ts'
import { packSample, type TailPerceptron } from './tail-perceptron.ts'
import { joinTail, splitTail, tailContrast } from './tail-twin.ts'

const features = Int8Array.from({ length: 64 }, (_, i) => (i % 3 === 0 ? 40 : -27))
const ids = [0, 128, 4095]

function model(labels: number): TailPerceptron {
  const vectors = vectorCount(labels)
  return {
    kind: 'tail-perceptron',
    dense: {
      kind: 'margin-perceptron',
      labels,
      dimensions: 64,
      weights: Int16Array.from({ length: 64 * vectors }, (_, i) => ((i * 31) % 19) - 9),
      biases: new Int16Array(vectors),
      samplesSeen: 0,
      halvings: 0,
    },
    tail: new Map(),
  }
}

describe('joinTail', () => {
  it('makes the row whose bytes are the contract’s, and is undone', () => {
    const row = joinTail(features, ids)
    expect(packFeatures(row)).toBe(packSample({ features, ids }))
    expect(splitTail(row, 64)).toEqual({ features, ids })
    expect(joinTail(features, [])).toEqual(features)
  })
})

describe.each([2, 4])('a model with a tail and %i labels, as one of all models', labels => {
  it('learns, forgets and explains', () => {
    const row = joinTail(features, ids)
    const before = model(labels)
    const { model: after, lesson } = learn(before, row, 1)
    expect(lesson).toBeGreaterThan(0)
    const { scores } = predict(after, row)
    const rival = labels - 1 === 1 ? 0 : labels - 1
    const direction = contrast(after, 1, rival)
    const idPull = tailContrast(after as TailPerceptron, 1, rival)
    const biases = (after as TailPerceptron).dense.biases
    const bias = labels === 2 ? biases[0]! : biases[1]! - biases[rival]!
    const pull =
      features.reduce((sum, x, d) => sum + x * direction[d]!, 4 * bias) +
      ids.reduce((sum, id) => sum + idPull(id), 0)
    expect(pull).toBe(scores[1]! - scores[rival]!)
    expect(tailContrast(after as TailPerceptron, rival, 1)(128)).toBe(-idPull(128))
    const undone = unlearn(after, row, 1, lesson)
    expect(predict(undone, row)).toEqual(predict(before, row))
  })

  it('refuses fewer features than it has', () => {
    expect(() => predict(model(labels), features.subarray(1))).toThrow(RangeError)
  })
})

describe('sampleFault', () => {
  const task = (name: 'tail-perceptron' | 'margin-perceptron') =>
    ({ kind: { model: name }, rules: { dimensions: 64 } }) as unknown as Task

  it('knows what each model takes', () => {
    expect(twinOf('tail-perceptron')).not.toBeNull()
    expect(sampleFault(task('tail-perceptron'), joinTail(features, ids))).toBeNull()
    expect(sampleFault(task('margin-perceptron'), features)).toBeNull()
    expect(sampleFault(task('margin-perceptron'), joinTail(features, ids))).toMatchObject({
      kind: 'length',
    })
    expect(sampleFault(task('tail-perceptron'), joinTail(features, [5, 5]))).toMatchObject({
      kind: 'ids-not-ascending',
    })
    expect(sampleFault(task('tail-perceptron'), joinTail(new Int8Array(64), ids))).toMatchObject({
      kind: 'norm-too-small',
    })
  })
})
