import { type Address, encodeFunctionData, type Hex, zeroAddress } from 'viem'
import { trainerAbi } from '../../abi/generated/trainer.ts'
import { bits } from '../bits.ts'
import { packFeatures } from '../features.ts'
import type { Call } from '../types.ts'

/**
 * The rules of a deposit/refund/take task: `IDepositRefundTake.Terms`. Times in seconds, amounts in
 * wei (or the token's smallest units). The paper's own setting has 0 for `challengeWait`,
 * `judgeTime`, `zone`, `takerShare` and `priceInterval`.
 */
export interface DepositRefundTakeTerms {
  readonly incentive: 'deposit-refund-take'
  /** Deposit one hour after the last contribution; falls with the square root of the time. */
  readonly depositWeight: bigint
  readonly minimumDeposit: bigint
  /** From a contribution until it can be refunded or reported. */
  readonly refundWait: number
  /** From a report until it can be taken; 0: a report takes at once. */
  readonly challengeWait: number
  /** From a contribution until the creator may sweep. */
  readonly creatorWait: number
  /** From a contribution until anybody may sweep what was not claimed. */
  readonly sweepWait: number
  /** Over how long the model is averaged that decides; 0: the model of the moment. */
  readonly judgeTime: number
  /** Refund as long as the model contradicts by less than this many 64ths of a logit. */
  readonly zone: number
  /** 256ths of a wrong sample's deposit for who reports it first; 0: shared by validated contributions. */
  readonly takerShare: number
  /** Seconds that one contribution fills the price bucket with; 0: the paper's price. */
  readonly priceInterval: number
  /** Contributions that the bucket holds before the price rises. */
  readonly priceLevel: number
  /** Contributions above that which double the price. */
  readonly priceStep: number
  /** A sweep destroys what is left, instead of paying it to whoever sweeps. */
  readonly sweepBurns: boolean
}

/** Layout: src/types/DepositTerms.sol. @param unit Wei that amounts are counted in. */
export function unpackTerms(
  [first, second]: readonly [bigint, bigint],
  unit: bigint,
): DepositRefundTakeTerms {
  return {
    incentive: 'deposit-refund-take',
    depositWeight: BigInt(bits(first, 0, 40)) * unit,
    minimumDeposit: BigInt(bits(first, 40, 40)) * unit,
    refundWait: bits(first, 80, 32),
    challengeWait: bits(first, 112, 32),
    creatorWait: bits(first, 144, 32),
    sweepWait: bits(first, 176, 32),
    judgeTime: bits(first, 208, 32),
    zone: bits(first, 240, 8),
    takerShare: bits(first, 248, 8),
    priceInterval: bits(second, 0, 32),
    priceLevel: bits(second, 32, 16),
    priceStep: bits(second, 48, 16),
    sweepBurns: second >> 64n !== 0n,
  }
}

/**
 * The reverse of `unpackTerms`.
 * @throws RangeError on amounts that are no multiple of the unit, and on what its bits do not hold
 */
export function packTerms(terms: DepositRefundTakeTerms, unit: bigint): [bigint, bigint] {
  const first = packFields([
    [inUnits(terms.depositWeight, unit), 40],
    [inUnits(terms.minimumDeposit, unit), 40],
    [BigInt(terms.refundWait), 32],
    [BigInt(terms.challengeWait), 32],
    [BigInt(terms.creatorWait), 32],
    [BigInt(terms.sweepWait), 32],
    [BigInt(terms.judgeTime), 32],
    [BigInt(terms.zone), 8],
    [BigInt(terms.takerShare), 8],
  ])
  const second = packFields([
    [BigInt(terms.priceInterval), 32],
    [BigInt(terms.priceLevel), 16],
    [BigInt(terms.priceStep), 16],
    [terms.sweepBurns ? 1n : 0n, 1],
  ])
  return [first, second]
}

/** A sample of one task. */
export interface SampleOf {
  readonly address: Address
  readonly features: Int8Array
  readonly label: number
}

/** The most that may be kept, in wei (or the token's smallest units), and until when, in seconds of chain time. */
export interface Limits {
  readonly maxDeposit: bigint
  readonly deadline: number
  /** What the task's deposits are paid in; default: ether. A token must be approved before. */
  readonly token?: Address
}

/** Contributes a sample. Sends `maxDeposit`; what is above the price at that moment comes back. */
export function submitCall(submission: SampleOf & Limits): Call {
  const { address, features, label, maxDeposit, deadline } = submission
  return {
    to: address,
    value: etherOf(submission),
    data: encodeFunctionData({
      abi: trainerAbi,
      functionName: 'submit',
      args: [packFeatures(features), label, maxDeposit, BigInt(deadline)],
    }),
  }
}

/** Contributes several samples in order, for at most `maxDeposit` together. */
export function submitManyCall(
  submission: Limits & {
    readonly address: Address
    readonly samples: readonly Pick<SampleOf, 'features' | 'label'>[]
  },
): Call {
  const { address, samples, maxDeposit, deadline } = submission
  const features = samples.map(sample => packFeatures(sample.features).slice(2)).join('')
  const labels = samples.map(({ label }) => label.toString(16).padStart(2, '0')).join('')
  return {
    to: address,
    value: etherOf(submission),
    data: encodeFunctionData({
      abi: trainerAbi,
      functionName: 'submitMany',
      args: [`0x${features}`, `0x${labels}`, maxDeposit, BigInt(deadline)],
    }),
  }
}

/** Asks for the rest of one's own deposit. */
export function refundCall(sample: SampleOf): Call {
  return settle('refund', sample)
}

/**
 * Reports a wrong sample: takes one's share of its deposit at once or, where there is a challenge
 * period, claims it for `takeCall`.
 * @param sample `proof`: key of a refunded contribution of the sender's; needed only where
 * `takerShare` is not 0.
 */
export function reportCall(sample: SampleOf & { readonly proof?: Hex | null }): Call {
  return {
    to: sample.address,
    value: 0n,
    data: encodeFunctionData({
      abi: trainerAbi,
      functionName: 'report',
      args: [packFeatures(sample.features), sample.label, sample.proof ?? noProof],
    }),
  }
}

/** After the challenge period: takes what one's report claimed. */
export function takeCall(sample: SampleOf): Call {
  return settle('take', sample)
}

/** Takes, or destroys, what nobody claimed in time. */
export function sweepCall(sample: SampleOf): Call {
  return settle('sweep', sample)
}

const noProof: Hex = `0x${'00'.repeat(32)}`

function settle(functionName: 'refund' | 'take' | 'sweep', sample: SampleOf): Call {
  return {
    to: sample.address,
    value: 0n,
    data: encodeFunctionData({
      abi: trainerAbi,
      functionName,
      args: [packFeatures(sample.features), sample.label],
    }),
  }
}

function etherOf({ maxDeposit, token = zeroAddress }: Limits): bigint {
  return token === zeroAddress ? maxDeposit : 0n
}

function inUnits(amount: bigint, unit: bigint): bigint {
  if (amount % unit !== 0n) throw new RangeError(`${amount} is no multiple of ${unit}`)
  return amount / unit
}

/** Fields one above the other, the first in the lowest bits. */
function packFields(fields: readonly (readonly [value: bigint, bits: number])[]): bigint {
  let word = 0n
  let at = 0n
  for (const [value, count] of fields) {
    if (value < 0n || value >> BigInt(count) !== 0n) {
      throw new RangeError(`${value} does not fit ${count} bits`)
    }
    word |= value << at
    at += BigInt(count)
  }
  return word
}
