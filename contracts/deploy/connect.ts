import { createPublicClient, createWalletClient, defineChain, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { DeployClient } from './deploy.ts'

/** The first of Anvil's well-known accounts. Never a secret: for local chains only. */
const ANVIL_KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'

/**
 * A client for `deploy` on whatever network the RPC serves.
 * @param key Private key; default: Anvil's first account.
 */
export async function connect(rpcUrl: string, key: Hex = ANVIL_KEY): Promise<DeployClient> {
  const transport = http(rpcUrl)
  const id = await createPublicClient({ transport }).getChainId()
  const chain = defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  return createWalletClient({
    account: privateKeyToAccount(key),
    chain,
    transport,
    pollingInterval: id === 31337 ? 50 : 2_000,
  })
}
