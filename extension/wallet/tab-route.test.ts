// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Announced } from './in-page'
import { findTabWallets, openTabWallet, readAnnounced } from './tab-route'
import type { AllowedMethod } from './wallet'

const png = 'data:image/png;base64,AAAA'
const page = { tabId: 7, documentId: 'doc-1', host: 'shop.example' }
const alpha: Announced = { rdns: 'org.alpha', name: 'Alpha', icon: png }

interface Injection {
  readonly target: { readonly tabId: number; readonly documentIds?: string[] }
  readonly world: string
  readonly func: (...args: unknown[]) => unknown
  readonly args: unknown[]
}

/** This window stands for the page's: what is injected really runs, next to the wallets put into it. */
const executeScript = vi.fn(async (injection: Injection) => {
  // Functions travel as text, so one that leans on its surroundings fails here as it would there.
  const source = injection.func.toString().replaceAll(/__vite_ssr_\w+__\./g, '')
  const alone = new Function(`return (${source})`)() as (...args: unknown[]) => unknown
  return [{ result: await alone(...injection.args), documentId: 'doc-1', frameId: 0 }]
})

const stops: (() => void)[] = []

function announce(info: unknown, request: (ask: { method: string }) => unknown): void {
  const detail = { info, provider: { request: async (ask: { method: string }) => request(ask) } }
  const listener = () =>
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  window.addEventListener('eip6963:requestProvider', listener)
  stops.push(() => window.removeEventListener('eip6963:requestProvider', listener))
}

beforeEach(() => {
  fakeBrowser.reset()
  executeScript.mockClear()
  Object.assign(browser, { scripting: { executeScript } })
})
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  Reflect.deleteProperty(window, 'ethereum')
})

describe('the wallets of a page', () => {
  it('are those it announces', async () => {
    announce({ uuid: '1', name: 'Alpha', icon: png, rdns: 'org.alpha' }, () => null)
    announce({ uuid: '2', name: 'Beta', icon: 'x', rdns: 'org.beta' }, () => null)
    const found = await findTabWallets(7)
    expect(found.wallets).toEqual([alpha, { rdns: 'org.beta', name: 'Beta', icon: null }])
    expect(found.page).toMatchObject({ tabId: 7, documentId: 'doc-1' })
    expect(executeScript.mock.calls[0]![0]).toMatchObject({ world: 'MAIN', target: { tabId: 7 } })
  })

  it('fall back to window.ethereum', async () => {
    Object.assign(window, { ethereum: { request: async () => '0x1' } })
    const { wallets } = await findTabWallets(7)
    expect(wallets).toEqual([{ rdns: null, name: 'Wallet of the page', icon: null }])
    expect(await openTabWallet(page, wallets[0]!).request('eth_chainId')).toBe('0x1')
  })

  it('survive an announcement made to break them', async () => {
    const hostile = {
      get name() {
        throw new Error('gotcha')
      },
      rdns: 'org.evil',
    }
    announce(hostile, () => null)
    announce(null, () => null)
    announce({ name: 'Alpha', icon: png, rdns: 'org.alpha' }, () => null)
    expect((await findTabWallets(7)).wallets).toEqual([alpha])
  })

  it.each([
    ['Cannot access contents of the page.', 'page-not-allowed'],
    ['No tab with id: 7.', 'tab-gone'],
    ['Frame with ID 0 was removed.', 'tab-gone'],
  ])('cannot be looked for where “%s”', async (message, kind) => {
    executeScript.mockRejectedValueOnce(new Error(message))
    await expect(findTabWallets(7)).rejects.toMatchObject({ problem: { kind } })
  })
})

