/**
 * Functions that run inside a web page, next to its own scripts: they travel as source text, so each
 * is whole in itself. What they return is the page's word and is checked by `tab-route.ts`.
 */

/** A wallet as the page announced it (EIP-6963), or the page's `window.ethereum` with no `rdns`. */
export interface Announced {
  readonly rdns: string | null
  readonly name: string
  readonly icon: string | null
}

export type PageAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly absent: true }
  | {
      readonly ok: false
      readonly absent: false
      readonly code: number | null
      readonly message: string
    }

/** Which wallets are in this page. */
export async function announceInPage(waitMs: number): Promise<Announced[]> {
  const found: Announced[] = []
  const text = (value: unknown, longest: number) =>
    typeof value === 'string' ? value.slice(0, longest) : ''
  const listener = (event: Event) => {
    try {
      const { info } = (event as CustomEvent).detail
      const rdns = text(info.rdns, 100)
      if (found.length < 16 && !found.some(each => each.rdns === rdns))
        found.push({ rdns, name: text(info.name, 100), icon: text(info.icon, 200_000) })
    } catch {
      // An announcement that cannot be read is none.
    }
  }
  window.addEventListener('eip6963:announceProvider', listener)
  window.dispatchEvent(new Event('eip6963:requestProvider'))
  await new Promise(resolve => setTimeout(resolve, waitMs))
  window.removeEventListener('eip6963:announceProvider', listener)
  if (found.length === 0 && 'ethereum' in window && window.ethereum)
    found.push({ rdns: null, name: '', icon: null })
  return found
}

/** One request to one wallet of this page. Never throws: errors travel as data. */
export async function requestInPage(
  rdns: string | null,
  method: string,
  params: readonly unknown[],
  waitMs: number,
): Promise<PageAnswer> {
  interface Provider {
    request(request: { method: string; params: readonly unknown[] }): Promise<unknown>
  }
  try {
    let provider: Provider | undefined
    if (rdns === null) {
      provider = (window as unknown as { ethereum?: Provider }).ethereum
    } else {
      const listener = (event: Event) => {
        const detail = (event as CustomEvent).detail
        if (detail?.info?.rdns === rdns) provider ??= detail.provider
      }
      window.addEventListener('eip6963:announceProvider', listener)
      window.dispatchEvent(new Event('eip6963:requestProvider'))
      if (!provider) await new Promise(resolve => setTimeout(resolve, waitMs))
      window.removeEventListener('eip6963:announceProvider', listener)
    }
    if (!provider) return { ok: false, absent: true }
    const result = await provider.request({ method, params })
    return { ok: true, result: result === undefined ? null : JSON.parse(JSON.stringify(result)) }
  } catch (error) {
    const thrown = error as {
      code?: unknown
      message?: unknown
      data?: { originalError?: { code?: unknown } }
    } | null
    const code = thrown?.data?.originalError?.code ?? thrown?.code
    return {
      ok: false,
      absent: false,
      code: typeof code === 'number' ? code : null,
      message: String(thrown?.message ?? error).slice(0, 300),
    }
  }
}
