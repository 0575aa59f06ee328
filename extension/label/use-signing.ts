import { useEffect, useRef, useState } from 'preact/hooks'
import { openChain } from '../chain/chain'
import { sendMessage } from '../messages'
import { stored } from '../storage'
import { type Loaded, useLoaded, useTick } from '../ui/use-loaded'
import { useStored } from '../ui/use-stored'
import { chainOf, moveToNetwork } from '../wallet/ask'
import { type Discovery, discoverWallets, openWallet, type WalletChoice } from '../wallet/discover'
import { WalletError } from '../wallet/problem'
import type { Wallet } from '../wallet/wallet'
import { consentToPublish } from './consent'
import { type Intent, isOnItsWay } from './intent'
import { newestIntent } from './intents'
import { type Plan, type Stage, signCall } from './sign-call'
import { explainTrouble, type Trouble } from './trouble'
import { followAll } from './watch-intents'

/** What the signing part of a page shows. */
export type Signing =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly stage: Stage | 'switching' }
  | { readonly kind: 'wrong-chain'; readonly actual: number }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }

export interface SigningControls {
  readonly signing: Signing
  readonly discovery: Loaded<Discovery>
  readonly choice: WalletChoice | null
  readonly choose: (choice: WalletChoice) => void
  readonly sign: (plan: Plan) => Promise<void>
  /** Whether the wallet is on the task's network afterwards. */
  readonly switchNetwork: () => Promise<boolean>
  /** Stops waiting for the wallet; what it may still send is found on the chain. */
  readonly stop: () => void
}

/**
 * Wallets and the way of one call through the chosen one.
 * @param tabId the page whose wallet may be asked; `null` for the one the button was last pressed on.
 */
export function useSigning(tabId: number | null): SigningControls {
  const [signing, setSigning] = useState<Signing>({ kind: 'idle' })
  const [chosen, setChosen] = useState<WalletChoice | null>(null)
  const wallet = useRef<Wallet | null>(null)
  const pageTab = useStored(stored.pageTab)
  const tab = tabId ?? pageTab
  const discovery = useLoaded(`tab ${tab}`, async () =>
    discoverWallets(tab, (await stored.settings.get()).wallet),
  )
  const choice = chosen ?? discovery.value?.choices[0] ?? null
  const release = () => {
    wallet.current?.close()
    wallet.current = null
  }
  useEffect(() => release, [])

  const fail = async (error: unknown) => {
    const wrong = error instanceof WalletError && error.problem.kind === 'wrong-chain'
    if (wrong && wallet.current) {
      const actual = await chainOf(wallet.current).catch(() => 0)
      setSigning({ kind: 'wrong-chain', actual })
      return
    }
    release()
    setSigning({ kind: 'trouble', trouble: explainTrouble(error) })
  }
  const sign = async (plan: Plan) => {
    if (!choice) return
    setSigning({ kind: 'busy', stage: 'connecting' })
    try {
      await consentToPublish()
      const chain = await openChain()
      wallet.current ??= await openWallet(choice)
      await signCall(wallet.current, chain, plan, stage => {
        setSigning({ kind: 'busy', stage })
        // Told before the answer: this tab may be closed while the wallet asks.
        if (stage === 'asking') void sendMessage('watchIntents').catch(() => {})
      })
      void sendMessage('watchIntents').catch(() => {})
      release()
      setSigning({ kind: 'idle' })
    } catch (error) {
      await fail(error)
    }
  }
  const switchNetwork = async () => {
    setSigning({ kind: 'busy', stage: 'switching' })
    try {
      const { network } = await openChain()
      if (!wallet.current) return false
      await moveToNetwork(wallet.current, network)
      return true
    } catch (error) {
      await fail(error)
      return false
    }
  }
  return {
    signing,
    discovery,
    choice,
    choose: next => {
      release()
      setChosen(next)
      setSigning({ kind: 'idle' })
    },
    sign,
    switchNetwork,
    stop: release,
  }
}

const followEveryMs = 1_500

/** The newest call about something, followed on the chain while this page can be seen. */
export function useIntent(about: (intent: Intent) => boolean): Intent | null {
  const intents = useStored(stored.intents)
  const intent = intents && newestIntent(intents, about)
  const busy = useRef(false)
  const moving = intent !== null && isOnItsWay(intent)
  useTick(moving ? followEveryMs : null, async () => {
    if (busy.current) return
    busy.current = true
    try {
      await followAll(await openChain())
    } catch {
      // The endpoint is away; the page says so elsewhere, and the next round tries again.
    } finally {
      busy.current = false
    }
  })
  return intent
}
