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
