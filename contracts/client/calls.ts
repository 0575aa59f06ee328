import { type Address, encodeFunctionData, type Hex } from 'viem'
import { trainerAbi } from '../abi/generated/trainer.ts'
import type { Call } from './types.ts'

/** Sends a kept payment of the sender to `to`. */
export function withdrawCall(address: Address, to: Address): Call {
  return {
    to: address,
    value: 0n,
    data: encodeFunctionData({ abi: trainerAbi, functionName: 'withdraw', args: [to] }),
  }
}

/** An ERC-2612 signature that lets a task spend the sender's tokens. */
export interface Permit {
  /** The token's smallest units. */
  readonly value: bigint
  readonly deadline: bigint
  readonly v: number
  readonly r: Hex
  readonly s: Hex
}

/** Lets a task spend the sender's tokens; for `multicall`, before what spends them. */
export function permitCall(address: Address, { value, deadline, v, r, s }: Permit): Call {
  return {
    to: address,
    value: 0n,
    data: encodeFunctionData({
      abi: trainerAbi,
      functionName: 'permit',
      args: [value, deadline, v, r, s],
    }),
  }
}

/**
 * Several calls to one task in one transaction, all or none.
 * @throws RangeError on none, on calls to several addresses, and on one that sends ether
 */
export function multicall(calls: readonly Call[]): Call {
  const to = calls[0]?.to
  if (to === undefined) throw new RangeError('no calls')
  if (calls.some(call => call.to !== to)) throw new RangeError('calls to several contracts')
  if (calls.some(call => call.value !== 0n)) throw new RangeError('a call that sends ether')
  return {
    to,
    value: 0n,
    data: encodeFunctionData({
      abi: trainerAbi,
      functionName: 'multicall',
      args: [calls.map(call => call.data)],
    }),
  }
}
