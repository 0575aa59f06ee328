import {
  type Call,
  type DepositTask,
  depositAt,
  learn,
  type Model,
  type ModelSnapshot,
  type Prediction,
  predict,
  readRecords,
  type SampleRecord,
  sampleKey,
  submitCall,
} from '@hivemark/contracts'
import type { Address, Hex, PublicClient } from 'viem'
import { type ChainClock, readChainClock } from './chain-clock'

/** How long a signed submission stays valid, in seconds of chain time. */
export const submissionSeconds = 20 * 60

/** What a submission would mean if it were included now. */
export interface Quote {
  readonly key: Hex
  readonly clock: ChainClock
  /** Wei. */
  readonly deposit: bigint
  readonly prediction: Prediction
  /** What the model would say with this label learnt. */
  readonly after: Prediction
  /** False where the model is already sure of the label, or contradicts it too strongly to listen. */
  readonly learns: boolean
  readonly snapshot: ModelSnapshot
  /** Chain time, seconds. */
  readonly refundableFrom: number
  readonly claimBy: number
  /** The same features with the same label, if someone has submitted them already. */
  readonly existing: SampleRecord | null
}

/** @throws what the endpoint throws */
export async function quote(
  client: PublicClient,
  task: DepositTask,
  snapshot: ModelSnapshot,
  features: Int8Array,
  label: number,
): Promise<Quote> {
  const key = sampleKey(features, label)
  const [clock, [existing = null]] = await Promise.all([
    readChainClock(client),
    readRecords(client, task, [key]),
  ])
  return {
    key,
    clock,
    deposit: depositAt(task.rules, snapshot, clock.now),
    ...lesson(snapshot.model, features, label),
    snapshot,
    refundableFrom: clock.now + task.rules.terms.refundWait,
    claimBy: clock.now + task.rules.terms.creatorWait,
    existing,
  }
}

/** What the model says, and what it would say with the label learnt; by the contract's own rule. */
export function lesson(
  model: Model,
  features: Int8Array,
  label: number,
): Pick<Quote, 'prediction' | 'after' | 'learns'> {
  const { model: taught, lesson: changes } = learn(model, features, label)
  return {
    prediction: predict(model, features),
    after: predict(taught, features),
    learns: changes !== 0,
  }
}

/**
 * The bound offered at first: a quarter above the deposit now, since another submission makes it
 * rise; rounded up to three digits, so that it can be read.
 */
export function suggestedBound(deposit: bigint): bigint {
  const quarterMore = deposit + (deposit + 3n) / 4n
  const unit = 10n ** BigInt(Math.max(0, quarterMore.toString().length - 3))
  return ((quarterMore + unit - 1n) / unit) * unit
}

/** The call for a quote, with its bound and the moment it lapses. */
export function submission(
  quoted: Quote,
  task: DepositTask,
  features: Int8Array,
  label: number,
  bound: bigint,
): { readonly call: Call; readonly deadline: number } {
  const deadline = quoted.clock.now + submissionSeconds
  const { address } = task
  return { call: submitCall({ address, features, label, maxDeposit: bound, deadline }), deadline }
}

/** What the network takes for a call, about. */
export interface Fee {
  readonly gas: bigint
  /** Wei per gas at most, as the endpoint suggests it. */
  readonly perGas: bigint
  readonly total: bigint
  /** Gas the wallet is told to allow: room for the model to have moved by then. */
  readonly limit: bigint
  /** Wei that the limit costs at most. */
  readonly most: bigint
  /** The chain ran the call for this; else it is what such calls usually take. */
  readonly measured: boolean
}

const usualGas = 100_000n

/**
 * Never fails for what the call does: a call that the contract would refuse has a usual fee.
 * @param from who would send it; `null` when no account is known yet.
 * @throws what the endpoint throws when it cannot be read at all
 */
export async function estimateFee(
  client: PublicClient,
  call: Call,
  from: Address | null,
): Promise<Fee> {
  const [perGas, gas] = await Promise.all([
    client.estimateFeesPerGas().then(
      fees => fees.maxFeePerGas,
      () => client.getGasPrice(),
    ),
    from === null ? measureForAnyone(client, call) : measureGas(client, call, from),
  ])
  const used = gas ?? usualGas
  const limit = (used * 3n) / 2n
  const total = used * perGas
  return { gas: used, perGas, total, limit, most: limit * perGas, measured: gas !== null }
}

/** As of the next block where the endpoint can; `null` when the call would fail. */
async function measureGas(client: PublicClient, call: Call, from: Address): Promise<bigint | null> {
  const request = { account: from, to: call.to, data: call.data, value: call.value }
  return client
    .estimateGas({ ...request, blockTag: 'pending' })
    .catch(() => client.estimateGas(request))
    .catch(() => null)
}

/** For an account with enough of everything, where the endpoint can imagine one. */
async function measureForAnyone(client: PublicClient, call: Call): Promise<bigint | null> {
  const { to, data, value } = call
  const stateOverride = [{ address: anyone, balance: 10n ** 24n }]
  return client.estimateGas({ account: anyone, to, data, value, stateOverride }).catch(() => null)
}

const anyone: Address = '0x1111111111111111111111111111111111111111'
