import { browser } from 'wxt/browser'

/**
 * The origin of the web page in front, or `null` if there is none or the browser does not tell: without
 * the permission `tabs` it tells the address of a tab only where the person called us (`activeTab`).
 */
export async function siteInFront(): Promise<string | null> {
  try {
    const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
    return tab?.url ? siteOf(tab.url) : null
  } catch {
    return null
  }
}

/** The origin of a web page's address; `null` for pages of other kinds. */
export function siteOf(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : null
}
