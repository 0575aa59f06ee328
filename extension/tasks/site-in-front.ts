import { tabInFront } from '../capture/tab-in-front'

/** The origin of the web page in front, or `null` if there is none or the browser does not tell. */
export async function siteInFront(): Promise<string | null> {
  const url = (await tabInFront().catch(() => null))?.url
  return url ? siteOf(url) : null
}

/** The origin of a web page's address; `null` for pages of other kinds. */
export function siteOf(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : null
}
