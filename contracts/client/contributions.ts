import { type Address, type Client, type Hex, isAddressEqual } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { type AddedSample, readAddedSamples } from './added-samples.ts'
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
  const to = query.toBlock ?? (await getBlockNumber(client, { cacheTime: 0 }))
  const from = query.fromBlock ?? task.createdAtBlock
  const { contributor, signal } = query
  const found: AddedSample[] = []
  for await (const piece of readAddedSamples(client, task, { from, to, contributor, signal })) {
    found.push(...piece.samples)
    query.onProgress?.({ block: piece.range.to, toBlock: to, found: found.length })
  }
  const all = await withRecords(client, task, found)
  return all
    .filter(each => isAddressEqual(each.contributor, each.record.contributor))
    .map(({ contributor: _, label: __, ...contribution }) => contribution)
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
