import type { Call } from '@hivemark/contracts'
import { type Address, getAddress, type Hex, isAddress, isHex, numberToHex } from 'viem'
import type { Network } from '../settings/settings'
import { WalletError } from './problem'
import type { AllowedMethod, Wallet } from './wallet'

/**
 * The chain the wallet says it is on.
 * @throws WalletError
 */
export async function chainOf(wallet: Wallet): Promise<number> {
  const answer = await wallet.request('eth_chainId')
  if (typeof answer === 'string' && /^0x[0-9a-f]{1,13}$/i.test(answer)) return Number(answer)
  throw garbage('eth_chainId')
}

/**
 * Accounts that the wallet already shares; asks the person nothing.
 * @throws WalletError
 */
export async function sharedAccounts(wallet: Wallet): Promise<readonly Address[]> {
  return readAccounts('eth_accounts', await wallet.request('eth_accounts'))
}

/**
 * Asks the person for an account, unless one is shared already.
 * @throws WalletError no-account, rejected, locked, …
 */
export async function connectAccounts(wallet: Wallet): Promise<readonly [Address, ...Address[]]> {
  const answer = await wallet.request('eth_requestAccounts')
  const [first, ...others] = readAccounts('eth_requestAccounts', answer)
  if (!first) throw new WalletError({ kind: 'no-account' })
  return [first, ...others]
}

/**
 * Asks the wallet to switch to the task's network, and to learn it first where it does not know it.
 * @throws WalletError wrong-chain if it says yes and stays where it was
 */
export async function moveToNetwork(wallet: Wallet, network: Network): Promise<void> {
  const chainId = numberToHex(network.chainId)
  try {
    await wallet.request('wallet_switchEthereumChain', [{ chainId }])
  } catch (error) {
    if (!(error instanceof WalletError) || error.problem.kind !== 'chain-unknown') throw error
    await wallet.request('wallet_addEthereumChain', [chainData(network)])
  }
  await assertOnNetwork(wallet, network)
}

/** @throws WalletError wrong-chain */
export async function assertOnNetwork(wallet: Wallet, network: Network): Promise<void> {
  const actual = await chainOf(wallet)
  if (actual !== network.chainId)
    throw new WalletError({ kind: 'wrong-chain', expected: network.chainId, actual })
}

/**
 * Asks the person to sign and send a call of ours. The hash that comes back is only a hint; see
 * `label/observe.ts` for what is believed.
 * @param gas limit to propose.
 * @throws WalletError
 */
export async function sendCall(
  wallet: Wallet,
  from: Address,
  call: Call,
  gas: bigint | null,
): Promise<Hex> {
  const transaction = {
    from,
    to: call.to,
    data: call.data,
    value: numberToHex(call.value),
    ...(gas === null ? {} : { gas: numberToHex(gas) }),
  }
  const answer = await wallet.request('eth_sendTransaction', [transaction])
  if (typeof answer === 'string' && isHex(answer) && answer.length === 66)
    return answer.toLowerCase() as Hex
  throw garbage('eth_sendTransaction')
}

function chainData(network: Network) {
  return {
    chainId: numberToHex(network.chainId),
    chainName: network.name,
    rpcUrls: [network.rpcUrl],
    nativeCurrency: { name: network.currency, symbol: network.currency, decimals: 18 },
  }
}

function readAccounts(method: AllowedMethod, answer: unknown): Address[] {
  if (!Array.isArray(answer)) throw garbage(method)
  return answer.slice(0, 100).map(each => {
    if (typeof each !== 'string' || !isAddress(each, { strict: false })) throw garbage(method)
    return getAddress(each)
  })
}

function garbage(method: AllowedMethod): WalletError {
  return new WalletError({ kind: 'garbage', method })
}
