import { createPublicClient, createWalletClient, defineChain, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type DeployClient, DeployError } from './create2.ts'

/** The first of Anvil's well-known accounts. Never a secret: for local chains only. */
const ANVIL_KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'

/** Anvil's network. */
const LOCAL_CHAIN = 31337

/**
 * A client for `deploy` on whatever network the RPC serves.
 * @param key Private key; default: Anvil's first account, on Anvil's own network only.
 * @throws DeployError where a key is missing
 */
export async function connect(rpcUrl: string, key?: Hex): Promise<DeployClient> {
  const transport = http(rpcUrl)
  const id = await createPublicClient({ transport }).getChainId()
  if (key === undefined && id !== LOCAL_CHAIN) {
    // Everybody holds Anvil's key: what it creates anybody could have created first.
    throw new DeployError(`Chain ${id} is not a local one: name your own key with --key-env.`)
  }
  const chain = defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  return createWalletClient({
    account: privateKeyToAccount(key ?? ANVIL_KEY),
    chain,
    transport,
    pollingInterval: id === LOCAL_CHAIN ? 50 : 2_000,
  })
}
