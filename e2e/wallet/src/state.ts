import { api } from './api'

/** The only chain this wallet sends on: Anvil's. */
export const homeChain = 31337

/**
 * How the wallet answers what needs its owner:
 * `ask` opens the approval window; `approve` and `reject` answer at once; `slow` approves after `slowMs`;
 * `locked` wants to be unlocked first; `wrong-chain` starts on chain 1 and asks before it switches;
 * `unknown-chain` is the same, but has to be told about chain 31337 first.
 */
export const modes = [
  'ask',
  'approve',
  'reject',
  'slow',
  'locked',
  'wrong-chain',
  'unknown-chain',
] as const

export type Mode = (typeof modes)[number]

export interface WalletState {
  readonly mode: Mode
  readonly slowMs: number
  readonly rpcUrl: string
  /** Index of the selected account. */
  readonly account: number
  readonly chainId: number
  /** Origins that may see the selected account. */
  readonly connected: readonly string[]
}

const initial: WalletState = {
  mode: 'ask',
  slowMs: 3000,
  rpcUrl: 'http://127.0.0.1:8545',
  account: 0,
  chainId: homeChain,
  connected: [],
}

/** Everything the wallet remembers; tests write the same keys into its `storage.local`. */
export async function readState(): Promise<WalletState> {
  const keys = Object.keys(initial) as (keyof WalletState)[]
  return { ...initial, ...(await api.storage.local.get<Partial<WalletState>>(keys)) }
}

export async function changeState(change: Partial<WalletState>): Promise<void> {
  await api.storage.local.set(change)
}

/** Puts the wallet on the chain its new mode starts from, whoever set the mode. */
export function followModes(): void {
  api.storage.local.onChanged.addListener(async changes => {
    const mode = changes.mode?.newValue as Mode | undefined
    if (mode === 'wrong-chain' || mode === 'unknown-chain') await changeState({ chainId: 1 })
    else if (mode && mode !== 'locked') await changeState({ chainId: homeChain })
  })
}
