import type { PublicClient } from 'viem'
import type { Network } from '../settings/settings'

/** An endpoint that was checked: it answers, for the right chain, and the chain is the one known before. */
export interface Chain {
  readonly client: PublicClient
  readonly network: Network
}
