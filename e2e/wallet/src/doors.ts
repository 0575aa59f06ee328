import type { Browser } from '@wxt-dev/browser'
import { toHex } from 'viem'
import { api } from './api'
import { answer, type Request, visibleAccounts } from './requests'
import { readState } from './state'
import { asRpcError } from './wallet-error'

interface JsonRpcRequest extends Request {
  readonly id?: number | string
}

/** One open connection and the way its messages are wrapped. */
interface Door {
  readonly origin: string
  readonly post: (message: object) => void
}

/** The stream name that MetaMask's provider packs every message under. */
const providerStream = 'metamask-provider'

const doors = new Set<Door>()

/** Opens the wallet to other extensions and to its own relay in pages. */
export function openDoors(): void {
  api.runtime.onConnectExternal.addListener(port => {
    const origin = port.sender?.id ? `chrome-extension://${port.sender.id}` : null
    if (!origin) {
      port.disconnect()
      return
    }
    const door = register(port, origin, data => ({ name: providerStream, data }))
    port.onMessage.addListener(message => {
      if (message?.name === providerStream) void respond(door, message.data)
    })
  })
  api.runtime.onConnect.addListener(port => {
    const origin = port.sender?.origin
    if (port.name !== 'page' || !origin) return
    const door = register(port, origin, data => data)
    port.onMessage.addListener(message => void respond(door, message))
  })
  api.storage.local.onChanged.addListener(changes => void notify(Object.keys(changes)))
}

function register(
  port: Browser.runtime.Port,
  origin: string,
  wrap: (data: object) => object,
): Door {
  const door: Door = { origin, post: message => port.postMessage(wrap(message)) }
  doors.add(door)
  port.onDisconnect.addListener(() => doors.delete(door))
  return door
}

async function respond(door: Door, request: JsonRpcRequest | undefined): Promise<void> {
  if (!request || typeof request.method !== 'string' || request.id === undefined) return
  const { id } = request
  let reply: object
  try {
    reply = { jsonrpc: '2.0', id, result: await answer(request, door.origin) }
  } catch (error) {
    reply = { jsonrpc: '2.0', id, error: asRpcError(error) }
  }
  if (doors.has(door)) door.post(reply)
}

async function notify(changed: readonly string[]): Promise<void> {
  const state = await readState()
  const accountsChanged = ['account', 'connected', 'mode'].some(key => changed.includes(key))
  for (const door of doors) {
    if (accountsChanged) {
      const params = visibleAccounts(state, door.origin)
      door.post({ jsonrpc: '2.0', method: 'metamask_accountsChanged', params })
    }
    if (changed.includes('chainId')) {
      const params = {
        chainId: toHex(state.chainId),
        networkVersion: String(state.chainId),
        isConnected: true,
      }
      door.post({ jsonrpc: '2.0', method: 'metamask_chainChanged', params })
    }
  }
}
