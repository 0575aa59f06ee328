import { describe, expect, it } from 'vitest'
import { emptyStats } from '../stats.ts'
import { type MarginPerceptron, vectorCount } from './margin-perceptron.ts'
import {
  checkSample,
  idValue,
  pack,
  packSample,
  placeOf,
  predict,
  type TailPerceptron,
  tailWord,
  unlearn,
  unpack,
  unpackSample,
  update,
  wordCount,
} from './tail-perceptron.ts'

function model(labels: number, weight: (i: number) => number = () => 0): TailPerceptron {
  const vectors = vectorCount(labels)
  const dense: MarginPerceptron = {
    kind: 'margin-perceptron',
    labels,
    dimensions: 64,
    weights: Int16Array.from({ length: 64 * vectors }, (_, i) => weight(i)),
    biases: new Int16Array(vectors),
    samplesSeen: 0,
    halvings: 0,
  }
  return { kind: 'tail-perceptron', dense, tail: new Map() }
}

const features = Int8Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? 25 : -25))

// That every integer equals the contract's is shown by test/twins/Tail.t.sol.
describe('update', () => {
  it('moves the label’s value of each id and its rival’s', () => {
    const before = model(4)
    const { state, lesson } = update(before, { features, ids: [15, 16] }, 2)
    expect(lesson).toBe(1)
    expect(before.tail.size).toBe(0)
    for (const id of [15, 16]) {
      expect([0, 1, 2, 3].map(v => idValue(state, id, v))).toEqual([-128, 0, 128, 0])
    }
    expect(idValue(state, 14, 2)).toBe(0)
    expect(state.dense.samplesSeen).toBe(1)
    const gain = predict(state, { features, ids: [15, 16] }).scores[2]!
    expect(gain - predict(state, { features, ids: [] }).scores[2]!).toBe(2 * 16 * 128)
  })

  it('changes nothing where it is sure', () => {
    const sure = model(2, i => (i % 2 === 0 ? 100 : -100))
    const { state, lesson } = update(sure, { features, ids: [1] }, 1)
    expect(lesson).toBe(0)
    expect(state).toBe(sure)
  })

  it('stops values at their limit', () => {
    let state = model(2)
    state = {
      ...state,
      tail: new Map([
        [
          0,
          {
            values: Int16Array.from({ length: 16 }, (_, i) =>
              i === 0 ? 16_300 : i === 1 ? -16_383 : 0,
            ),
            halvings: 0,
          },
        ],
      ]),
    }
    state = update(state, { features, ids: [0, 1] }, 1).state
    expect(idValue(state, 0, 0)).toBe(16_383)
    expect(idValue(state, 1, 0)).toBe(128 - 16_383)
  })

  it('halves values with the weights, without writing them', () => {
    const edge = model(2, i => (i === 0 ? 479 : 0))
    const first = update(edge, { features: features.map(x => -x), ids: [100] }, 0).state
    expect(first.dense.halvings).toBe(1)
    expect(idValue(first, 100, 0)).toBe(-64)
    expect(first.tail.get(placeOf(2, 100))!.halvings).toBe(0)
    const second = update(first, { features, ids: [101] }, 1).state
    expect(idValue(second, 100, 0)).toBe(-64)
    expect(second.tail.get(placeOf(2, 100))!.halvings).toBe(1)
  })
})

describe('unlearn', () => {
  it('takes a sample out, whatever came between', () => {
    const sample = { features, ids: [3, 900] }
    const other = { features: features.map((x, i) => (i < 30 ? x : -x)), ids: [3, 7] }
    const first = update(model(3), sample, 1)
    const between = update(first.state, other, 2)
    const after = unlearn(between.state, sample, 1, first.lesson)
    const only = unlearn(after, other, 2, between.lesson)
    expect(only.dense.weights).toEqual(new Int16Array(192))
    expect(idValue(only, 3, 1)).toBe(0)
    expect(idValue(only, 900, 0)).toBe(0)
    expect(unlearn(after, other, 2, 0)).toBe(after)
  })
})

describe('pack', () => {
  it('is undone by unpack', () => {
    let state = model(5, i => (i % 40) - 20)
    for (const [i, ids] of [[0, 5, 4095], [7], []].entries()) {
      state = update(
        state,
        { features: features.map((x, d) => (d % (i + 2) === 0 ? x : -x)), ids },
        i,
      ).state
    }
    const { samplesSeen, halvings } = state.dense
    const stats = { ...emptyStats, samplesSeen, halvings }
    const words = pack(state, stats)
    expect(words.length).toBeLessThanOrEqual(wordCount(state.dense))
    expect(unpack(words, stats, state.dense)).toEqual(state)
    expect(words.at(-1)).toBe(tailWord(state, placeOf(5, 4095)))
  })

  it('makes a starter model that was never halved, without words of 0 at its end', () => {
    const edge = model(2, i => (i === 0 ? 479 : 0))
    const halved = update(edge, { features: features.map(x => -x), ids: [20] }, 0).state
    const words = pack({
      ...halved,
      tail: new Map([...halved.tail, [99, { values: new Int16Array(16), halvings: 0 }]]),
    })
    expect(words).toHaveLength(3 + 2)
    expect(words[4]! >> 240n).toBe(0n)
    const again = unpack(words, emptyStats, halved.dense)
    expect(idValue(again, 20, 0)).toBe(-64)
    expect(again.dense.weights).toEqual(halved.dense.weights)
  })
})

describe('samples', () => {
  it('are packed as the contract takes them, and back', () => {
    const sample = { features, ids: [0, 258, 4095] }
    const packed = packSample(sample)
    expect(packed.endsWith('000001020fff')).toBe(true)
    expect(packed.slice(2, 6)).toBe('9967')
    expect(unpackSample(packed, 64)).toEqual(sample)
  })

  it.each([
    [
      { features: features.subarray(1), ids: [] },
      { kind: 'length', expected: 64, given: 63 },
    ],
    [
      { features: Int8Array.from(features, (x, i) => (i === 9 ? -128 : x)), ids: [] },
      { kind: 'range', index: 9 },
    ],
    [
      { features: features.map(() => 20), ids: [1] },
      { kind: 'norm-too-small', squaredNorm: 25_600, minimum: 26_240 },
    ],
    [
      { features: features.map(() => 33), ids: [1] },
      { kind: 'norm-too-large', squaredNorm: 69_696, maximum: 66_560 },
    ],
    [
      { features, ids: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      { kind: 'too-many-ids', given: 9 },
    ],
    [
      { features, ids: [4096] },
      { kind: 'id-out-of-range', id: 4096 },
    ],
    [
      { features, ids: [-1] },
      { kind: 'id-out-of-range', id: -1 },
    ],
    [
      { features, ids: [5, 5] },
      { kind: 'ids-not-ascending', previous: 5, id: 5 },
    ],
    [{ features, ids: [0, 4095] }, null],
  ])('are checked: %#', (sample, fault) => {
    expect(checkSample(sample, 64)).toEqual(fault)
  })
})
