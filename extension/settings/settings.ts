import { factoryAddress } from '@hivemark/contracts'
import type { Address } from 'viem'

/** A chain, the endpoint it is read through, and whose tasks are offered without asking. */
export interface Network {
  readonly chainId: number
  readonly name: string
  readonly rpcUrl: string
  readonly factory: Address
  /** Tasks made by these addresses appear in the list by themselves. */
  readonly curators: readonly Address[]
  /** Sign of the currency that deposits are paid in. */
  readonly currency: string
  /** Blocks on top of a transaction before it counts as final, the block it is in included. */
  readonly confirmations: number
}

export interface Settings {
  readonly network: Network
  readonly wallet: WalletSettings
}

export interface WalletSettings {
  /** Extension id of MetaMask when it is not the store's; `null` for the known ids. */
  readonly extensionId: string | null
}

/** Whose tasks the local chain offers: the first of Anvil's well-known accounts, which deploys them. */
const localCurator = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

/** The settings of a fresh install: the local chain that the start command runs. */
export function defaultSettings(): Settings {
  return {
    network: {
      chainId: 31337,
      name: 'Local chain',
      rpcUrl: 'http://127.0.0.1:8545',
      factory: factoryAddress,
      curators: [localCurator],
      currency: 'ETH',
      confirmations: 2,
    },
    wallet: { extensionId: null },
  }
}
