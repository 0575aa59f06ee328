import type { Address, Client, Hex } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { trainerAbi } from '../abi/generated/trainer.ts'
import { twinOf } from './models/index.ts'
import { decodeRecord } from './records.ts'
import type { Standing } from './state.ts'
import { unpackStats } from './stats.ts'
import type { ModelSnapshot, Report, SampleRecord, Task } from './types.ts'

/** Keys per call; a record costs a node some 2,000 gas. */
const RECORDS_PER_CALL = 500

/** The contract answered something that its rules make impossible, or that this version cannot read. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
}

/**
 * Copies a task's model in one call.
 * @param at An older block, where the node keeps its state; default: the newest.
 * @throws ModelError if the answer does not fit the task, if the task is not open yet, or if this
 * version has no twin of its model; viem's errors if the network fails.
 */
export async function readModel(
  client: Client,
  task: Task,
  at: { readonly blockNumber?: bigint } = {},
): Promise<ModelSnapshot> {
  assertHasTwin(task)
  const block = await getBlock(client, at)
  const answer = await readContract(client, {
    address: task.address,
    abi: trainerAbi,
    functionName: 'model',
    blockNumber: block.number,
  })
  return snapshotOf(task, block, answer)
}

/** What a trainer's `model` answers. */
type ModelAnswer = readonly [words: readonly bigint[], stats: bigint, averages: readonly bigint[]]

/** @throws ModelError if this version has no twin of a task's model */
export function assertHasTwin({ kind }: Task): void {
  if (twinOf(kind.model) !== null) return
  throw new ModelError(`This version has no copy of the model "${kind.model}".`)
}

/** A model from what its trainer answered at a block. @throws ModelError as `readModel` */
export function snapshotOf(
  task: Task,
  block: { readonly number: bigint; readonly timestamp: bigint },
  [words, statsWord, averages]: ModelAnswer,
): ModelSnapshot {
  const twin = twinOf(task.kind.model)!
  const shape = { labels: task.card.labels.length, dimensions: task.rules.dimensions }
  const expected = twin.wordCount(shape)
  const counts = averages.length === 0 ? [words.length] : [words.length, averages.length]
  for (const count of counts) {
    if (count === expected) continue
    throw new ModelError(`The model has ${count} words of weights instead of ${expected}.`)
  }
  const stats = unpackStats(statsWord)
  if (stats.lastUpdate === 0) {
    throw new ModelError('The task is not open yet: its creator has not stored its whole model.')
  }
  return {
    model: twin.unpack(words, stats, shape),
    average: averages.length === 0 ? null : twin.unpack(averages, stats, shape),
    block: block.number,
    blockTime: Number(block.timestamp),
    lastUpdate: stats.lastUpdate,
    busyUntil: stats.busyUntil,
    learnt: stats.samplesSeen - task.rules.samplesSeen,
  }
}

/** The records under some keys, in their order; null where there is none. */
export async function readRecords(
  client: Client,
  task: Pick<Task, 'address' | 'rules'>,
  keys: readonly Hex[],
): Promise<(SampleRecord | null)[]> {
  const words = await readRecordWords(client, task, keys)
  return words.map(word => decodeRecord(word, task.rules.unit))
}

/** The words that a contract keeps under some keys, in their order; 0 where there is none. */
export async function readRecordWords(
  client: Client,
  task: Pick<Task, 'address'>,
  keys: readonly Hex[],
): Promise<bigint[]> {
  const words: bigint[] = []
  for (let from = 0; from < keys.length; from += RECORDS_PER_CALL) {
    const some = keys.slice(from, from + RECORDS_PER_CALL)
    const answer = await readContract(client, {
      address: task.address,
      abi: trainerAbi,
      functionName: 'samples',
      args: [some],
    })
    words.push(...some.map((_, i) => answer[i] ?? 0n))
  }
  return words
}

/** The report that a sample is under challenge by; asked only for records that are `reported`. */
export async function readReport(
  client: Client,
  task: Pick<Task, 'address'>,
  key: Hex,
): Promise<Report> {
  const [reporter, time] = await readContract(client, {
    address: task.address,
    abi: trainerAbi,
    functionName: 'reportOf',
    args: [key],
  })
  return { reporter, time: Number(time) }
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

/** Whether a person has taken from a sample already, where several may; each may once. */
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
