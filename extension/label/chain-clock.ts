import type { PublicClient } from 'viem'

/** Where the chain stands: the clock that prices, waits and deadlines go by. */
export interface ChainClock {
  readonly genesis: `0x${string}`
  readonly block: bigint
  /**
   * Seconds. The time the next block will carry where the endpoint tells, since a chain that makes
   * blocks only on demand can be hours behind in its last one; else the newest block's.
   */
  readonly now: number
}

/** @throws what the endpoint throws */
export async function readChainClock(client: PublicClient): Promise<ChainClock> {
  const [first, head, pending] = await Promise.all([
    client.getBlock({ blockNumber: 0n }),
    client.getBlock({ blockTag: 'latest' }),
    client.getBlock({ blockTag: 'pending' }).catch(() => null),
  ])
  const next = pending?.timestamp ?? 0n
  return {
    genesis: first.hash,
    block: head.number,
    now: Number(next > head.timestamp ? next : head.timestamp),
  }
}
