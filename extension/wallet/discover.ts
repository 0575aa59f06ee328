import type { WalletSettings } from '../settings/settings'
import type { Announced } from './in-page'
import { answersAtPort, openPortWallet } from './port-route'
import { type WalletProblem, walletProblemOf } from './problem'
import { findTabWallets, openTabWallet, type WalletPage } from './tab-route'
import type { Wallet } from './wallet'

/** A wallet to choose from. Names and icons of the tab's come from a page. */
export type WalletChoice =
  | { readonly route: 'port'; readonly name: string; readonly extensionId: string }
  | {
      readonly route: 'tab'
      readonly name: string
      readonly page: WalletPage
      readonly announced: Announced
    }

export interface Discovery {
  readonly choices: readonly WalletChoice[]
  /** Why the tab's wallets could not be looked for; `null` when they could or no tab was given. */
  readonly tabProblem: WalletProblem | null
}

interface PortName {
  readonly name: string
  readonly extensionId: string
}

const chromeIds: readonly PortName[] = [
  { name: 'MetaMask', extensionId: 'nkbihfbeogaeaoehlefnkodbefgpgknn' },
  { name: 'MetaMask Beta', extensionId: 'pbbkamfgmaedccnfkmjcofcecjhfgldn' },
  { name: 'MetaMask Flask', extensionId: 'ljfoeinjpaedjfecbmggjgodbgkmjkjk' },
]
const edgeIds: readonly PortName[] = [
  { name: 'MetaMask', extensionId: 'ejbalbakoplchlghecdalmeeeajnimhm' },
]
const firefoxIds: readonly PortName[] = [
  { name: 'MetaMask', extensionId: 'webextension@metamask.io' },
  { name: 'MetaMask Beta', extensionId: 'webextension-beta@metamask.io' },
  { name: 'MetaMask Flask', extensionId: 'webextension-flask@metamask.io' },
]

/** Looks for wallets on both routes. Asks the person nothing and never fails. */
export async function discoverWallets(
  tabId: number | null,
  settings: WalletSettings,
): Promise<Discovery> {
  const [ports, tab] = await Promise.all([findPorts(settings), findInTab(tabId)])
  const direct = ports.length > 0
  // MetaMask injects itself into pages, too; where it can be reached directly that is the better way.
  const inTab = tab.choices.filter(choice => !(direct && isMetaMask(choice)))
  return { choices: [...ports, ...inTab], tabProblem: tab.tabProblem }
}

/** @throws WalletError */
export async function openWallet(choice: WalletChoice): Promise<Wallet> {
  return choice.route === 'port'
    ? openPortWallet(choice.extensionId, choice.name)
    : openTabWallet(choice.page, choice.announced)
}

async function findPorts(settings: WalletSettings): Promise<WalletChoice[]> {
  const names = portNames(settings)
  const present = await Promise.all(names.map(each => answersAtPort(each.extensionId)))
  return names
    .filter((_, index) => present[index])
    .map(({ name, extensionId }) => ({ route: 'port' as const, name, extensionId }))
}

function portNames(settings: WalletSettings): readonly PortName[] {
  const own = settings.extensionId?.trim()
  if (own) return [{ name: 'MetaMask', extensionId: own }]
  if (import.meta.env.FIREFOX) return firefoxIds
  return navigator.userAgent.includes('Edg/') ? [...edgeIds, ...chromeIds] : chromeIds
}

async function findInTab(tabId: number | null): Promise<Discovery> {
  if (tabId === null) return { choices: [], tabProblem: null }
  try {
    const { page, wallets } = await findTabWallets(tabId)
    const choices = wallets.map(announced => ({
      route: 'tab' as const,
      name: announced.name,
      page,
      announced,
    }))
    return { choices, tabProblem: null }
  } catch (error) {
    return { choices: [], tabProblem: walletProblemOf(error) }
  }
}

function isMetaMask(choice: WalletChoice): boolean {
  return choice.route === 'tab' && /^io\.metamask(\.|$)/.test(choice.announced.rdns ?? '')
}
