import type { Address, Client, Hex } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { trainerAbi } from '../abi/generated/trainer.ts'
import { vectorCount } from './model.ts'
import { decodeRecord, unpackModel, unpackStats } from './packed.ts'
import type { Standing } from './state.ts'
import type { ModelSnapshot, SampleRecord, Task } from './types.ts'

/** Keys per call; a record costs a node some 2,000 gas. */
const RECORDS_PER_CALL = 500

/** The contract answered something that its rules make impossible. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
}

/**
 * Copies a task's model in one call at the newest block.
 * @throws ModelError if the answer does not fit the task; viem's errors if the network fails.
 */
export async function readModel(client: Client, task: Task): Promise<ModelSnapshot> {
  const block = await getBlock(client)
  const [words, statsWord] = await readContract(client, {
    address: task.address,
    abi: trainerAbi,
    functionName: 'model',
    blockNumber: block.number,
  })
  const labels = task.card.labels.length
  const { dimensions } = task.rules
  const expected = (vectorCount(labels) * dimensions) / 16
  if (words.length !== expected) {
    throw new ModelError(`The model has ${words.length} words of weights instead of ${expected}.`)
  }
  const stats = unpackStats(statsWord)
  return {
    model: unpackModel(words, stats, labels, dimensions),
    block: block.number,
    blockTime: Number(block.timestamp),
    lastUpdate: stats.lastUpdate,
    contributions: stats.contributions,
    validated: stats.validated,
  }
}

/** The records under some keys, in their order; null where there is none. */
export async function readRecords(
  client: Client,
  task: Pick<Task, 'address'>,
  keys: readonly Hex[],
): Promise<(SampleRecord | null)[]> {
  const records: (SampleRecord | null)[] = []
  for (let from = 0; from < keys.length; from += RECORDS_PER_CALL) {
    const words = await readContract(client, {
      address: task.address,
      abi: trainerAbi,
      functionName: 'samples',
      args: [keys.slice(from, from + RECORDS_PER_CALL)],
    })
    records.push(...words.map(decodeRecord))
  }
  return records
}

/** What decides how much a person's reports pay, and what is kept for them. */
export async function readStanding(
  client: Client,
  task: Pick<Task, 'address'>,
  address: Address,
): Promise<Standing> {
  const [validated, totalValidated, credit] = await readContract(client, {
    address: task.address,
    abi: trainerAbi,
    functionName: 'standing',
    args: [address],
  })
  return { validated: Number(validated), totalValidated: Number(totalValidated), credit }
}

/** Whether a person has reported a sample already; each may once. */
export function readReported(
  client: Client,
  task: Pick<Task, 'address'>,
  key: Hex,
  reporter: Address,
): Promise<boolean> {
  return readContract(client, {
    address: task.address,
    abi: trainerAbi,
    functionName: 'reported',
    args: [key, reporter],
  })
}
