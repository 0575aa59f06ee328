import {
  type Contribution,
  type ContributionProgress,
  isOpen,
  readContributions,
  type Task,
  withRecords,
} from '@hivemark/contracts'
import type { Hex, PublicClient } from 'viem'
import type { ChainClock } from '../label/chain-clock'
import { change, stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import type { StoredContributions } from './stored-contributions'

/** Blocks that a chain may still take back: they are read again each time. */
const unsettledBlocks = 64n

/** More than this per task is read but not kept, to stay within the browser's storage. */
const mostKept = 4_000

/**
 * All contributions of a task with their records as they are now. Reads only the events that came
 * since the last time, and every record that can still change.
 * @throws what the endpoint throws, or the signal's reason
 */
export async function readAllContributions(
  client: PublicClient,
  task: Task,
  clock: ChainClock,
  options: {
    readonly signal?: AbortSignal
    readonly onProgress?: (progress: ContributionProgress) => void
  } = {},
): Promise<readonly Contribution[]> {
  const before = await readStored(task, clock.genesis)
  const known = before && before.toBlock < clock.block ? before.toBlock : clock.block
  const fromBlock = before ? firstUnsettled(task, known) : task.createdAtBlock
  const older = before?.contributions.filter(each => each.block < fromBlock) ?? []
  const [settled, fresh] = await Promise.all([
    refreshRecords(client, task, older),
    readContributions(client, task, { ...options, fromBlock, toBlock: clock.block }),
  ])
  const contributions = [...settled, ...fresh]
  // Only a memory: a full disk must not keep deposits from view.
  await keep(task, { genesis: clock.genesis, toBlock: clock.block, contributions }).catch(() => {})
  return contributions
}

/** What was read before, if it is of the chain that answers now. */
export async function readStored(task: Task, genesis: Hex): Promise<StoredContributions | null> {
  const found = (await stored.contributions.get())[taskKey(task)]
  return found?.genesis === genesis ? found : null
}

async function refreshRecords(
  client: PublicClient,
  task: Task,
  contributions: readonly Contribution[],
): Promise<Contribution[]> {
  const open = contributions.filter(each => isOpen(each.record))
  const now = new Map((await withRecords(client, task, open)).map(each => [each.key, each]))
  return contributions.flatMap(each => {
    if (!isOpen(each.record)) return [each]
    return now.get(each.key) ?? []
  })
}

async function keep(task: Task, value: StoredContributions): Promise<void> {
  if (value.contributions.length > mostKept) return
  await change(stored.contributions, all => ({ ...all, [taskKey(task)]: value }))
}

/** The first block to read again when everything up to `toBlock` was read before. */
export function firstUnsettled(task: Task, toBlock: bigint): bigint {
  const first = toBlock - unsettledBlocks
  return first > task.createdAtBlock ? first : task.createdAtBlock
}
