import type {
  Contribution,
  ContributionState,
  Prediction,
  SampleRecord,
  TrainerRules,
} from './types.ts'

/**
 * What can be done with a contribution.
 * @param prediction What the model gives for its features now.
 * @param now Seconds of chain time.
 */
export function contributionState(
  contribution: Pick<Contribution, 'record'>,
  rules: Pick<TrainerRules, 'refundWait' | 'sweepWait'>,
  prediction: Prediction,
  now: number,
): ContributionState {
  const { record } = contribution
  if (record.status !== 'open') return { kind: record.status }
  const refundFrom = record.submittedAt + rules.refundWait
  const claimBy = record.submittedAt + rules.sweepWait
  const left = depositLeft(record)
  const agrees = prediction.label === record.label
  if (now < refundFrom) return { kind: 'waiting', until: refundFrom, claimBy }
  if (now >= claimBy) return { kind: 'overdue', left, agrees, since: claimBy }
  if (record.taken > 0) {
    return { kind: 'reported', taken: record.deposit - left, left, agrees, claimBy }
  }
  if (agrees) return { kind: 'refundable', amount: left, claimBy }
  return { kind: 'disputed-by-model', predicted: prediction, claimBy }
}

/** Wei of a deposit that reporters have not taken. */
export function depositLeft(record: SampleRecord): bigint {
  return (record.deposit * BigInt(256 - record.taken)) / 256n
}

/** How much of the validated work a person did: what a report pays goes by it. */
export interface Standing {
  /** Refunded contributions of this person. */
  readonly validated: number
  /** Refunded contributions of all people. */
  readonly totalValidated: number
  /** Wei kept because a payment was refused. */
  readonly credit: bigint
}

/**
 * What reporting a sample would pay now, in wei: the reporter's share of all validated
 * contributions, in whole 256ths and at least one, at most what is left. 0 for those who have none.
 */
export function reportShare(
  record: SampleRecord,
  standing: Pick<Standing, 'validated' | 'totalValidated'>,
): bigint {
  if (record.status !== 'open' || standing.validated === 0) return 0n
  const whole = Math.floor((256 * standing.validated) / standing.totalValidated)
  const portion = Math.min(Math.max(1, whole), 256 - record.taken)
  return (record.deposit * BigInt(portion)) / 256n
}
