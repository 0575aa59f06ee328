import { type Client, createClient, custom } from 'viem'
import { requestFrom } from '../chain/endpoint'
import { problemOf } from '../chain/problem'

/** Waits after one "too many requests" after another. */
const waitsMs = [1_000, 2_000, 4_000, 8_000]

/**
 * A client for long readings: where an endpoint asks for fewer requests, it slows down before it gives
 * up; and it ends at once when told to, whatever it waits for.
 */
export function patientClientFor(url: string, signal: AbortSignal): Client {
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  stopped.catch(() => {})
  const request = (asked: { method: string; params?: unknown }) => {
    signal.throwIfAborted()
    return Promise.race([requestPatiently(url, asked, signal), stopped])
  }
  return createClient({ transport: custom({ request }, { retryCount: 0 }), cacheTime: 0 })
}

async function requestPatiently(
  url: string,
  asked: { method: string; params?: unknown },
  signal: AbortSignal,
): Promise<unknown> {
  for (let tries = 0; ; tries++) {
    try {
      return await requestFrom(url, asked)
    } catch (error) {
      const wait = waitsMs[tries]
      if (wait === undefined || problemOf(error)?.kind !== 'rate-limited') throw error
      await new Promise(resolve => setTimeout(resolve, wait))
      signal.throwIfAborted()
    }
  }
}
