import type { Contribution, DepositTask, ModelSnapshot } from '@hivemark/contracts'
import { defaultRules } from '@hivemark/contracts/deploy'
import type { Address } from 'viem'
import { describe, expect, it } from 'vitest'
import { features } from '../label/practice-chain'
import { actionFor, byUrgency, passes, stakeOf, totalsOf } from './deposits'

const me = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const other: Address = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC'
const terms = {
  ...defaultRules,
  refundWait: 100,
  creatorWait: 1_000,
  sweepWait: 1_000,
}
const task = {
  chainId: 31337,
  address: '0x0000000000000000000000000000000000000001',
  card: { name: 'Up?', description: '', labels: [{ name: 'up' }, { name: 'down' }] },
  rules: { unit: 1n, terms },
} as unknown as DepositTask
const snapshot = {
  model: {
    kind: 'margin-perceptron',
    labels: 2,
    dimensions: 64,
    weights: Int16Array.from({ length: 64 }, () => -25),
    biases: Int16Array.of(0),
    samplesSeen: 1,
  },
} as unknown as ModelSnapshot

function stake(
  salt: number,
  change: Partial<Contribution['record']>,
  now = 500,
  of = task,
): ReturnType<typeof stakeOf> {
  const record = {
    contributor: me,
    label: 0,
    deposit: 256n,
    taken: 0,
    submittedAt: 0,
    status: 'open',
    ...change,
  } as const
  const key = `0x${salt.toString(16).padStart(64, '0')}` as const
  const report = record.status === 'reported' ? { reporter: other, time: 200 } : null
  const x = features('up', salt)
  const contribution = { key, features: x, record, report, block: 1n, transaction: key }
  return stakeOf(of, contribution, snapshot, now)
}

/** The same in a task with a challenge period, whose creator sweeps before others, and burns. */
function judged(salt: number, change: Partial<Contribution['record']>, now: number) {
  const rules = { ...terms, challengeWait: 100, sweepWait: 2_000, takerShare: 26, sweepBurns: true }
  return stake(salt, change, now, { ...task, rules: { ...task.rules, terms: rules } })
}

describe('what can be done with a deposit', () => {
  it.each([
    ['before its wait is over', stake(1, {}, 99), null],
    ['when the model agrees', stake(2, {}), 'refund'],
    ['when the model does not', stake(3, { label: 1 }), null],
    ['when a part was taken and the model agrees again', stake(4, { taken: 10 }), 'refund'],
    ['when a part was taken and the model does not', stake(5, { taken: 10, label: 1 }), null],
    ['past the date, the model agreeing', stake(6, {}, 2_000), 'refund'],
    ['past the date, the model not agreeing', stake(7, { label: 1 }, 2_000), 'sweep'],
    ['reported, the model agreeing', stake(9, { status: 'reported' }), 'refund'],
    ['reported, the model not agreeing', stake(9, { status: 'reported', label: 1 }), null],
    ['while only the creator may sweep', judged(10, { label: 1 }, 1_500), null],
    ['when a sweep would pay nobody', judged(11, { label: 1 }, 3_000), null],
    ['when a sweep would pay nobody, the model agreeing', judged(11, {}, 3_000), 'refund'],
    ['once it is refunded', stake(8, { status: 'refunded' }), null],
  ] as const)('%s', (_, given, action) => {
    expect(actionFor(given)).toBe(action)
  })
})

describe('the sums', () => {
  it('count every wei once', () => {
    const mine = [
      stake(1, {}, 99),
      stake(2, {}),
      stake(3, { label: 1 }),
      stake(4, { label: 1, taken: 64 }),
      stake(5, { status: 'refunded', taken: 128 }),
      stake(6, { status: 'taken', taken: 256 }),
      stake(7, { status: 'swept' }),
      stake(8, { status: 'swept' }),
    ]
    const sweptByUs = new Map([[mine[7]!.contribution.key, 256n]])
    const totals = totalsOf(mine, 9n, sweptByUs)
    expect(totals).toEqual({
      locked: 256n + 256n + 192n,
      refundable: 256n,
      returned: 128n + 256n,
      takenFromWrong: 9n,
      lost: 64n + 128n + 256n + 256n,
    })
    const { locked, refundable, returned, lost } = totals
    expect(locked + refundable + returned + lost).toBe(8n * 256n)
  })
})

describe('the list', () => {
  it('puts first what asks for something, last what has ended', () => {
    const mine = [
      stake(1, { status: 'refunded' }),
      stake(2, {}, 99),
      stake(3, { label: 1 }),
      stake(4, { submittedAt: 50 }),
      stake(5, { submittedAt: 10 }),
    ]
    const order = mine.sort(byUrgency).map(each => each.contribution.record.submittedAt)
    expect(order.slice(0, 2)).toEqual([10, 50])
    expect(mine.map(each => each.state.kind)).toEqual([
      'refundable',
      'refundable',
      'disputed-by-model',
      'waiting',
      'refunded',
    ])
  })

  it('has each deposit under one filter beside “all”', () => {
    const mine = [
      stake(1, {}, 99),
      stake(2, {}),
      stake(3, { label: 1 }),
      stake(4, { label: 1, taken: 3 }),
      stake(5, { label: 1 }, 2_000),
      stake(6, { status: 'swept' }),
      stake(7, { status: 'reported' }),
      judged(8, { status: 'reported', label: 1 }, 250),
      judged(9, { status: 'reported', label: 1 }, 900),
      judged(10, { label: 1 }, 1_500),
      judged(11, { label: 1 }, 3_000),
    ]
    for (const each of mine) {
      const under = (['act', 'waiting', 'risk', 'ended'] as const).filter(filter =>
        passes(each, filter),
      )
      expect(under).toHaveLength(1)
    }
  })
})
