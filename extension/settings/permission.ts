import { browser } from 'wxt/browser'

/** The pattern that lets the extension read one address's host, whatever the host's own rules. */
export function originPattern(url: string): string {
  const { protocol, hostname } = new URL(url)
  return `${protocol}//${hostname}/*`
}

/**
 * Asks the person to let the extension read hosts that refuse cross-origin reads. Must run in the click
 * that wants it, before anything is awaited.
 */
export async function askToReach(...urls: readonly string[]): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: urls.map(originPattern) })
  } catch {
    return false
  }
}
