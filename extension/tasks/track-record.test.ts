import type { SampleRecord } from '@hivemark/contracts'
import { describe, expect, it } from 'vitest'
import { trackRecordOf } from './track-record'

const day = 86_400
const start = 1_700_000_000

function contribution(submittedAt: number, status: SampleRecord['status']) {
  const record: SampleRecord = {
    contributor: '0x00000000000000000000000000000000000000aa',
    label: 0,
    deposit: 1n,
    taken: 0,
    submittedAt,
    status,
  }
  return { record }
}

describe('the track record of a task', () => {
  it('is empty without any', () => {
    expect(trackRecordOf([], start)).toEqual({
      total: 0,
      validated: 0,
      refuted: 0,
      open: 0,
      periods: [],
    })
  })

  it('counts what became of each, in periods that cover all the time', () => {
    const all = [
      contribution(start, 'refunded'),
      contribution(start + day, 'refunded'),
      contribution(start + day, 'taken'),
      contribution(start + 5 * day, 'reported'),
      contribution(start + 5 * day, 'swept'),
      contribution(start + 6 * day, 'open'),
    ]
    const record = trackRecordOf(all, start + 7 * day)
    expect(record).toMatchObject({ total: 6, validated: 2, refuted: 1, open: 3 })
    const { periods } = record
    expect(periods.length).toBeLessThanOrEqual(12)
    expect(periods[0]!.from).toBeLessThanOrEqual(start)
    expect(periods.at(-1)!.to).toBeGreaterThan(start + 7 * day)
    expect(periods.map(({ validated, refuted, open }) => validated + refuted + open)).toEqual([
      1, 2, 0, 0, 0, 2, 1, 0,
    ])
    for (const [i, period] of periods.slice(1).entries()) expect(period.from).toBe(periods[i]!.to)
  })

  it.each([1, 11 * 3_600, 300 * day, 4_000 * day, start])(
    'takes few periods for %i seconds',
    age => {
      const { periods } = trackRecordOf([contribution(start - age, 'open')], start)
      expect(periods.length).toBeLessThanOrEqual(12)
      expect(periods[0]!.open).toBe(1)
    },
  )

  it('keeps what an endpoint tells of the future', () => {
    const { periods } = trackRecordOf([contribution(start + 400 * day, 'open')], start)
    expect(periods.at(-1)!.open).toBe(1)
  })
})
