import { fromPage, toPage } from './page-messages'

/** The wallet as a page sees it: EIP-1193, announced by EIP-6963 and as `window.ethereum`. */
interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

type Listener = (value: unknown) => void

const waiting = new Map<number, Waiting>()
const listeners = new Map<string, Set<Listener>>()
let lastId = 0

const provider = {
  isHivemarkDevelopmentWallet: true,
  request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
    lastId += 1
    const id = lastId
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      const message = { jsonrpc: '2.0', id, method, params }
      window.postMessage({ channel: fromPage, message }, window.location.origin)
    })
  },
  on(event: string, listener: Listener) {
    listeners.set(event, (listeners.get(event) ?? new Set()).add(listener))
    return provider
  },
  removeListener(event: string, listener: Listener) {
    listeners.get(event)?.delete(listener)
    return provider
  },
}

function emit(event: string, value: unknown): void {
  for (const listener of listeners.get(event) ?? []) listener(value)
}

function receive(message: {
  id?: number
  method?: string
  params?: unknown
  result?: unknown
  error?: { code: number; message: string; data?: unknown }
}): void {
  if (message.method === 'metamask_accountsChanged') emit('accountsChanged', message.params)
  else if (message.method === 'metamask_chainChanged') {
    emit('chainChanged', (message.params as { chainId: string }).chainId)
  } else if (message.method === 'relay_lost') failAll()
  else settle(message.id ?? -1, message.error, message.result)
}

function settle(
  id: number,
  error: { code: number; message: string; data?: unknown } | undefined,
  result: unknown,
): void {
  const entry = waiting.get(id)
  waiting.delete(id)
  if (error) entry?.reject(Object.assign(new Error(error.message), error))
  else entry?.resolve(result)
}

function failAll(): void {
  const error = Object.assign(new Error('The wallet was restarted.'), { code: 4900 })
  for (const entry of waiting.values()) entry.reject(error)
  waiting.clear()
}

window.addEventListener('message', event => {
  if (event.source === window && event.data?.channel === toPage) receive(event.data.message)
})

const icon =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='%2314532d'/><path d='M7 12h18v11H7z' fill='%23bbf7d0'/><circle cx='21' cy='17.5' r='2' fill='%2314532d'/></svg>"

const detail = Object.freeze({
  info: Object.freeze({
    uuid: crypto.randomUUID(),
    name: 'Development wallet',
    icon,
    rdns: 'example.hivemark.development-wallet',
  }),
  provider,
})

const announce = () => window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
window.addEventListener('eip6963:requestProvider', announce)
announce()

if (!('ethereum' in window)) {
  Object.defineProperty(window, 'ethereum', { value: provider, configurable: true, writable: true })
}
