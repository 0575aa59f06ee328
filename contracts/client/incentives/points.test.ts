import { decodeFunctionData } from 'viem'
import { describe, expect, it } from 'vitest'
import { pointsAbi } from '../../abi/generated/points.ts'
import {
  admittedFrom,
  decodeBadges,
  decodePerson,
  decodePointRecord,
  nextBadgeAt,
  type PointTerms,
  packPointTerms,
  pointState,
  submitManyPointsCall,
  submitPointsCall,
  unpackPointTerms,
  validatePointsCall,
} from './points.ts'

const address = '0x00000000000000000000000000000000000a11ce'
const terms: PointTerms = {
  incentive: 'points',
  wait: 86_400,
  judgeTime: 2_592_000,
  interval: 600,
  burst: 20,
}

describe('terms', () => {
  it('come back from their words', () => {
    const words = packPointTerms(terms)
    // Written out from the table in PointTerms.sol.
    expect(words).toEqual([0x0014_00000258_00278d00_00015180n, 0n])
    expect(unpackPointTerms(words)).toEqual(terms)
  })

  it('that do not fit are refused', () => {
    for (const bad of [{ wait: 2 ** 32 }, { burst: 65_536 }, { interval: -1 }, { wait: 0.5 }]) {
      expect(() => packPointTerms({ ...terms, ...bad })).toThrow(RangeError)
    }
  })
})

describe('people', () => {
  it('have points, labels and badges', () => {
    const word = 12n | (2n << 32n) | (1_800_000_000n << 64n) | (0b101n << 96n) | (0b100011n << 104n)
    expect(decodePerson(word)).toEqual({
      points: 12,
      corrections: 2,
      lastSeen: 1_800_000_000,
      labels: [0, 2],
      badges: ['first', 'ten', 'correction'],
    })
    expect(decodePerson(0n)).toMatchObject({ points: 0, lastSeen: null, labels: [], badges: [] })
    expect(decodeBadges(0xffn)).toHaveLength(6)
    expect([0, 1, 9, 10, 999, 1000].map(nextBadgeAt)).toEqual([1, 10, 10, 100, 1000, null])
  })
})

describe('records', () => {
  const word = BigInt(address) | (1_800_000_000n << 160n) | (3n << 192n) | (1n << 196n)
  const open = decodePointRecord(word | (1n << 244n))!

  it('are read', () => {
    expect(open).toEqual({
      contributor: address,
      label: 3,
      submittedAt: 1_800_000_000,
      correction: true,
      status: 'open',
    })
    expect(decodePointRecord(word | (2n << 244n))?.status).toBe('validated')
    expect(decodePointRecord(0n)).toBeNull()
  })

  it('wait, then hang on the judge', () => {
    const until = open.submittedAt + terms.wait
    expect(pointState(open, terms, true, until - 1)).toEqual({ kind: 'waiting', until })
    expect(pointState(open, terms, true, until)).toEqual({ kind: 'ready', since: until })
    expect(pointState(open, terms, false, until)).toEqual({ kind: 'contradicted', since: until })
    const done = decodePointRecord(word | (2n << 244n))!
    expect(pointState(done, terms, false, 0)).toEqual({ kind: 'validated', correction: true })
  })
})

describe('admission', () => {
  it('is at once until the bucket is full', () => {
    const now = 1_800_000_000
    expect(admittedFrom({ ...terms, interval: 0, burst: 0 }, now + 10 ** 6, now)).toBe(now)
    expect(admittedFrom(terms, 0, now)).toBe(now)
    expect(admittedFrom(terms, now + 600 * 19, now)).toBe(now)
    expect(admittedFrom(terms, now + 600 * 20, now)).toBe(now + 600)
  })
})

describe('calls', () => {
  const sample = { address, features: Int8Array.of(1, -127), label: 1 } as const

  it('carry no ether and say what they should', () => {
    const submit = submitPointsCall({ ...sample, deadline: 99 })
    expect(submit).toMatchObject({ to: address, value: 0n })
    expect(decodeFunctionData({ abi: pointsAbi, data: submit.data })).toEqual({
      functionName: 'submit',
      args: ['0x8101', 1, 99n],
    })
    const many = submitManyPointsCall({
      address,
      samples: [sample, { ...sample, label: 0 }],
      deadline: 99,
    })
    expect(decodeFunctionData({ abi: pointsAbi, data: many.data })).toEqual({
      functionName: 'submitMany',
      args: ['0x81018101', '0x0100', 99n],
    })
    expect(decodeFunctionData({ abi: pointsAbi, data: validatePointsCall(sample).data })).toEqual({
      functionName: 'validate',
      args: ['0x8101', 1],
    })
  })
})
