// @vitest-environment happy-dom
import {
  bondedChallenge,
  type IncentiveName,
  points,
  predictionMarket,
  type Task,
} from '@hivemark/contracts'
import { STATIC_ENCODER_ID } from '@hivemark/encoder'
import { officialEncoders } from '@hivemark/encoder/use-lite/weights'
import { cleanup, render, screen } from '@testing-library/preact'
import { parseEther } from 'viem'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { practiceTask } from '../predict/practice-task'
import { TaskCardView } from './TaskCardView'

const unit = 10n ** 9n

function termsOf(incentive: IncentiveName): Task['rules']['terms'] {
  switch (incentive) {
    case 'points':
      return {
        incentive,
        words: points.packPointTerms({
          incentive,
          wait: 7_200,
          judgeTime: 0,
          interval: 0,
          burst: 0,
        }),
      }
    case 'bonded-challenge':
      return {
        incentive,
        words: bondedChallenge.packBondTerms({
          ...bondedChallenge.defaultBondTerms,
          minimumBond: 2_000_000n,
        }),
      }
    case 'prediction-market': {
      const terms = predictionMarket.recommendedTerms(parseEther('1'), unit)
      return { incentive, words: predictionMarket.packMarketTerms(terms, unit) }
    }
    case 'deposit-refund-take':
      return {
        incentive,
        depositWeight: 0n,
        minimumDeposit: unit,
        refundWait: 86_400,
        challengeWait: 3_600,
        creatorWait: 30 * 86_400,
        sweepWait: 30 * 86_400,
        judgeTime: 7 * 86_400,
        zone: 0,
        takerShare: 26,
        priceInterval: 0,
        priceLevel: 0,
        priceStep: 0,
        sweepBurns: true,
      }
  }
}

function taskOf(incentive: IncentiveName, encoderId: `0x${string}` = STATIC_ENCODER_ID): Task {
  return {
    ...practiceTask,
    kind: { incentive, model: 'margin-perceptron' },
    card: {
      ...practiceTask.card,
      labels: [
        { name: 'scam', definition: 'it is' },
        { name: 'ok', definition: '' },
      ],
    },
    rules: { ...practiceTask.rules, encoderId, unit, terms: termsOf(incentive) },
  }
}

function show(task: Task): void {
  const known = { task, source: 'person' } as const
  render(<TaskCardView known={known} stored={null} currency="ETH" />)
}

const factOf = (name: string) => screen.getByText(name).nextElementSibling?.textContent

afterEach(cleanup)

describe('a task’s card', () => {
  it.each([
    [
      'deposit-refund-take',
      /may lose it although you are right/,
      'A report is paid after',
      '1 hour',
    ],
    ['bonded-challenge', /survives if nobody checks it/, 'Least deposit', '0.002 ETH'],
    ['prediction-market', /as honest as its owner/, 'Hidden test samples', '360'],
    ['points', /repeating what the model already says/, 'A label counts after', '2 hours'],
  ] as const)('says what %s does and cannot stop', (incentive, limit, fact, value) => {
    show(taskOf(incentive))
    expect(screen.getByText(limit)).toBeDefined()
    expect(factOf(fact)).toBe(value)
  })

  it('says whether the encoder can be used here', async () => {
    show(taskOf('points'))
    expect(factOf('Encoder')).toMatch(/^Static encoder \(English\), installed/)
    cleanup()
    show(taskOf('points', `0x${'77'.repeat(32)}`))
    expect(factOf('Encoder')).toMatch(/^Not known to this version/)
    cleanup()
    const empty = { match: async () => undefined, keys: async () => [] }
    vi.stubGlobal('caches', { open: async () => empty, match: async () => undefined })
    show(taskOf('points', officialEncoders[1].id))
    await vi.waitFor(() => expect(factOf('Encoder')).toMatch(/its files are not here yet/))
  })
})
