import { type Task, trainerAbi } from '@hivemark/contracts'
import type { Address, Hex, PublicClient } from 'viem'
import { problemOf } from '../chain/problem'

/** What a trainer paid to somebody beside their own refunds. Amounts in wei. */
export interface Payments {
  /** Parts of wrong labels' deposits, by report. */
  readonly reported: bigint
  /** Samples already reported by one of the addresses; each may once. */
  readonly reportedKeys: ReadonlySet<Hex>
  /** Deposits nobody had claimed in time, by sample key. */
  readonly swept: ReadonlyMap<Hex, bigint>
}

export const noPayments: Payments = { reported: 0n, reportedKeys: new Set(), swept: new Map() }

/**
 * Adds up the payments to some addresses from a task's events.
 * @throws what the endpoint throws when it does not answer even for single blocks
 */
export async function readPayments(
  client: PublicClient,
  task: Task,
  addresses: readonly Address[],
  toBlock: bigint,
): Promise<Payments> {
  if (addresses.length === 0) return noPayments
  const at = { address: task.address, abi: trainerAbi, strict: true } as const
  const [reports, sweeps] = await Promise.all([
    inRanges(task.createdAtBlock, toBlock, (fromBlock, to) =>
      client.getContractEvents({
        ...at,
        eventName: 'SampleReported',
        args: { reporter: [...addresses] },
        fromBlock,
        toBlock: to,
      }),
    ),
    inRanges(task.createdAtBlock, toBlock, (fromBlock, to) =>
      client.getContractEvents({
        ...at,
        eventName: 'SampleSwept',
        args: { sweeper: [...addresses] },
        fromBlock,
        toBlock: to,
      }),
    ),
  ])
  return {
    reported: reports.reduce((sum, log) => sum + log.args.amount, 0n),
    reportedKeys: new Set(reports.map(log => log.args.key)),
    swept: new Map(sweeps.map(log => [log.args.key, log.args.amount])),
  }
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
