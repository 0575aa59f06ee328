import { type Address, encodeFunctionData } from 'viem'
import { trainerAbi } from '../abi/generated/trainer.ts'
import { packFeatures } from './features.ts'
import type { Call } from './types.ts'

/** A sample of one task. */
export interface SampleOf {
  readonly address: Address
  readonly features: Int8Array
  readonly label: number
}

/**
 * Contributes a sample. Sends `maxDeposit`; what is above the price at that moment comes back.
 * @param submission `maxDeposit` in wei; `deadline` in seconds of chain time.
 */
export function submitCall(
  submission: SampleOf & { readonly maxDeposit: bigint; readonly deadline: number },
): Call {
  const { address, features, label, maxDeposit, deadline } = submission
  return {
    to: address,
    value: maxDeposit,
    data: encodeFunctionData({
      abi: trainerAbi,
      functionName: 'submit',
      args: [packFeatures(features), label, maxDeposit, BigInt(deadline)],
    }),
  }
}

/** Asks for the rest of one's own deposit. */
export function refundCall(sample: SampleOf): Call {
  return settle('refund', sample)
}

/** Takes one's share of a wrong sample's deposit. */
export function reportCall(sample: SampleOf): Call {
  return settle('report', sample)
}

/** Takes what nobody claimed in time. */
export function sweepCall(sample: SampleOf): Call {
  return settle('sweep', sample)
}

/** Sends a kept payment of the sender to `to`. */
export function withdrawCall(address: Address, to: Address): Call {
  return {
    to: address,
    value: 0n,
    data: encodeFunctionData({ abi: trainerAbi, functionName: 'withdraw', args: [to] }),
  }
}

function settle(functionName: 'refund' | 'report' | 'sweep', sample: SampleOf): Call {
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
