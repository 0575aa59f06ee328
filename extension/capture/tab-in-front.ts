import { browser } from 'wxt/browser'

/** What the browser tells of the tab in front. */
export interface TabInFront {
  readonly id: number
  /** Told only where the person called us (`activeTab`) or gave the site; else `null`. */
  readonly url: string | null
}

/** The tab in front, or `null` when there is none. */
export async function tabInFront(): Promise<TabInFront | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true })
  return tab?.id === undefined ? null : { id: tab.id, url: tab.url ?? null }
}
