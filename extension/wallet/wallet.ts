import { WalletError } from './problem'

/** Everything Hivemark ever asks a wallet. A signature of anything but a transaction is not on it. */
export const allowedMethods = [
  'eth_chainId',
  'eth_accounts',
  'eth_requestAccounts',
  'eth_sendTransaction',
  'wallet_switchEthereumChain',
  'wallet_addEthereumChain',
] as const

export type AllowedMethod = (typeof allowedMethods)[number]

/** A wallet, however it is reached. Whatever it returns is a stranger's word until checked. */
export interface Wallet {
  readonly name: string
  readonly route: 'port' | 'tab'
  /** Whom the wallet's own window will name as the one who asks; `null` where it names this extension. */
  readonly askedBy: string | null
  /**
   * Waits as long as the person takes.
   * @throws WalletError
   */
  request(method: AllowedMethod, params?: readonly unknown[]): Promise<unknown>
  /** Calls back when the wallet may share other accounts now; returns the way to stop. */
  onAccountsChanged(listener: () => void): () => void
  /** Lets go of the wallet; requests still open end as disconnected. */
  close(): void
}

/** @throws WalletError for any method that is not on the list, whoever asks. */
export function assertAllowed(method: string): asserts method is AllowedMethod {
  if (!(allowedMethods as readonly string[]).includes(method))
    throw new WalletError({ kind: 'not-on-list', method: method.slice(0, 60) })
}
