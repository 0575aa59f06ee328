import { reportShare, type Standing } from '@hivemark/contracts'
import { type Address, type Hex, isAddressEqual } from 'viem'
import { isWorthSweeping, type Stake } from './deposits'
import { type AllStakes, isBy, type TaskStakes } from './use-stakes'

/** Somebody else's label that the model contradicts, and what reporting it would pay. */
export interface Reportable {
  readonly stake: Stake
  /** Who would report: the own address whose word counts most in this task; `null` without one. */
  readonly reporter: Address | null
  /** A refunded contribution of the reporter's, which the contract may want to see. */
  readonly proof: Hex | null
  /** Wei; 0 without a refunded contribution of one's own. */
  readonly share: bigint
}

/** What can be reported now, dearest first. Past the claim-by date it is for sweeping instead. */
export function reportables(all: AllStakes, addresses: readonly Address[]): Reportable[] {
  return all.tasks
    .flatMap(each => ofTask(each, addresses))
    .sort((a, b) => Number(b.share - a.share))
}

/** Others' deposits past their claim-by date, which are anyone's now. */
export function sweepables(all: AllStakes, addresses: readonly Address[]): Stake[] {
  return all.tasks
    .flatMap(({ stakes }) => stakes)
    .filter(stake => isWorthSweeping(stake.task, stake.state) && !isBy(stake, addresses))
}

/** What own reports wait for, and what they can take now. */
export function ownReports(all: AllStakes, addresses: readonly Address[]): Stake[] {
  return all.tasks
    .flatMap(({ stakes }) => stakes)
    .filter(({ contribution: { report } }) =>
      addresses.some(each => report !== null && isAddressEqual(each, report.reporter)),
    )
}

/** Whether a report's challenge period is over, so that its reporter can take, and what that pays now. */
export function takeNow({ state, contribution, task }: Stake, now: number): bigint | null {
  const { report, record } = contribution
  if (report === null || now < report.time + task.rules.terms.challengeWait) return null
  const paid = reportShare(record, task.rules.terms, { validated: 0, totalValidated: 0 })
  return 'agrees' in state && state.agrees ? 0n : paid
}

function ofTask(task: TaskStakes, addresses: readonly Address[]): Reportable[] {
  const best = bestReporter(task)
  return task.stakes
    .filter(stake => contradicted(stake) && !isBy(stake, addresses))
    .filter(stake => !task.payments.reportedKeys.has(stake.contribution.key))
    .map(stake => ({
      stake,
      reporter: best?.address ?? null,
      proof: best?.proof ?? null,
      share: best
        ? reportShare(stake.contribution.record, task.task.rules.terms, best.standing)
        : 0n,
    }))
}

function contradicted({ state }: Stake): boolean {
  return state.kind === 'disputed-by-model' || (state.kind === 'reported' && !state.agrees)
}

/** Who of some people can report in a task, with what shows that they can. */
export interface Reporter {
  readonly address: Address
  readonly standing: Standing
  readonly proof: Hex | null
}

/** The address whose report pays most: any with a refunded contribution where all are paid alike. */
export function bestReporter({ task, stakes, standings }: Reporting): Reporter | null {
  if (task.rules.terms.takerShare !== 0) {
    for (const { address, standing } of standings) {
      const own = stakes.find(each => each.state.kind === 'refunded' && isBy(each, [address]))
      if (own) return { address, standing, proof: own.contribution.key }
    }
    return null
  }
  let best: Reporter | null = null
  for (const { address, standing } of standings) {
    if (standing.validated > (best?.standing.validated ?? 0)) {
      best = { address, standing, proof: null }
    }
  }
  return best
}

type Reporting = Pick<TaskStakes, 'task' | 'stakes' | 'standings'>
