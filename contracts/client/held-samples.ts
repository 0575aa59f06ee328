import { type Address, type Client, type Hex, isAddressEqual } from 'viem'
import type { AddedSample } from './added-samples.ts'
import { decodePointRecord } from './incentives/points.ts'
import { readRecordWords } from './read.ts'
import { decodeRecord } from './records.ts'
import type { SampleRecord, Task } from './types.ts'

/** How a sample stands, whatever the task rewards it by. */
export interface SampleState {
  readonly contributor: Address
  readonly label: number
  /** Time of its block, seconds. */
  readonly submittedAt: number
  /** Wei, or the token's smallest units; null where nothing is deposited. */
  readonly deposit: bigint | null
  readonly status: SampleRecord['status'] | 'validated'
}

/** A sample that the contract holds, as its event told it, and how it stands now. */
export interface HeldSample extends AddedSample {
  readonly state: SampleState
}

/** Whether this version can read what becomes of a task's samples. */
export function keepsSamples({ kind }: Pick<Task, 'kind'>): boolean {
  return kind.incentive === 'deposit-refund-take' || kind.incentive === 'points'
}

/** How the samples under some keys stand, in their order; null where the contract holds none. */
export async function readSampleStates(
  client: Client,
  task: Pick<Task, 'address' | 'kind' | 'rules'>,
  keys: readonly Hex[],
): Promise<(SampleState | null)[]> {
  const words = await readRecordWords(client, task, keys)
  return words.map(word =>
    task.kind.incentive === 'points' ? stateOfPoint(word) : decodeRecord(word, task.rules.unit),
  )
}

/** Those of some samples that the contract holds as the events told, with how they stand. */
export async function withSampleStates(
  client: Client,
  task: Pick<Task, 'address' | 'kind' | 'rules'>,
  samples: readonly AddedSample[],
): Promise<HeldSample[]> {
  const states = await readSampleStates(
    client,
    task,
    samples.map(({ key }) => key),
  )
  return samples.flatMap((sample, i) => {
    const state = states[i]
    if (!state || state.label !== sample.label) return []
    return isAddressEqual(state.contributor, sample.contributor) ? [{ ...sample, state }] : []
  })
}

function stateOfPoint(word: bigint): SampleState | null {
  const record = decodePointRecord(word)
  if (record === null) return null
  const { contributor, label, submittedAt, status } = record
  return { contributor, label, submittedAt, deposit: null, status }
}
