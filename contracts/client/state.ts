import type { DepositRefundTakeTerms } from './incentives/deposit-refund-take.ts'
import { averageMargin, logit, predict } from './model.ts'
import { depositLeft, isOpen, partOf } from './records.ts'
import { marginOf } from './scores.ts'
import type { Contribution, ModelSnapshot, Prediction, Report, SampleRecord } from './types.ts'

/** The averaged judge moves at most this often in `judgeTime`. */
const JUDGE_STEPS = 64

/** What would decide about a deposit now. */
export interface Judgement {
  /** The deposit would be refunded; otherwise it can be reported. */
  readonly agrees: boolean
  /** What the model says at this moment, which need not be what decides. */
  readonly prediction: Prediction
}

/**
 * What can be done with a contribution now. Times in seconds of chain time, amounts in wei. From
 * `claimBy` on the creator may sweep what was not claimed, and later anybody.
 */
export type ContributionState =
  /** Nothing can be done before `until`. */
  | {
      readonly kind: 'waiting'
      readonly until: number
      readonly agrees: boolean
      readonly claimBy: number
    }
  | { readonly kind: 'refundable'; readonly amount: bigint; readonly claimBy: number }
  /** No refund now; whoever has a refunded contribution can report it. */
  | { readonly kind: 'disputed-by-model'; readonly predicted: Prediction; readonly claimBy: number }
  /** Reporters took parts; the rest is refundable if the judge agrees, and can be reported if not. */
  | {
      readonly kind: 'reported'
      readonly taken: bigint
      readonly left: bigint
      readonly agrees: boolean
      readonly claimBy: number
    }
  /** Somebody reported it and waits until `until`. Refundable meanwhile if the judge agrees. */
  | {
      readonly kind: 'under-challenge'
      readonly report: Report
      readonly until: number
      readonly left: bigint
      readonly agrees: boolean
      readonly claimBy: number
    }
  /** The challenge period is over: its reporter can take it, or the report falls if the judge agrees. */
  | {
      readonly kind: 'takeable'
      readonly report: Report
      readonly left: bigint
      readonly agrees: boolean
      readonly claimBy: number
    }
  /** Past the claim-by date: still claimable, but the creator, or anybody, may sweep it. */
  | {
      readonly kind: 'overdue'
      readonly left: bigint
      readonly agrees: boolean
      readonly since: number
      readonly sweeper: 'creator' | 'anybody'
      /** From when on anybody may. */
      readonly anybodyFrom: number
      /** A report that its reporter can take. */
      readonly report: Report | null
    }
  | { readonly kind: 'refunded' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'swept' }

/**
 * Whether the contract would refund a sample, were it asked at `now`: by the present model or the
 * averaged one, within the task's zone.
 */
export function judge(
  terms: Pick<DepositRefundTakeTerms, 'judgeTime' | 'zone'>,
  snapshot: Pick<ModelSnapshot, 'model' | 'average' | 'lastUpdate'>,
  features: Int8Array,
  label: number,
  now: number,
): Judgement {
  const { model, average } = snapshot
  const prediction = predict(model, features)
  if (terms.judgeTime === 0 && terms.zone === 0) {
    return { agrees: prediction.label === label, prediction }
  }
  const margin =
    terms.judgeTime !== 0 && average !== null
      ? averageMargin(average, model, features, label, judgeSteps(terms, snapshot, now))
      : marginOf(prediction.scores, label)
  return { agrees: margin * 64 > -terms.zone * logit(model), prediction }
}

/** How many 64ths of the way to the present model the averaged one would move at `now`. */
export function judgeSteps(
  { judgeTime }: Pick<DepositRefundTakeTerms, 'judgeTime'>,
  { lastUpdate }: Pick<ModelSnapshot, 'lastUpdate'>,
  now: number,
): number {
  if (judgeTime === 0) return 0
  const before = Math.floor((lastUpdate * JUDGE_STEPS) / judgeTime)
  const steps = Math.floor((now * JUDGE_STEPS) / judgeTime) - before
  return Math.min(JUDGE_STEPS, Math.max(0, steps))
}

/**
 * What can be done with a contribution.
 * @param now Seconds of chain time.
 */
export function contributionState(
  { record, report }: Pick<Contribution, 'record' | 'report'>,
  terms: DepositRefundTakeTerms,
  { agrees, prediction }: Judgement,
  now: number,
): ContributionState {
  if (record.status !== 'open' && record.status !== 'reported') return { kind: record.status }
  const until = record.submittedAt + terms.refundWait
  const claimBy = record.submittedAt + terms.creatorWait
  const anybodyFrom = record.submittedAt + terms.sweepWait
  const left = depositLeft(record)
  if (now < until) return { kind: 'waiting', until, agrees, claimBy }
  if (now >= claimBy) {
    const sweeper = now >= anybodyFrom ? 'anybody' : 'creator'
    return { kind: 'overdue', left, agrees, since: claimBy, sweeper, anybodyFrom, report }
  }
  if (report !== null) {
    const takeableFrom = report.time + terms.challengeWait
    return now < takeableFrom
      ? { kind: 'under-challenge', report, until: takeableFrom, left, agrees, claimBy }
      : { kind: 'takeable', report, left, agrees, claimBy }
  }
  if (record.taken > 0) {
    return { kind: 'reported', taken: record.deposit - left, left, agrees, claimBy }
  }
  if (agrees) return { kind: 'refundable', amount: left, claimBy }
  return { kind: 'disputed-by-model', predicted: prediction, claimBy }
}

/** What one person's reports are worth in a task, and what is kept for them. */
export interface Standing {
  /** Refunded contributions of this person; counted only where reports are paid by them. */
  readonly validated: number
  /** Refunded contributions of all people; likewise. */
  readonly totalValidated: number
  /** Wei kept because a payment was refused. */
  readonly credit: bigint
}

/**
 * What reporting a sample would pay now, in wei. Where `takerShare` is 0: the reporter's share of all
 * validated contributions, in whole 256ths and at least one, at most what is left, and 0 for those
 * who have none. Elsewhere that share of the deposit, for anybody with a refunded contribution.
 */
export function reportShare(
  record: SampleRecord,
  { takerShare }: Pick<DepositRefundTakeTerms, 'takerShare'>,
  standing: Pick<Standing, 'validated' | 'totalValidated'>,
): bigint {
  if (!isOpen(record)) return 0n
  if (takerShare !== 0) return partOf(record, takerShare)
  if (standing.validated === 0) return 0n
  const whole = Math.floor((256 * standing.validated) / standing.totalValidated)
  const portion = Math.min(Math.max(1, whole), 256 - record.taken)
  return partOf(record, record.taken + portion) - partOf(record, record.taken)
}
