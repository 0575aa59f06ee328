import {
  type Contribution,
  type ContributionState,
  contributionState,
  type DepositTask,
  depositLeft,
  judge,
  type ModelSnapshot,
  type Prediction,
  probabilities,
} from '@hivemark/contracts'
import type { Hex } from 'viem'

/** A contribution with what can be done about it now. */
export interface Stake {
  readonly task: DepositTask
  readonly contribution: Contribution
  /** What the model says at this moment; what decides may be its average. */
  readonly prediction: Prediction
  /** How sure the model is of its label, 0 to 1. */
  readonly share: number
  readonly state: ContributionState
}

/**
 * What a contribution's deposit is doing.
 * @param now seconds of chain time.
 */
export function stakeOf(
  task: DepositTask,
  contribution: Contribution,
  snapshot: ModelSnapshot,
  now: number,
): Stake {
  const { terms } = task.rules
  const { features, record } = contribution
  const judgement = judge(terms, snapshot, features, record.label, now)
  const { prediction } = judgement
  const share = probabilities(snapshot.model, prediction.scores)[prediction.label] ?? 0
  const state = contributionState(contribution, terms, judgement, now)
  return { task, contribution, prediction, share, state }
}

/** Sums in wei, each deposit counted once under what became of it. */
export interface Totals {
  /** Still in the contract and not to be had now. */
  readonly locked: bigint
  readonly refundable: bigint
  readonly returned: bigint
  /** Paid for reporting others' wrong labels; `null` while that is not read. */
  readonly takenFromWrong: bigint | null
  /** Taken by reporters, or swept by somebody else. */
  readonly lost: bigint
}

/**
 * @param reported paid for reports, wei; `null` while that is not read.
 * @param sweptByUs own deposits that were swept by own hand.
 */
export function totalsOf(
  stakes: readonly Stake[],
  reported: bigint | null,
  sweptByUs: ReadonlyMap<Hex, bigint>,
): Totals {
  let [locked, refundable, returned, lost] = [0n, 0n, 0n, 0n]
  for (const stake of stakes) {
    const { contribution, state } = stake
    const left = depositLeft(contribution.record)
    lost += contribution.record.deposit - left
    if (state.kind === 'refunded') returned += left
    else if (state.kind === 'swept' && sweptByUs.has(contribution.key)) returned += left
    else if (state.kind === 'swept' || state.kind === 'taken') lost += left
    else if (actionFor(stake) === 'refund') refundable += left
    else locked += left
  }
  return { locked, refundable, returned, takenFromWrong: reported, lost }
}

/** What the contributor can do now; `null` when only time or the model can. */
export function actionFor({
  task,
  state,
}: Pick<Stake, 'task' | 'state'>): 'refund' | 'sweep' | null {
  switch (state.kind) {
    case 'refundable':
      return 'refund'
    case 'reported':
    case 'under-challenge':
    case 'takeable':
      return state.agrees ? 'refund' : null
    case 'overdue':
      if (state.agrees) return 'refund'
      return isWorthSweeping(task, state) ? 'sweep' : null
    default:
      return null
  }
}

/** Whether a sweep by anybody would pay them anything now. */
export function isWorthSweeping({ rules }: DepositTask, state: ContributionState): boolean {
  return state.kind === 'overdue' && state.sweeper === 'anybody' && !rules.terms.sweepBurns
}

/** Whether the judge contradicts a label whose wait is over, so that it is in danger. */
export function isContradicted(state: ContributionState): boolean {
  return state.kind === 'disputed-by-model' || ('agrees' in state && !state.agrees)
}

export const stakeFilters = ['all', 'act', 'waiting', 'risk', 'ended'] as const
export type StakeFilter = (typeof stakeFilters)[number]

/** Whether a deposit is of the kind a filter asks for. */
export function passes(stake: Stake, filter: StakeFilter): boolean {
  const { state } = stake
  switch (filter) {
    case 'all':
      return true
    case 'act':
      return actionFor(stake) !== null
    case 'waiting':
      return state.kind === 'waiting'
    case 'risk':
      return state.kind !== 'waiting' && isContradicted(state) && actionFor(stake) === null
    case 'ended':
      return state.kind === 'refunded' || state.kind === 'taken' || state.kind === 'swept'
  }
}

/** Those that ask for something first, by claim-by date; then the waiting ones; what ended last. */
export function byUrgency(a: Stake, b: Stake): number {
  return rank(a) - rank(b) || a.contribution.record.submittedAt - b.contribution.record.submittedAt
}

function rank(stake: Stake): number {
  const { kind } = stake.state
  if (actionFor(stake) !== null) return 0
  if (kind === 'refunded' || kind === 'taken' || kind === 'swept') return 4
  if (kind === 'waiting') return 3
  return kind === 'disputed-by-model' ? 2 : 1
}
