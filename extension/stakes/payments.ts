import { type DepositTask, type Task, trainerAbi } from '@hivemark/contracts'
import type { Address, Hex, PublicClient } from 'viem'
import { problemOf } from '../chain/problem'
import type { ChainClock } from '../label/chain-clock'
import { taskKey } from '../tasks/known-task'
import { firstUnsettled } from './contributions'

/** What a trainer paid to somebody beside their own refunds. Amounts in wei. */
export interface Payments {
  /** Parts of wrong labels' deposits, by report. */
  readonly reported: bigint
  /** Samples that one of the addresses has taken from; each may once. */
  readonly reportedKeys: ReadonlySet<Hex>
  /** Deposits nobody had claimed in time, by sample key. */
  readonly swept: ReadonlyMap<Hex, bigint>
}

export const noPayments: Payments = { reported: 0n, reportedKeys: new Set(), swept: new Map() }

/** One payment as its event tells it. */
interface Paid {
  readonly key: Hex
  readonly amount: bigint
  readonly block: bigint
}

interface Seen {
  readonly toBlock: bigint
  readonly reports: readonly Paid[]
  readonly sweeps: readonly Paid[]
}

/** What this page has read so far, so that each block costs one small question and not the whole past. */
const seenBefore = new Map<string, Seen>()

/**
 * Adds up the payments to some addresses from a task's events.
 * @throws what the endpoint throws when it does not answer even for single blocks
 */
export async function readPayments(
  client: PublicClient,
  task: DepositTask,
  addresses: readonly Address[],
  clock: ChainClock,
): Promise<Payments> {
  if (addresses.length === 0) return noPayments
  const name = [clock.genesis, taskKey(task), ...addresses].join(' ')
  const before = seenBefore.get(name)
  // An endpoint may lag behind what another answer of it already showed.
  const known = before && before.toBlock < clock.block ? before.toBlock : clock.block
  const fromBlock = before ? firstUnsettled(task, known) : task.createdAtBlock
  const settled = (paid: readonly Paid[] = []) => paid.filter(each => each.block < fromBlock)
  const [reports, sweeps] = await Promise.all([
    readTakes(client, task, addresses, fromBlock, clock.block),
    // Where a sweep destroys what is left, it pays nobody.
    task.rules.terms.sweepBurns ? [] : readSweeps(client, task, addresses, fromBlock, clock.block),
  ])
  const seen: Seen = {
    toBlock: clock.block,
    reports: [...settled(before?.reports), ...reports],
    sweeps: [...settled(before?.sweeps), ...sweeps],
  }
  seenBefore.set(name, seen)
  return {
    reported: seen.reports.reduce((sum, each) => sum + each.amount, 0n),
    reportedKeys: new Set(seen.reports.map(each => each.key)),
    swept: new Map(seen.sweeps.map(each => [each.key, each.amount])),
  }
}

async function readTakes(
  client: PublicClient,
  task: Task,
  reporters: readonly Address[],
  from: bigint,
  to: bigint,
): Promise<Paid[]> {
  const query = {
    ...eventsOf(task),
    eventName: 'SampleTaken',
    args: { reporter: [...reporters] },
  } as const
  const logs = await inRanges(from, to, (fromBlock, toBlock) =>
    client.getContractEvents({ ...query, fromBlock, toBlock }),
  )
  return logs.map(paidBy)
}

async function readSweeps(
  client: PublicClient,
  task: Task,
  sweepers: readonly Address[],
  from: bigint,
  to: bigint,
): Promise<Paid[]> {
  const query = {
    ...eventsOf(task),
    eventName: 'SampleSwept',
    args: { sweeper: [...sweepers] },
  } as const
  const logs = await inRanges(from, to, (fromBlock, toBlock) =>
    client.getContractEvents({ ...query, fromBlock, toBlock }),
  )
  return logs.map(paidBy)
}

function eventsOf(task: Task) {
  return { address: task.address, abi: trainerAbi, strict: true } as const
}

function paidBy(log: { args: { key: Hex; amount: bigint }; blockNumber: bigint }): Paid {
  return { key: log.args.key, amount: log.args.amount, block: log.blockNumber }
}

/** Reads a range of blocks whole, or in halves where the endpoint refuses so many at once. */
async function inRanges<T>(
  from: bigint,
  to: bigint,
  read: (from: bigint, to: bigint) => Promise<T[]>,
): Promise<T[]> {
  try {
    return await read(from, to)
  } catch (error) {
    if (problemOf(error) || from >= to) throw error
    const middle = (from + to) / 2n
    return [...(await inRanges(from, middle, read)), ...(await inRanges(middle + 1n, to, read))]
  }
}
