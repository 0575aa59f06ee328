import {
  bondedChallenge,
  type DepositRefundTakeTerms,
  type IncentiveName,
  points,
  predictionMarket,
  type Task,
} from '@hivemark/contracts'
import { zeroAddress } from 'viem'
import { amountText, durationText } from '../ui/format'

/** How a task rewards labels, in words. */
export interface IncentiveWords {
  readonly name: string
  /** What happens with a label and a deposit, in a sentence or two. */
  readonly rule: string
  /** The one thing to know before trusting it: what the rule cannot stop, as simulation found. */
  readonly limit: string
}

const words: Readonly<Record<IncentiveName, IncentiveWords>> = {
  'deposit-refund-take': {
    name: 'Deposit, refund, take',
    rule: 'A label costs a deposit. It comes back once the model agrees with the label; if the model does not, somebody else may report the label and take a part.',
    limit:
      'The model, not a person, decides about your deposit; you may lose it although you are right, about as often as the model is wrong. A patient attacker with money can teach it falsehoods.',
  },
  'bonded-challenge': {
    name: 'Bonded challenge',
    rule: 'A label stands on a deposit. Anybody may challenge it by depositing more on another label; what nobody challenges in time is final, and the side that is wrong loses its deposit.',
    limit:
      'A wrong label survives if nobody checks it, and without an arbitrator the side with more money prevails. Watch your labels until they are final.',
  },
  'prediction-market': {
    name: 'Prediction market',
    rule: 'Somebody pays for a better model. Labels are scored, at the end, on a hidden test set: those that improved the model are paid from it, those that harmed it lose part of their deposit.',
    limit:
      'Pay depends on order and luck: a few good labels may be paid nothing or lose part of the deposit, and the test set is as honest as its owner.',
  },
  points: {
    name: 'Points',
    rule: 'A label costs nothing but the network’s fee. It counts a point once the model agrees with it after a wait.',
    limit:
      'Points count activity; anyone can collect them by repeating what the model already says.',
  },
}

export function incentiveWords({ kind }: Pick<Task, 'kind'>): IncentiveWords {
  return words[kind.incentive]
}

/** A wait, an amount or a number that holds for a task for ever. */
export interface TermFact {
  readonly name: string
  readonly value: string
}

/** The rules that a task was made with, whatever its incentive; amounts in the currency given. */
export function termFacts(task: Task, currency: string): readonly TermFact[] {
  const { terms, unit, token } = task.rules
  const amount = (wei: bigint) =>
    token === zeroAddress ? amountText(wei, currency) : `${wei.toLocaleString()} units of a token`
  if (terms.incentive === 'deposit-refund-take') return depositFacts(terms)
  switch (terms.incentive) {
    case 'points':
      return pointFacts(points.unpackPointTerms(terms.words))
    case 'bonded-challenge':
      return bondFacts(bondedChallenge.unpackBondTerms(terms.words), unit, amount)
    case 'prediction-market':
      return marketFacts(predictionMarket.unpackMarketTerms(terms.words, unit), amount)
  }
}

function depositFacts(terms: DepositRefundTakeTerms): TermFact[] {
  const unclaimed = terms.sweepBurns
    ? 'Unclaimed, it may be destroyed after'
    : 'Unclaimed, anyone may take it after'
  return [
    { name: 'A deposit can come back after', value: durationText(terms.refundWait) },
    ...judgedOver(terms.judgeTime),
    ...(terms.challengeWait === 0
      ? []
      : [{ name: 'A report is paid after', value: durationText(terms.challengeWait) }]),
    { name: unclaimed, value: durationText(terms.sweepWait) },
  ]
}

function pointFacts({ wait, judgeTime }: points.PointTerms): TermFact[] {
  return [{ name: 'A label counts after', value: durationText(wait) }, ...judgedOver(judgeTime)]
}

function bondFacts(
  { minimumBond, quietTime, multiplier, arbitration }: bondedChallenge.BondTerms,
  unit: bigint,
  amount: (wei: bigint) => string,
): TermFact[] {
  return [
    { name: 'Least deposit', value: amount(minimumBond * unit) },
    { name: 'A label is final after', value: `${durationText(quietTime)} without a challenge` },
    { name: 'A challenge deposits at least', value: `${multiplier} times as much` },
    {
      name: 'Arbitrator',
      value: arbitration ? `can be asked from challenge ${arbitration.from}` : 'none',
    },
  ]
}

function marketFacts(
  terms: predictionMarket.PredictionMarketTerms,
  amount: (wei: bigint) => string,
): TermFact[] {
  const hidden = (terms.parts - terms.shownParts) * terms.partSize
  return [
    { name: 'Deposit for each label', value: amount(terms.stake) },
    { name: 'Paid in all, at most', value: amount(predictionMarket.bountyOf(terms)) },
    { name: 'Hidden test samples', value: hidden.toLocaleString() },
    { name: 'Labels are taken for', value: durationText(terms.joinTime) },
    {
      name: 'Then scored within',
      value: durationText(terms.revealTime + terms.answerTime),
    },
  ]
}

function judgedOver(judgeTime: number): TermFact[] {
  if (judgeTime === 0) return []
  return [{ name: 'Judged by the model averaged over', value: durationText(judgeTime) }]
}
