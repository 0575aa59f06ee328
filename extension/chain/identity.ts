import type { Hex } from 'viem'

/** Tells a chain from another one behind the same endpoint, e.g. a local chain started afresh. */
export interface ChainMemory {
  readonly chainId: number
  readonly genesis: Hex
  /** Newest block seen. */
  readonly block: bigint
}

/** Endpoints behind one address may lag each other by a few blocks; more than this is another chain. */
const largestLag = 64n

/** Whether what answers now is another chain than the one remembered, under the same chain id. */
export function startedAfresh(before: ChainMemory, now: ChainMemory): boolean {
  if (before.chainId !== now.chainId) return false
  return before.genesis !== now.genesis || fellBack(before.block, now.block)
}

/** Whether a newest block lies further behind one seen before than lag explains. */
export function fellBack(before: bigint, now: bigint): boolean {
  return now + largestLag < before
}
