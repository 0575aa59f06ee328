import type { Task } from '@hivemark/contracts'
import { isAddressText } from '../settings/validate'

/** What someone pasted to name a task. */
export type NamedTask =
  | { readonly kind: 'named'; readonly address: string; readonly chainId: number | null }
  | { readonly kind: 'several' }
  | { readonly kind: 'none' }

/** Longer texts name nothing: a link is short. */
const longestText = 4_000

/**
 * A task as one passes it on: `hivemark:<chain id>:<address>`. It may stand in the fragment of any web
 * address, as `#hivemark=<chain id>:<address>`, which no server is sent.
 */
export function taskLink({ chainId, address }: Pick<Task, 'chainId' | 'address'>): string {
  return `hivemark:${chainId}:${address}`
}

/** Finds the task that a text names: an address alone, or a link anywhere in it. Never throws. */
export function parseTaskLink(text: string): NamedTask {
  const short = text.slice(0, longestText).trim()
  if (isAddressText(short)) return { kind: 'named', address: short, chainId: null }
  const links = unescaped(short).matchAll(
    /hivemark[:=]([1-9]\d{0,15}):(0x[0-9a-f]{40})(?![0-9a-f])/gi,
  )
  const found = new Map(
    [...links].map(([, chainId, address]) => [
      `${chainId}:${address!.toLowerCase()}`,
      { kind: 'named' as const, address: address!, chainId: Number(chainId) },
    ]),
  )
  if (found.size > 1) return { kind: 'several' }
  return [...found.values()][0] ?? { kind: 'none' }
}

/** Some programs escape the colons of what stands in an address. */
function unescaped(text: string): string {
  return text.replace(/%3a/gi, ':').replace(/%3d/gi, '=')
}
