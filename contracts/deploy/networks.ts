import { arbitrumSepolia, baseSepolia, optimismSepolia, sepolia } from 'viem/chains'

/** A network that `npm run deploy -- --network NAME` knows. */
export interface Network {
  readonly name: string
  readonly chainId: number
  /** A public endpoint; one's own is better. */
  readonly rpcUrl: string
  readonly explorer: string
}

/** Test networks. Any other network goes by its RPC URL. */
export const networks: readonly Network[] = [
  network('sepolia', sepolia),
  network('base-sepolia', baseSepolia),
  network('optimism-sepolia', optimismSepolia),
  network('arbitrum-sepolia', arbitrumSepolia),
]

function network(
  name: string,
  chain: {
    readonly id: number
    readonly rpcUrls: { readonly default: { readonly http: readonly string[] } }
    readonly blockExplorers: { readonly default: { readonly url: string } }
  },
): Network {
  return {
    name,
    chainId: chain.id,
    rpcUrl: chain.rpcUrls.default.http[0]!,
    explorer: chain.blockExplorers.default.url,
  }
}
