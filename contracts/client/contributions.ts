import { type Address, type Client, type Hex, isAddressEqual, type Log, parseEventLogs } from 'viem'
import { getBlockNumber, getContractEvents } from 'viem/actions'
import { trainerAbi } from '../abi/generated/trainer.ts'
import { batchParts, sampleKey, unpackFeatures } from './features.ts'
import { type BlockRange, byPlace, readRanges } from './ranges.ts'
import { readRecords, readReport } from './read.ts'
import type { Contribution, Task } from './types.ts'

export interface ContributionQuery {
  /** Only this person's. */
  readonly contributor?: Address
  /** Default: the task's creation. */
  readonly fromBlock?: bigint
  /** Default: the newest block. */
  readonly toBlock?: bigint
  /** After each answered range. */
  readonly onProgress?: (progress: ContributionProgress) => void
  readonly signal?: AbortSignal
}

export interface ContributionProgress {
  /** Blocks up to and with this one are read. */
  readonly block: bigint
  readonly toBlock: bigint
  readonly found: number
}

/** As the events have it. */
interface Found extends Omit<Contribution, 'record' | 'report'> {
  readonly contributor: Address
}

/** One at a time, or a batch. */
type Added = 'SampleAdded' | 'SamplesAdded'

/**
 * A task's contributions from its events, oldest first, each with its record as it is now. Asks for
 * all blocks at once and halves the range whenever the node refuses; drops what does not authenticate
 * itself (another address, a key that is not the hash of the features, another contributor than the
 * record's).
 * @throws viem's errors if the network fails, the signal's reason if aborted.
 */
export async function readContributions(
  client: Client,
  task: Task,
  query: ContributionQuery = {},
): Promise<Contribution[]> {
  const toBlock = query.toBlock ?? (await getBlockNumber(client, { cacheTime: 0 }))
  const from = query.fromBlock ?? task.createdAtBlock
  const found: Found[] = []
  const read = (range: BlockRange) => samplesAdded(client, task, query.contributor, range)
  for await (const { range, answer } of readRanges({ from, to: toBlock }, read, query.signal)) {
    found.push(...authentic(answer, task, query.contributor))
    query.onProgress?.({ block: range.to, toBlock, found: found.length })
  }
  const all = await withRecords(client, task, found)
  return all
    .filter(each => isAddressEqual(each.contributor, each.record.contributor))
    .map(({ contributor: _, ...contribution }) => contribution)
}

async function samplesAdded(
  client: Client,
  task: Task,
  contributor: Address | undefined,
  { from, to }: BlockRange,
): Promise<Log[]> {
  const events = (eventName: Added): Promise<Log[]> =>
    getContractEvents(client, {
      address: task.address,
      abi: trainerAbi,
      eventName,
      args: { contributor },
      fromBlock: from,
      toBlock: to,
    })
  const [single, batches] = await Promise.all([events('SampleAdded'), events('SamplesAdded')])
  return [...single, ...batches].sort(byPlace)
}

function authentic(logs: Log[], task: Task, contributor: Address | undefined): Found[] {
  const found: Found[] = []
  const eventName: Added[] = ['SampleAdded', 'SamplesAdded']
  for (const log of parseEventLogs({ abi: trainerAbi, eventName, logs })) {
    if (!isAddressEqual(log.address, task.address) || log.removed) continue
    if (log.blockNumber === null || log.transactionHash === null) continue
    if (contributor !== undefined && !isAddressEqual(log.args.contributor, contributor)) continue
    const { blockNumber: block, transactionHash: transaction } = log
    const from = log.args.contributor
    const one = log.eventName === 'SampleAdded'
    const parts = one ? [log.args] : batchParts(log.args.features, log.args.labels)
    for (const part of parts) {
      const features = unpackFeatures(part.features)
      if (features.length !== task.rules.dimensions) continue
      if (part.label >= task.card.labels.length) continue
      const key = sampleKey(features, part.label)
      if (one && key !== log.args.key) continue
      found.push({ key, features, block, transaction, contributor: from })
    }
  }
  return found
}

/**
 * Contributions with their records, and the reports they are under challenge by, as they are now.
 * Those without a record are left out: a reorganisation took them back.
 */
export async function withRecords<T extends { readonly key: Hex }>(
  client: Client,
  task: Pick<Task, 'address' | 'rules'>,
  found: readonly T[],
): Promise<(T & Pick<Contribution, 'record' | 'report'>)[]> {
  const records = await readRecords(
    client,
    task,
    found.map(({ key }) => key),
  )
  const all = await Promise.all(
    found.map(async (each, i) => {
      const record = records[i]
      if (!record) return null
      const report = record.status === 'reported' ? await readReport(client, task, each.key) : null
      return { ...each, record, report }
    }),
  )
  return all.filter(each => each !== null)
}
