import { isHex, type PublicClient } from 'viem'
import type { Network } from '../settings/settings'
import { stored } from '../storage'
import { clientFor } from './client'
import { requestFrom } from './endpoint'
import { heal } from './heal'
import { type ChainMemory, startedAfresh } from './identity'
import { ChainError } from './problem'

export { clientFor }

/** An endpoint that was checked: it answers, for the right chain, and the chain is the one known before. */
export interface Chain {
  readonly client: PublicClient
  readonly network: Network
  /** Newest block when it was checked. */
  readonly block: bigint
}

/** How long a check holds where money may follow; within it a page's reads share one. */
const memoMs = 10_000
let memo: { readonly key: string; readonly at: number; readonly chain: Promise<Chain> } | null =
  null

/**
 * The chain of the settings, checked. Always ends, after at most about 12 seconds. Where the chain
 * behind the endpoint was started afresh, forgets first what was remembered of the old one.
 * @param heldMs how old the check may be, in milliseconds
 * @throws ChainError
 */
export async function openChain(heldMs = memoMs): Promise<Chain> {
  const { network } = await stored.settings.get()
  const key = JSON.stringify(network)
  if (memo?.key === key && Date.now() - memo.at < heldMs) return memo.chain
  const chain = openAndRemember(network)
  const entry = { key, at: Date.now(), chain }
  memo = entry
  chain.catch(() => {
    if (memo === entry) memo = null
  })
  return chain
}

/** Forgets the last check, e.g. when a person asks to try again. */
export function forgetOpenChain(): void {
  memo = null
}

/**
 * Asks an endpoint who it is, without remembering anything; used before saving settings, too.
 * @throws ChainError
 */
export async function checkEndpoint(
  network: Pick<Network, 'rpcUrl' | 'chainId'>,
): Promise<ChainMemory> {
  const url = network.rpcUrl
  const ask = (method: string, params: unknown[] = []) => requestOrGarbage(url, method, params)
  const [chainId, height, first] = await Promise.all([
    ask('eth_chainId').then(answer => numberIn(url, answer, 'eth_chainId')),
    ask('eth_blockNumber').then(answer => numberIn(url, answer, 'eth_blockNumber')),
    ask('eth_getBlockByNumber', ['0x0', false]),
  ])
  if (chainId !== BigInt(network.chainId)) {
    const problem = { kind: 'wrong-chain', url, expected: network.chainId } as const
    throw new ChainError({ ...problem, actual: Number(chainId) })
  }
  const genesis = (first as { hash?: unknown } | null)?.hash
  if (!isHex(genesis) || genesis.length !== 66) {
    throw new ChainError({ kind: 'garbage', url, detail: 'the first block has no hash' })
  }
  return { chainId: Number(chainId), genesis, block: height }
}

/**
 * Trainers have the same address on every network, so a task must not be read or paid on another one.
 * @throws ChainError wrong-chain
 */
export function assertTaskOn({ network }: Chain, task: { readonly chainId: number }): void {
  if (network.chainId === task.chainId) return
  const { rpcUrl: url, chainId: actual } = network
  throw new ChainError({ kind: 'wrong-chain', url, expected: task.chainId, actual })
}

/** Timestamp of the newest block, seconds: the clock that waits and deposits go by. */
export async function chainTime(chain: Chain): Promise<number> {
  const block = await chain.client.getBlock({ blockTag: 'latest' })
  return Number(block.timestamp)
}

async function openAndRemember(network: Network): Promise<Chain> {
  const seen = await checkEndpoint(network)
  const before = await stored.chainMemory.get()
  if (before && startedAfresh(before, seen)) await heal(network.chainId, seen.genesis)
  if (before?.block !== seen.block || before.genesis !== seen.genesis) {
    await stored.chainMemory.set(seen)
  }
  return { client: clientFor(network.rpcUrl), network, block: seen.block }
}

async function requestOrGarbage(url: string, method: string, params: unknown[]): Promise<unknown> {
  try {
    return await requestFrom(url, { method, params })
  } catch (error) {
    if (error instanceof ChainError) throw error
    throw new ChainError({ kind: 'garbage', url, detail: `${method} ended with an error` })
  }
}

function numberIn(url: string, answer: unknown, method: string): bigint {
  if (typeof answer === 'string' && /^0x[0-9a-f]{1,16}$/i.test(answer)) return BigInt(answer)
  throw new ChainError({ kind: 'garbage', url, detail: `${method} gave no number` })
}
