import { type Address, getAddress, isHex, toHex } from 'viem'
import { accounts } from './accounts'
import { approval } from './approvals'
import { estimateGas, forward, sendTransaction, type TransactionRequest } from './send'
import { changeState, homeChain, readState, type WalletState } from './state'
import { WalletError } from './wallet-error'

export interface Request {
  readonly method: string
  readonly params?: unknown
}

/** Methods that only read; passed on to the endpoint unchanged. */
const readMethods = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
])

/** Answers one EIP-1193 request of a page or an extension; throws `WalletError`. */
export async function answer(request: Request, origin: string): Promise<unknown> {
  const state = await readState()
  const params = Array.isArray(request.params) ? request.params : []
  switch (request.method) {
    case 'metamask_getProviderState':
      return providerState(state, origin)
    case 'eth_chainId':
      return toHex(state.chainId)
    case 'net_version':
      return String(state.chainId)
    case 'eth_accounts':
      return visibleAccounts(state, origin)
    case 'eth_requestAccounts':
      return connect(state, origin)
    case 'eth_sendTransaction':
      return send(state, origin, params[0])
    case 'eth_signTypedData_v4':
      return signTypedData(state, origin, params[0], params[1])
    case 'wallet_switchEthereumChain':
      return switchChain(state, origin, params[0])
    case 'wallet_addEthereumChain':
      return addChain(origin, params[0])
  }
  if (readMethods.has(request.method)) return forward(state.rpcUrl, request.method, params)
  throw new WalletError(-32601, `The method "${request.method}" does not exist / is not available.`)
}

/** What a fresh provider wants to know first. */
export function providerState(state: WalletState, origin: string) {
  return {
    accounts: visibleAccounts(state, origin),
    chainId: toHex(state.chainId),
    networkVersion: String(state.chainId),
    isUnlocked: state.mode !== 'locked',
    isConnected: true,
  }
}

export function visibleAccounts(state: WalletState, origin: string): Address[] {
  if (state.mode === 'locked' || !state.connected.includes(origin)) return []
  return [selected(state).address]
}

function selected(state: WalletState) {
  return accounts[state.account] ?? accounts[0]!
}

async function connect(state: WalletState, origin: string): Promise<Address[]> {
  if (visibleAccounts(state, origin).length === 0) {
    await approval({
      title: 'Connect to this site',
      origin,
      lines: [['Account', selected(state).address]],
    })
    const { connected } = await readState()
    await changeState({ connected: [...new Set([...connected, origin])] })
  }
  return visibleAccounts(await readState(), origin)
}

function requireAccount(state: WalletState, origin: string, address: unknown): void {
  const allowed = state.connected.includes(origin) ? selected(state).address : null
  if (typeof address !== 'string' || !allowed || address.toLowerCase() !== allowed.toLowerCase()) {
    throw new WalletError(4100, 'The requested account has not been authorized by the user.')
  }
}

async function send(state: WalletState, origin: string, raw: unknown): Promise<unknown> {
  const request = (raw ?? {}) as TransactionRequest
  requireAccount(state, origin, request.from)
  if (state.chainId !== homeChain) {
    throw new WalletError(4901, `This wallet sends on chain ${homeChain} only.`)
  }
  if (!isHex(request.to)) throw new WalletError(-32602, 'A transaction needs a "to".')
  // As real wallets do, the gas is fixed before the owner is asked: a price that rises meanwhile
  // makes the transaction revert on chain.
  const gas = await estimateGas(state.rpcUrl, request)
  await approval({
    title: 'Send a transaction',
    origin,
    lines: [
      ['From', selected(state).address],
      ['To', getAddress(request.to)],
      ['Value', `${BigInt(request.value ?? '0x0')} wei`],
      ['Gas', String(gas)],
      ['Data', `${(request.data ?? '0x').slice(0, 74)}…`],
    ],
  })
  return sendTransaction(state.rpcUrl, selected(state), request, gas)
}

async function signTypedData(state: WalletState, origin: string, address: unknown, data: unknown) {
  requireAccount(state, origin, address)
  const typed = typeof data === 'string' ? JSON.parse(data) : data
  await approval({
    title: 'Sign typed data',
    origin,
    lines: [
      ['Account', selected(state).address],
      ['Message', JSON.stringify(typed?.message, null, 1)],
    ],
  })
  return selected(state).signTypedData(typed)
}

async function switchChain(state: WalletState, origin: string, raw: unknown): Promise<null> {
  const chainId = Number((raw as { chainId?: string })?.chainId)
  if (chainId === state.chainId) return null
  if (chainId !== homeChain || state.mode === 'unknown-chain') {
    throw new WalletError(4902, `Unrecognized chain ID "${toHex(chainId || 0)}".`)
  }
  await approval({ title: 'Switch network', origin, lines: [['Chain', String(chainId)]] })
  await changeState({ chainId: homeChain })
  return null
}

async function addChain(origin: string, raw: unknown): Promise<null> {
  const chain = raw as { chainId?: string; chainName?: string; rpcUrls?: string[] }
  if (Number(chain?.chainId) !== homeChain || !chain.rpcUrls?.[0]) {
    throw new WalletError(-32602, `This wallet can add chain ${homeChain} only.`)
  }
  await approval({
    title: 'Add a network',
    origin,
    lines: [
      ['Chain', String(homeChain)],
      ['Name', String(chain.chainName)],
      ['Endpoint', chain.rpcUrls[0]],
    ],
  })
  await changeState({ chainId: homeChain })
  return null
}