describe('what a page says about its wallets', () => {
  it('is cut down to what may be shown', () => {
    const bad = [
      { rdns: 'a.b', name: 'N'.repeat(500), icon: 'javascript:alert(1)' },
      { rdns: 'a.c', name: '', icon: 'data:text/html,<script>1</script>' },
      { rdns: 'a.d', name: 5, icon: `data:image/png;base64,${'A'.repeat(70_000)}` },
      { rdns: '<b>', name: 'no', icon: null },
      { name: 'no rdns', icon: null },
      null,
      'text',
    ]
    expect(readAnnounced(bad)).toEqual([
      { rdns: 'a.b', name: 'N'.repeat(60), icon: null },
      { rdns: 'a.c', name: 'Wallet of the page', icon: null },
      { rdns: 'a.d', name: 'Wallet of the page', icon: null },
    ])
    expect(readAnnounced({ length: 3 })).toEqual([])
  })
})

describe('a session with a wallet of a page', () => {
  it('asks the wallet with that name, in that document', async () => {
    const asked: string[] = []
    announce({ name: 'Alpha', rdns: 'org.alpha' }, ({ method }) => {
      asked.push(method)
      return ['0xabc']
    })
    announce({ name: 'Beta', rdns: 'org.beta' }, () => 'wrong one')
    const wallet = openTabWallet(page, alpha)
    expect(await wallet.request('eth_requestAccounts')).toEqual(['0xabc'])
    expect(asked).toEqual(['eth_requestAccounts'])
    expect(wallet.askedBy).toBe('shop.example')
    expect(executeScript.mock.calls[0]![0].target).toEqual({ tabId: 7, documentIds: ['doc-1'] })
  })

  it('never sends a method that is not on the list', async () => {
    const wallet = openTabWallet(page, alpha)
    await expect(wallet.request('eth_sign' as AllowedMethod)).rejects.toMatchObject({
      problem: { kind: 'not-on-list' },
    })
    expect(executeScript).not.toHaveBeenCalled()
  })

  it('gives errors a name, and their text a limit', async () => {
    announce({ rdns: 'org.alpha' }, ({ method }) => {
      if (method === 'eth_requestAccounts') throw { code: 4001, message: 'no' }
      throw { code: -32603, message: 'x'.repeat(5_000) }
    })
    const wallet = openTabWallet(page, alpha)
    await expect(wallet.request('eth_requestAccounts')).rejects.toMatchObject({
      problem: { kind: 'rejected' },
    })
    await expect(wallet.request('eth_chainId')).rejects.toMatchObject({
      problem: { kind: 'unknown', detail: 'x'.repeat(300) },
    })
  })

  it('is absent where the wallet is gone', async () => {
    await expect(openTabWallet(page, alpha).request('eth_chainId')).rejects.toMatchObject({
      problem: { kind: 'absent' },
    })
  })

  it.each([
    ['leaves', () => fakeBrowser.tabs.onUpdated.trigger(7, { status: 'loading' }, {} as never)],
    ['closes', () => fakeBrowser.tabs.onRemoved.trigger(7, {} as never)],
  ])('ends when the page %s while the person decides', async (_, leave) => {
    announce({ rdns: 'org.alpha' }, () => new Promise(() => {}))
    const pending = openTabWallet(page, alpha).request('eth_sendTransaction', [{}])
    setTimeout(leave, 10)
    await expect(pending).rejects.toMatchObject({ problem: { kind: 'tab-gone' } })
  })

  it('does not mind what other tabs do', async () => {
    announce(
      { rdns: 'org.alpha' },
      () => new Promise(resolve => setTimeout(() => resolve('0x1'), 30)),
    )
    const pending = openTabWallet(page, alpha).request('eth_chainId')
    setTimeout(() => fakeBrowser.tabs.onRemoved.trigger(8, {} as never), 5)
    expect(await pending).toBe('0x1')
  })

  it('ends when a script of the page went without an answer', async () => {
    executeScript.mockResolvedValueOnce([
      { result: null, documentId: 'doc-1', frameId: 0 },
    ] as never)
    await expect(openTabWallet(page, alpha).request('eth_chainId')).rejects.toMatchObject({
      problem: { kind: 'tab-gone' },
    })
  })
})
