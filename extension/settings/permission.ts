import { browser } from 'wxt/browser'

/** The pattern that lets the extension read one endpoint's host, whatever the host's own rules. */
export function originPattern(rpcUrl: string): string {
  const { protocol, hostname } = new URL(rpcUrl)
  return `${protocol}//${hostname}/*`
}

/**
 * Asks the person to let the extension read an endpoint that refuses cross-origin reads. Must run in
 * the click that wants it, before anything is awaited.
 */
export async function askToReach(rpcUrl: string): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: [originPattern(rpcUrl)] })
  } catch {
    return false
  }
}
