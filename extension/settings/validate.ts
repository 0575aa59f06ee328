import type { Address } from 'viem'
import type { Network } from './settings'

/** A network as a person types it. */
export interface NetworkForm {
  readonly chainId: string
  readonly name: string
  readonly rpcUrl: string
  readonly factory: string
  /** Addresses, separated by spaces, commas or new lines. */
  readonly curators: string
  readonly currency: string
  readonly confirmations: string
}

export type NetworkField = keyof NetworkForm

export type CheckedNetwork =
  | { readonly kind: 'valid'; readonly network: Network }
  | { readonly kind: 'invalid'; readonly problems: Readonly<Partial<Record<NetworkField, string>>> }

/** The form that shows a network. */
export function formOf(network: Network): NetworkForm {
  return {
    chainId: `${network.chainId}`,
    name: network.name,
    rpcUrl: network.rpcUrl,
    factory: network.factory,
    curators: network.curators.join('\n'),
    currency: network.currency,
    confirmations: `${network.confirmations}`,
  }
}

/** Makes a network of what was typed, or says for each field what is wrong with it. */
export function checkNetwork(form: NetworkForm): CheckedNetwork {
  const problems: Partial<Record<NetworkField, string>> = {}
  const chainId = wholeNumber(form.chainId, 1, Number.MAX_SAFE_INTEGER)
  const confirmations = wholeNumber(form.confirmations, 1, 100)
  const rpcUrl = checkUrl(form.rpcUrl, 'An endpoint is an address such as https://rpc.example.org.')
  const factory = form.factory.trim()
  const curators = form.curators.split(/[\s,;]+/).filter(Boolean)
  const name = form.name.trim()
  const currency = form.currency.trim()
  if (chainId === null) problems.chainId = 'A chain id is a whole number, e.g. 31337.'
  if (confirmations === null) problems.confirmations = 'A whole number from 1 to 100.'
  if ('problem' in rpcUrl) problems.rpcUrl = rpcUrl.problem
  if (!isAddressText(factory)) problems.factory = notAnAddress
  if (!curators.every(isAddressText))
    problems.curators = `One of them is not right. ${notAnAddress}`
  if (!name || name.length > 40) problems.name = 'A name of 1 to 40 characters.'
  if (!currency || currency.length > 8) problems.currency = 'A sign of 1 to 8 characters, e.g. ETH.'
  if (Object.keys(problems).length > 0) return { kind: 'invalid', problems }
  return {
    kind: 'valid',
    network: {
      chainId: chainId!,
      name,
      rpcUrl: (rpcUrl as { url: string }).url,
      factory: factory as Address,
      curators: curators as Address[],
      currency,
      confirmations: confirmations!,
    },
  }
}

const notAnAddress = 'An address is 0x and 40 hexadecimal digits.'

/** Whether a text has the form of an address; upper and lower case are not checked. */
export function isAddressText(text: string): text is Address {
  return /^0x[0-9a-f]{40}$/i.test(text)
}

/**
 * An extension id as the wallet settings take it: Chromium's 32 letters a-p, Firefox's name or UUID.
 * Empty means the known ids.
 */
export function checkExtensionId(
  text: string,
): { readonly id: string | null } | { readonly problem: string } {
  const id = text.trim()
  if (id === '') return { id: null }
  const known =
    /^[a-p]{32}$/.test(id) || /^[\w.-]*@[\w.-]+$/.test(id) || /^\{[\da-f-]{36}\}$/i.test(id)
  if (known) return { id }
  return {
    problem: 'An extension id is 32 letters from a to p, as the browser’s extension page shows it.',
  }
}

/**
 * An address to fetch from: https, or http on this machine.
 * @param example What to say of a text that is none.
 */
export function checkUrl(
  text: string,
  example: string,
): { readonly url: string } | { readonly problem: string } {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    return { problem: example }
  }
  if (url.username || url.password) {
    return { problem: 'Browsers refuse addresses with a name and password in them.' }
  }
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal(url.hostname))) {
    return { url: url.pathname === '/' && !url.search ? url.origin : url.href }
  }
  return {
    problem:
      'Use https, so that nobody on the way can change the answers. http is for this machine only.',
  }
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function wholeNumber(text: string, least: number, most: number): number | null {
  if (!/^\d{1,16}$/.test(text.trim())) return null
  const value = Number(text.trim())
  return value >= least && value <= most ? value : null
}
