import type { ContributionProgress, Task } from '@hivemark/contracts'
import { assertTaskOn, openChain } from '../chain/chain'
import { readChainClock } from '../label/chain-clock'
import { readAllContributions } from '../stakes/contributions'
import { type History, historyOf } from './history'

/**
 * A task's contributions from its events, in pieces of blocks; only what is new since the last time.
 * @throws what the endpoint throws, or the signal's reason
 */
export async function readHistory(
  task: Task,
  signal: AbortSignal,
  onProgress: (progress: ContributionProgress) => void,
): Promise<History> {
  const chain = await openChain()
  assertTaskOn(chain, task)
  const clock = await readChainClock(chain.client)
  const all = await readAllContributions(chain.client, task, clock, { signal, onProgress })
  return historyOf(all, clock.now)
}
