import {
  type Address,
  type Client,
  getAbiItem,
  type Hex,
  isAddressEqual,
  type Log,
  parseEventLogs,
} from 'viem'
import { getLogs } from 'viem/actions'
import { pointsAbi } from '../abi/generated/points.ts'
import { trainerAbi } from '../abi/generated/trainer.ts'
import { batchParts, sampleKey, unpackFeatures } from './features.ts'
import { MAX_IDS } from './models/tail-perceptron.ts'
import { type BlockRange, byPlace, type Refusal, readRanges } from './ranges.ts'
import type { Task } from './types.ts'

/** A sample as its event told it. */
export interface AddedSample {
  readonly key: Hex
  /** Its features; for a model with a tail, `joinTail`'s row. */
  readonly features: Int8Array
  readonly label: number
  readonly contributor: Address
  readonly block: bigint
  readonly transaction: Hex
}

export interface AddedQuery {
  readonly from: bigint
  readonly to: bigint
  /** Only this person's. */
  readonly contributor?: Address
  readonly signal?: AbortSignal
  /** Which failures of the caller's own transport call for fewer blocks; see `readRanges`. */
  readonly isTooMuch?: Refusal
}

/** All that one answer told. */
export interface AddedPiece {
  readonly range: BlockRange
  readonly samples: readonly AddedSample[]
}

const singles = {
  deposits: getAbiItem({ abi: trainerAbi, name: 'SampleAdded' }),
  points: getAbiItem({ abi: pointsAbi, name: 'SampleAdded' }),
}
const batch = getAbiItem({ abi: trainerAbi, name: 'SamplesAdded' })

/**
 * The samples that a task's events tell of, oldest first, in the pieces that the node answers in, so
 * that no more than one of them is in memory. Drops what does not authenticate itself: another
 * address, blocks that were not asked for, a key that is not the hash of the features. Whether the
 * contract holds a sample, only its record says.
 * @throws what `readRanges` throws
 */
export async function* readAddedSamples(
  client: Client,
  task: Task,
  { from, to, contributor, signal, isTooMuch }: AddedQuery,
): AsyncGenerator<AddedPiece> {
  const read = (range: BlockRange) => logsOf(client, task, contributor, range)
  for await (const { range, answer } of readRanges({ from, to }, read, { signal, isTooMuch })) {
    yield { range, samples: authentic(answer, task, contributor, range) }
  }
}

async function logsOf(
  client: Client,
  task: Task,
  contributor: Address | undefined,
  { from, to }: BlockRange,
): Promise<Log[]> {
  const blocks = { address: task.address, fromBlock: from, toBlock: to }
  const single = task.kind.incentive === 'points' ? singles.points : singles.deposits
  if (contributor === undefined) {
    return [...(await getLogs(client, { ...blocks, events: [single, batch] }))].sort(byPlace)
  }
  // A node looks for one person in one kind of event at a time.
  const args = { contributor }
  const [alone, together] = await Promise.all([
    getLogs(client, { ...blocks, event: single, args }),
    getLogs(client, { ...blocks, event: batch, args }),
  ])
  return [...alone, ...together].sort(byPlace)
}

function authentic(
  logs: Log[],
  task: Task,
  contributor: Address | undefined,
  range: BlockRange,
): AddedSample[] {
  const found: AddedSample[] = []
  for (const log of parse(logs, task)) {
    if (!isAddressEqual(log.address, task.address) || log.removed) continue
    const { blockNumber: block, transactionHash: transaction, args } = log
    if (block === null || transaction === null || block < range.from || block > range.to) continue
    if (contributor !== undefined && !isAddressEqual(args.contributor, contributor)) continue
    const parts = 'labels' in args ? batchParts(args.features, args.labels) : [args]
    for (const { features: packed, label } of parts) {
      const features = unpackFeatures(packed)
      if (!fits(task, features.length) || label >= task.card.labels.length) continue
      const key = sampleKey(features, label)
      if ('key' in args && key !== args.key) continue
      found.push({ key, features, label, contributor: args.contributor, block, transaction })
    }
  }
  return found
}

function parse(logs: Log[], task: Task) {
  return task.kind.incentive === 'points'
    ? parseEventLogs({ abi: [singles.points, batch], logs })
    : parseEventLogs({ abi: [singles.deposits, batch], logs })
}

function fits({ kind, rules }: Task, length: number): boolean {
  const ids = (length - rules.dimensions) / 2
  const most = kind.model === 'tail-perceptron' ? MAX_IDS : 0
  return Number.isInteger(ids) && ids >= 0 && ids <= most
}
