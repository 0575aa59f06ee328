import { browser } from 'wxt/browser'
import { problemFromWallet, WalletError } from './problem'
import { type AllowedMethod, assertAllowed, type Wallet } from './wallet'

/** How long a wallet may take to say that it is there; what a person has to approve is never timed. */
const handshakeMs = 20_000

/** A refused connection ends at once; one that lasts this long is taken for accepted. */
const refusalMs = 300

/** The part of MetaMask's provider that is used. */
interface Provider {
  request(request: { method: string; params?: unknown[] }): Promise<unknown>
  on(event: string, listener: (value: unknown) => void): unknown
  removeListener(event: string, listener: (value: unknown) => void): unknown
}

/** Whether an extension with this id is installed and accepts connections. Asks the person nothing. */
export async function answersAtPort(extensionId: string): Promise<boolean> {
  try {
    const port = browser.runtime.connect(extensionId)
    return await new Promise<boolean>(resolve => {
      const accepted = setTimeout(() => {
        port.disconnect()
        resolve(true)
      }, refusalMs)
      port.onDisconnect.addListener(() => {
        // Reading it marks the refusal as seen, which keeps it out of the extension's error list.
        void browser.runtime.lastError
        clearTimeout(accepted)
        resolve(false)
      })
    })
  } catch {
    return false
  }
}

/**
 * Opens a session with MetaMask through its own port. A session that was cut is never revived: open
 * a new one.
 * @throws WalletError absent, silent
 */
export async function openPortWallet(extensionId: string, name: string): Promise<Wallet> {
  const provider = await createProvider(extensionId)
  const end = endOf(provider)
  await handshake(provider, end)
  return {
    name,
    route: 'port',
    askedBy: null,
    request: (method, params = []) => ask(provider, end.ended, method, params),
    onAccountsChanged: listener => {
      provider.on('accountsChanged', listener)
      return () => provider.removeListener('accountsChanged', listener)
    },
    close: end.now,
  }
}

async function createProvider(extensionId: string): Promise<Provider> {
  await import('./node-shims')
  const { createExternalExtensionProvider } = await import('@metamask/providers')
  try {
    return createExternalExtensionProvider(extensionId as 'stable') as unknown as Provider
  } catch {
    throw new WalletError({ kind: 'absent' })
  }
}

/** The library lets open requests hang when the wallet goes away; every request races this instead. */
function endOf(provider: Provider): { readonly ended: Promise<never>; readonly now: () => void } {
  let now = () => {}
  const ended = new Promise<never>((_, reject) => {
    now = () => reject(new WalletError({ kind: 'disconnected' }))
    provider.on('disconnect', error => {
      if (!isRecoverable(error)) now()
    })
  })
  ended.catch(() => {})
  return { ended, now }
}

/** 1013: the wallet lost its own network, not we the wallet. */
function isRecoverable(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === 1013
}

async function handshake(provider: Provider, end: ReturnType<typeof endOf>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new WalletError({ kind: 'silent' })), handshakeMs)
  })
  try {
    await Promise.race([provider.request({ method: 'eth_chainId' }), end.ended, late])
  } catch (error) {
    end.now()
    if (error instanceof WalletError && error.problem.kind === 'silent') throw error
    throw new WalletError({ kind: 'absent' })
  } finally {
    clearTimeout(timer)
  }
}

async function ask(
  provider: Provider,
  ended: Promise<never>,
  method: AllowedMethod,
  params: readonly unknown[],
): Promise<unknown> {
  assertAllowed(method)
  // Someone who stopped waiting must not be asked any more.
  await Promise.race([ended, undefined])
  try {
    return await Promise.race([provider.request({ method, params: [...params] }), ended])
  } catch (error) {
    throw error instanceof WalletError ? error : new WalletError(problemFromWallet(error))
  }
}
