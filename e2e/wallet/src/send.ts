import { type Address, createWalletClient, type Hex, http } from 'viem'
import type { HDAccount } from 'viem/accounts'
import { anvil } from 'viem/chains'
import { WalletError } from './wallet-error'

/** `eth_sendTransaction`'s first parameter, as far as this wallet reads it. */
export interface TransactionRequest {
  readonly from?: Address
  readonly to?: Address
  readonly value?: Hex
  readonly data?: Hex
  readonly gas?: Hex
}

/** Gas that the sender is sure to want if the endpoint cannot tell. */
const fallbackGas = 1_000_000n

/** Passes one call to the endpoint. */
export async function forward(rpcUrl: string, method: string, params: unknown): Promise<unknown> {
  const response = await fetch(rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(10_000),
  })
  const { result, error } = (await response.json()) as { result?: unknown; error?: RpcError }
  if (error) throw new WalletError(error.code, error.message, error.data)
  return result
}

interface RpcError {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

export async function estimateGas(rpcUrl: string, request: TransactionRequest): Promise<bigint> {
  if (request.gas) return BigInt(request.gas)
  const { from, to, value, data } = request
  try {
    return BigInt((await forward(rpcUrl, 'eth_estimateGas', [{ from, to, value, data }])) as Hex)
  } catch {
    return fallbackGas
  }
}

/** Signs for chain 31337 and nothing else, and gives the hash back. */
export async function sendTransaction(
  rpcUrl: string,
  account: HDAccount,
  request: TransactionRequest,
  gas: bigint,
): Promise<Hex> {
  const client = createWalletClient({ account, chain: anvil, transport: http(rpcUrl) })
  return client.sendTransaction({
    to: request.to,
    value: BigInt(request.value ?? '0x0'),
    data: request.data,
    gas,
  })
}
