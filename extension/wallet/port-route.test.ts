import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { answersAtPort, openPortWallet } from './port-route'
import type { AllowedMethod } from './wallet'

interface RpcMessage {
  readonly name: string
  readonly data: { readonly id?: number; readonly method: string; readonly params?: unknown }
}

type Answer = (method: string, params: unknown) => unknown

/** The far end of MetaMask's port: JSON-RPC under one name, as its source and a real copy speak it. */
class FakePort {
  readonly name = ''
  readonly heard: string[] = []
  readonly onMessage = event<(message: unknown, port: unknown) => void>()
  readonly onDisconnect = event<(port: unknown) => void>()
  readonly sender = undefined
  private readonly answer: Answer

  constructor(answer: Answer) {
    this.answer = answer
  }

  postMessage(message: RpcMessage): void {
    const { id, method, params } = message.data
    this.heard.push(method)
    queueMicrotask(async () => {
      try {
        const result = await this.answer(method, params)
        if (result !== undefined) this.say({ id, jsonrpc: '2.0', result })
      } catch (error) {
        this.say({ id, jsonrpc: '2.0', error })
      }
    })
  }

  say(data: unknown): void {
    this.onMessage.fire({ name: 'metamask-provider', data }, this)
  }

  /** As when the wallet is absent, restarts or is removed. */
  drop(): void {
    this.onDisconnect.fire(this)
  }

  disconnect(): void {}
}

function event<Listener extends (...args: never[]) => void>() {
  const listeners = new Set<Listener>()
  return {
    addListener: (listener: Listener) => void listeners.add(listener),
    removeListener: (listener: Listener) => void listeners.delete(listener),
    hasListener: (listener: Listener) => listeners.has(listener),
    fire: (...args: Parameters<Listener>) => {
      for (const listener of listeners) listener(...args)
    },
  }
}

const account = '0x70997970c51812dc3a010c7d01b50e0d17dc79c8'

const honest: Answer = method => {
  if (method === 'metamask_getProviderState')
    return { accounts: [], chainId: '0x7a69', networkVersion: '31337', isConnected: true }
  if (method === 'eth_chainId') return '0x7a69'
  if (method === 'eth_requestAccounts') return [account]
  throw { code: -32601, message: 'The method does not exist.' }
}

let port: FakePort

function plug(answer: Answer | 'absent'): void {
  const connect = () => {
    port = new FakePort(answer === 'absent' ? () => undefined : answer)
    if (answer === 'absent') setTimeout(() => port.drop(), 1)
    return port
  }
  vi.stubGlobal('chrome', { runtime: { connect, id: 'ours' } })
  Object.assign(browser.runtime, { connect })
}

beforeEach(() => {
  for (const method of ['warn', 'error', 'dir', 'debug', 'log'] as const)
    vi.spyOn(console, method).mockImplementation(() => {})
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('a wallet behind a port', () => {
  it('answers what is on the list', async () => {
    plug(honest)
    const wallet = await openPortWallet('x', 'MetaMask')
    expect(wallet).toMatchObject({ route: 'port', name: 'MetaMask', askedBy: null })
    expect(await wallet.request('eth_requestAccounts')).toEqual([account])
    expect(port.heard).toContain('metamask_getProviderState')
  })

  it('never sends a method that is not on the list', async () => {
    plug(honest)
    const wallet = await openPortWallet('x', 'MetaMask')
    await expect(wallet.request('personal_sign' as AllowedMethod, ['0x'])).rejects.toMatchObject({
      problem: { kind: 'not-on-list', method: 'personal_sign' },
    })
    expect(port.heard).not.toContain('personal_sign')
  })

  it('is absent when the port closes at once', async () => {
    plug('absent')
    await expect(openPortWallet('x', 'MetaMask')).rejects.toMatchObject({
      problem: { kind: 'absent' },
    })
  })

  it('ends a hanging request when the wallet restarts', async () => {
    plug((method, params) =>
      method === 'eth_sendTransaction' ? undefined : honest(method, params),
    )
    const wallet = await openPortWallet('x', 'MetaMask')
    const pending = wallet.request('eth_sendTransaction', [{}])
    setTimeout(() => port.drop(), 5)
    await expect(pending).rejects.toMatchObject({ problem: { kind: 'disconnected' } })
    await expect(wallet.request('eth_chainId')).rejects.toMatchObject({
      problem: { kind: 'disconnected' },
    })
  })

  it('ends a hanging request when we close it', async () => {
    plug((method, params) =>
      method === 'eth_requestAccounts' ? undefined : honest(method, params),
    )
    const wallet = await openPortWallet('x', 'MetaMask')
    const pending = wallet.request('eth_requestAccounts')
    wallet.close()
    await expect(pending).rejects.toMatchObject({ problem: { kind: 'disconnected' } })
  })

  it.each([
    [{ code: 4001, message: 'User rejected the request.' }, 'rejected'],
    [{ code: -32002, message: 'Already pending.' }, 'busy'],
    [{ code: 4100, message: 'Not authorized.' }, 'no-account'],
    [{ code: 4902, message: 'Unrecognized chain ID.' }, 'chain-unknown'],
    [{ code: -32603, message: 'The wallet is locked.' }, 'locked'],
    [{ code: -32603, message: 'Boom' }, 'unknown'],
  ])('names the error %o', async (error, kind) => {
    plug((method, params) => {
      if (method === 'eth_requestAccounts') throw error
      return honest(method, params)
    })
    const wallet = await openPortWallet('x', 'MetaMask')
    await expect(wallet.request('eth_requestAccounts')).rejects.toMatchObject({ problem: { kind } })
  })

  it('tells when the accounts change, until it is no longer asked to', async () => {
    plug(honest)
    const wallet = await openPortWallet('x', 'MetaMask')
    const heard = vi.fn()
    const stop = wallet.onAccountsChanged(heard)
    port.say({ jsonrpc: '2.0', method: 'metamask_accountsChanged', params: [account] })
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
    stop()
    port.say({ jsonrpc: '2.0', method: 'metamask_accountsChanged', params: [] })
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(heard).toHaveBeenCalledTimes(1)
  })
})

describe('looking for a wallet', () => {
  it('tells an installed extension from none, without a word to it', async () => {
    plug(honest)
    expect(await answersAtPort('x')).toBe(true)
    expect(port.heard).toEqual([])
    plug('absent')
    expect(await answersAtPort('x')).toBe(false)
  })
})
