import { createPublicClient, custom, type PublicClient } from 'viem'
import { requestFrom } from './endpoint'
import { ChainError } from './problem'

/**
 * A client that neither hangs nor trusts a header; see `requestFrom`.
 * @param options.lives seconds after which every further request fails, for readers that loop
 */
export function clientFor(url: string, options: { readonly lives?: number } = {}): PublicClient {
  const seconds = options.lives ?? Number.POSITIVE_INFINITY
  const end = Date.now() + seconds * 1_000
  const request = (asked: { method: string; params?: unknown }) => {
    if (Date.now() > end) throw new ChainError({ kind: 'timeout', url, seconds })
    return requestFrom(url, asked)
  }
  return createPublicClient({
    transport: custom({ request }, { retryCount: 0 }),
    cacheTime: 0,
    pollingInterval: 2_000,
  })
}
