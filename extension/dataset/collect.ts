import {
  type HeldSample,
  readAddedSamples,
  readSampleStates,
  splitTail,
  type Task,
  withSampleStates,
} from '@hivemark/contracts'
import type { Client } from 'viem'
import { getBlock, getBlockNumber } from 'viem/actions'
import { problemOf } from '../chain/problem'
import type { DatasetRow } from './row'
import type { Commit, RowLog } from './row-log'

/** Blocks that a chain may still take back; rows of them would have to be taken back, too. */
export const usualDistance = 64n

export interface CollectOptions {
  /** Blocks to stay behind the newest. */
  readonly behind: bigint
  readonly signal: AbortSignal
  readonly onProgress: (progress: CollectProgress) => void
}

/** How far a run is. */
export type CollectProgress =
  | { readonly kind: 'states'; readonly done: number; readonly of: number }
  | {
      readonly kind: 'blocks'
      readonly first: bigint
      readonly block: bigint
      readonly target: bigint
      readonly rows: number
    }

/** What a run did. */
export interface Collected {
  readonly added: number
  /** Rows whose blocks the chain no longer has. */
  readonly takenBack: number
  /** Rows of before whose state has changed. */
  readonly changed: number
}

/**
 * Brings a log up to date with the chain: takes back what a reorganisation took back, asks again how
 * older rows stand, and reads on from the last commit. What was committed stays, whatever happens.
 * @throws what the endpoint throws, the signal's reason, or what the disk throws
 */
export async function collect(
  client: Client,
  task: Task,
  log: RowLog,
  options: CollectOptions,
): Promise<Collected> {
  const { behind, signal, onProgress } = options
  const newest = await getBlockNumber(client)
  const target = newest > behind ? newest - behind : 0n
  const takenBack = await log.rollBack(commit => isOnChain(client, commit, newest))
  const older = log.rows
  const changed = await log.refreshStates(
    older,
    async keys => {
      signal.throwIfAborted()
      return (await readSampleStates(client, task, keys)).map(state => state?.status ?? null)
    },
    done => onProgress({ kind: 'states', done, of: older }),
  )
  const first = log.last ? log.last.block + 1n : task.createdAtBlock
  const report = (block: bigint) =>
    onProgress({ kind: 'blocks', first, block, target, rows: log.rows })
  report(first)
  if (first > target) return { added: 0, takenBack, changed }
  const isTooMuch = (error: unknown) => asksForLess(client, error)
  const query = { from: first, to: target, signal, isTooMuch }
  for await (const { range, samples } of readAddedSamples(client, task, query)) {
    const [held, block] = await Promise.all([
      withSampleStates(client, task, samples),
      getBlock(client, { blockNumber: range.to }),
    ])
    const { hash, timestamp } = block
    const rows = held.map(sample => rowOf(sample, task.rules.dimensions))
    await log.append(rows, { block: range.to, target, hash, time: Number(timestamp) })
    report(range.to)
    await breath()
  }
  return { added: log.rows - older, takenBack, changed }
}

/** Lets a message in, e.g. the one that asks to stop. */
export function breath(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve))
}

function rowOf({ state, features: all, ...sample }: HeldSample, dimensions: number): DatasetRow {
  const { features, ids } = splitTail(all, dimensions)
  const { key, label, contributor, block, transaction } = sample
  const { submittedAt: time, deposit, status } = state
  return { key, label, contributor, block, transaction, features, ids, time, deposit, status }
}

/** An endpoint that lags behind the block says nothing about it. */
async function isOnChain(
  client: Client,
  { block, hash }: Commit,
  newest: bigint,
): Promise<boolean> {
  return block > newest || (await getBlock(client, { blockNumber: block })).hash === hash
}

/**
 * A node at its limits refuses, answers with something else, or with nothing in time; so does one that
 * is broken. One that still tells its newest block is asked for less.
 */
async function asksForLess(client: Client, error: unknown): Promise<boolean> {
  const kind = problemOf(error)?.kind
  if (kind !== 'timeout' && kind !== 'garbage' && kind !== 'refused' && kind !== 'rate-limited') {
    return false
  }
  try {
    await getBlockNumber(client)
    return true
  } catch {
    return false
  }
}
