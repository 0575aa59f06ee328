import { api } from './api'
import { fromPage, toPage } from './page-messages'

/**
 * Isolated half of the page's wallet: carries messages between the page and the service worker,
 * connecting again when the worker was killed in between.
 */
let port: ReturnType<typeof api.runtime.connect> | null = null

function connected() {
  if (port) return port
  const opened = api.runtime.connect({ name: 'page' })
  opened.onMessage.addListener(message => post(message))
  opened.onDisconnect.addListener(() => {
    port = null
    post({ method: 'relay_lost' })
  })
  port = opened
  return opened
}

function post(message: unknown): void {
  window.postMessage({ channel: toPage, message }, window.location.origin)
}

window.addEventListener('message', event => {
  if (event.source !== window || event.data?.channel !== fromPage) return
  connected().postMessage(event.data.message)
})
