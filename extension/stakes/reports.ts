import { reportShare, type Standing } from '@hivemark/contracts'
import type { Address } from 'viem'
import type { Stake } from './deposits'
import { type AllStakes, isBy, type TaskStakes } from './use-stakes'

/** Somebody else's label that the model contradicts, and what reporting it would pay. */
export interface Reportable {
  readonly stake: Stake
  /** Who would report: the own address whose word counts most in this task; `null` without one. */
  readonly reporter: Address | null
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
    .filter(stake => stake.state.kind === 'overdue' && !isBy(stake, addresses))
}

function ofTask(task: TaskStakes, addresses: readonly Address[]): Reportable[] {
  const best = bestReporter(task)
  return task.stakes
    .filter(stake => contradicted(stake) && !isBy(stake, addresses))
    .filter(stake => !task.payments.reportedKeys.has(stake.contribution.key))
    .map(stake => ({
      stake,
      reporter: best?.address ?? null,
      share: best ? reportShare(stake.contribution.record, best.standing) : 0n,
    }))
}

function contradicted({ state }: Stake): boolean {
  return state.kind === 'disputed-by-model' || (state.kind === 'reported' && !state.agrees)
}

function bestReporter(
  task: TaskStakes,
): { readonly address: Address; readonly standing: Standing } | null {
  return task.standings.reduce<TaskStakes['standings'][number] | null>(
    (best, each) => (each.standing.validated > (best?.standing.validated ?? 0) ? each : best),
    null,
  )
}
