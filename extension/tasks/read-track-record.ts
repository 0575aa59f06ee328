import type { ContributionProgress, Task } from '@hivemark/contracts'
import { assertTaskOn, openChain } from '../chain/chain'
import { readChainClock } from '../label/chain-clock'
import { readAllContributions } from '../stakes/contributions'
import { type TrackRecord, trackRecordOf } from './track-record'

/**
 * A task's contributions from its events, in pieces of blocks; only what is new since the last time.
 * @throws what the endpoint throws, or the signal's reason
 */
export async function readTrackRecord(
  task: Task,
  signal: AbortSignal,
  onProgress: (progress: ContributionProgress) => void,
): Promise<TrackRecord> {
  const chain = await openChain()
  assertTaskOn(chain, task)
  const clock = await readChainClock(chain.client)
  const all = await readAllContributions(chain.client, task, clock, { signal, onProgress })
  return trackRecordOf(all, clock.now)
}
