import type { IncentiveName, Task } from '../types.ts'
import { type DepositRefundTakeTerms, unpackTerms } from './deposit-refund-take.ts'

/** Terms of an incentive that this version cannot read. */
export interface UnreadTerms {
  readonly incentive: Exclude<IncentiveName, DepositRefundTakeTerms['incentive']>
  readonly words: readonly [bigint, bigint]
}

/** The incentive's own rules of a task; `incentive` tells which. */
export type Terms = DepositRefundTakeTerms | UnreadTerms

/** A task whose samples are paid for by deposit, refund and take. */
export type DepositTask = Task<DepositRefundTakeTerms>

export function isDepositTask(task: Task): task is DepositTask {
  return task.rules.terms.incentive === 'deposit-refund-take'
}

/**
 * Terms from their two words.
 * @param unit Wei that amounts are counted in.
 */
export function readTerms(
  incentive: IncentiveName,
  words: readonly [bigint, bigint],
  unit: bigint,
): Terms {
  return incentive === 'deposit-refund-take' ? unpackTerms(words, unit) : { incentive, words }
}
