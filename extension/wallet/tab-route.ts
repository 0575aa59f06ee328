import { browser } from 'wxt/browser'
import { type Announced, announceInPage, type PageAnswer, requestInPage } from './in-page'
import { problemFromWallet, WalletError } from './problem'
import { assertAllowed, type Wallet } from './wallet'

/** Wallets announce themselves at once; slow ones are given this long. */
const announceMs = 120

const longestIcon = 64 * 1024

/** A page that may hold wallets, and the very document that was looked at. */
export interface WalletPage {
  readonly tabId: number
  /** Chromium's name of the document; later requests go to it or nowhere. `null` in Firefox. */
  readonly documentId: string | null
  /** Host that the wallet's window will name. */
  readonly host: string
}

/**
 * Which wallets a tab's page offers. Needs the access that a click on the extension's button in that
 * tab gave.
 * @throws WalletError tab-gone, page-not-allowed
 */
export async function findTabWallets(
  tabId: number,
): Promise<{ readonly page: WalletPage; readonly wallets: readonly Announced[] }> {
  const target = { tabId }
  const first = await runInPage(target, announceInPage, [announceMs])
  const page = { tabId, documentId: first.documentId, host: await hostOf(tabId) }
  return { page, wallets: readAnnounced(first.result) }
}

/** A session with one wallet of a page. There is no channel back into the extension: each request is a visit. */
export function openTabWallet(page: WalletPage, announced: Announced): Wallet {
  const closed = new AbortController()
  return {
    name: announced.name,
    route: 'tab',
    askedBy: page.host,
    request: async (method, params = []) => {
      assertAllowed(method)
      return readAnswer(await visit(page, announced.rdns, method, params, closed.signal))
    },
    onAccountsChanged: listener => {
      // No page can call us, but whoever changed accounts comes back to this tab.
      window.addEventListener('focus', listener)
      return () => window.removeEventListener('focus', listener)
    },
    close: () => closed.abort(),
  }
}

/** Names, icons and addresses from a page, cut down to what may be shown. */
export function readAnnounced(value: unknown): Announced[] {
  if (!Array.isArray(value)) return []
  return value.slice(0, 16).flatMap((each: Partial<Record<keyof Announced, unknown>> | null) => {
    const { rdns, name, icon } = each ?? {}
    if (rdns !== null && (typeof rdns !== 'string' || !/^[\w.-]{1,100}$/.test(rdns))) return []
    const shown = typeof name === 'string' && name.trim() ? name.slice(0, 60) : 'Wallet of the page'
    return [{ rdns, name: shown, icon: safeIcon(icon) }]
  })
}

/** Only pictures that carry all their bytes with them; scripts inside one do not run in an `<img>`. */
function safeIcon(icon: unknown): string | null {
  if (typeof icon !== 'string' || icon.length > longestIcon) return null
  return /^data:image\/(png|svg\+xml|webp|jpeg|gif)[;,]/i.test(icon) ? icon : null
}

async function visit(
  page: WalletPage,
  rdns: string | null,
  method: string,
  params: readonly unknown[],
  closed: AbortSignal,
): Promise<PageAnswer> {
  const target =
    page.documentId === null
      ? { tabId: page.tabId }
      : { tabId: page.tabId, documentIds: [page.documentId] }
  if (closed.aborted) throw new WalletError({ kind: 'disconnected' })
  const leaving = leavingOf(page.tabId, closed)
  try {
    const run = runInPage(target, requestInPage, [rdns, method, params, announceMs])
    const { result } = await Promise.race([run, leaving.left])
    if (!isPageAnswer(result)) throw new WalletError({ kind: 'tab-gone' })
    return result
  } finally {
    leaving.stop()
  }
}

function readAnswer(answer: PageAnswer): unknown {
  if (answer.ok) return answer.result
  if (answer.absent) throw new WalletError({ kind: 'absent' })
  throw new WalletError(problemFromWallet(answer))
}

/** A page that navigates takes its scripts along without a word, so that is watched from outside. */
function leavingOf(tabId: number, closed: AbortSignal) {
  let stop = () => {}
  const left = new Promise<never>((_, reject) => {
    const gone = () => reject(new WalletError({ kind: 'tab-gone' }))
    const removed = (id: number) => {
      if (id === tabId) gone()
    }
    const updated = (id: number, change: { status?: string }) => {
      if (id === tabId && change.status === 'loading') gone()
    }
    const aborted = () => reject(new WalletError({ kind: 'disconnected' }))
    browser.tabs.onRemoved.addListener(removed)
    browser.tabs.onUpdated.addListener(updated)
    closed.addEventListener('abort', aborted)
    if (closed.aborted) aborted()
    stop = () => {
      browser.tabs.onRemoved.removeListener(removed)
      browser.tabs.onUpdated.removeListener(updated)
      closed.removeEventListener('abort', aborted)
    }
  })
  left.catch(() => {})
  return { left, stop }
}

async function runInPage<Args extends unknown[], Result>(
  target: { tabId: number; documentIds?: string[] },
  func: (...args: Args) => Promise<Result>,
  args: Args,
): Promise<{ readonly result: unknown; readonly documentId: string | null }> {
  try {
    const [first] = await browser.scripting.executeScript({ target, world: 'MAIN', func, args })
    return { result: first?.result, documentId: first?.documentId ?? null }
  } catch (error) {
    throw new WalletError({ kind: goneOrForbidden(error) })
  }
}

function goneOrForbidden(error: unknown): 'tab-gone' | 'page-not-allowed' {
  const message = error instanceof Error ? error.message : String(error)
  const gone = /no tab with id|no frame|no document|was removed|tab was closed|invalid tab/i
  return gone.test(message) ? 'tab-gone' : 'page-not-allowed'
}

async function hostOf(tabId: number): Promise<string> {
  try {
    return new URL((await browser.tabs.get(tabId)).url ?? '').host
  } catch {
    return 'that page'
  }
}

function isPageAnswer(value: unknown): value is PageAnswer {
  return typeof value === 'object' && value !== null && 'ok' in value
}
