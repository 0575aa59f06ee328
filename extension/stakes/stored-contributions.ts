import type { Contribution } from '@hivemark/contracts'
import type { Hex } from 'viem'

/** A task's contributions as last read, so that a page has something to show while it reads on. */
export interface StoredContributions {
  readonly genesis: Hex
  readonly toBlock: bigint
  readonly contributions: readonly Contribution[]
}
