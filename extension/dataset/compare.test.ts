import { joinTail, sampleKey } from '@hivemark/contracts'
import { describe, expect, it } from 'vitest'
import { compare, parseGivenRow } from './compare'
import { madeUpSample, testTask, testTaskWithIds } from './test-chain'

const { features } = madeUpSample(1)

describe('comparing', () => {
  it('says whether all is the same, and how near it is', () => {
    const row = { features, ids: [1, 2] }
    expect(compare(row, row)).toMatchObject({ exact: true, differing: 0, ids: { shared: 2 } })
    expect(compare(row, row).cosine).toBeCloseTo(1)
    const other = { features: features.map((each, i) => (i < 3 ? each - 2 : each)), ids: [2, 9] }
    expect(compare(row, other)).toMatchObject({
      exact: false,
      features: 64,
      differing: 3,
      largestStep: 2,
      ids: { shared: 1, onlyInRow: 1, onlyInText: 1 },
    })
    const opposite = { features: features.map(each => -each), ids: [] }
    expect(compare({ features, ids: [] }, opposite).cosine).toBeCloseTo(-1)
    expect(compare({ features, ids: [] }, { features: new Int8Array(64), ids: [] }).cosine).toBe(0)
  })

  it('takes other ids of words for another text', () => {
    expect(compare({ features, ids: [1] }, { features, ids: [] }).exact).toBe(false)
  })
})

describe('what is given as a row', () => {
  const hash = sampleKey(joinTail(features, [7]), 1)
  const row = { features: [...features], word_ids: [7], label: 1, hash }
  const parse = (value: unknown) => parseGivenRow(JSON.stringify(value), testTaskWithIds)

  it('is a number, a hash, or a line', () => {
    expect(parseGivenRow(' 12 ', testTask)).toEqual({ kind: 'name', name: { index: 12 } })
    expect(parseGivenRow(hash.toUpperCase().replace('0X', '0x'), testTask)).toEqual({
      kind: 'name',
      name: { hash },
    })
    expect(parse(row)).toMatchObject({ kind: 'row', honest: true, label: 1 })
  })

  it('may lie about itself', () => {
    for (const change of [{ label: 0 }, { word_ids: [8] }, { features: [...features].reverse() }])
      expect(parse({ ...row, ...change })).toMatchObject({ kind: 'row', honest: false })
  })

  it('may be anything', () => {
    const faults = [
      null,
      [],
      'x',
      { ...row, features: 'x' },
      { ...row, features: row.features.slice(1) },
      { ...row, features: row.features.map(() => 128) },
      { ...row, features: row.features.map(() => 0.5) },
      { ...row, word_ids: [4096] },
      { ...row, word_ids: Array(9).fill(1) },
      { ...row, label: 2 },
      { ...row, hash: '0x12' },
    ]
    for (const each of faults) expect(parse(each).kind, JSON.stringify(each)).toBe('fault')
    expect(parseGivenRow('{', testTask).kind).toBe('fault')
    expect(parseGivenRow('x'.repeat(300_000), testTask).kind).toBe('fault')
    expect(parseGivenRow(JSON.stringify(row), testTask).kind).toBe('fault')
  })
})
