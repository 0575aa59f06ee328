import type { Hex } from 'viem'

/** Tells a chain from another one behind the same endpoint, e.g. a local chain started afresh. */
export interface ChainMemory {
  readonly chainId: number
  readonly genesis: Hex
  /** Highest block seen. */
  readonly block: bigint
}
