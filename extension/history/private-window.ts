import { browser } from 'wxt/browser'

/**
 * Whether this page, its window, or the tab a text is from is private. Where that cannot be told, it
 * counts as private.
 */
export async function isPrivate(tabId: number | null): Promise<boolean> {
  if (browser.extension?.inIncognitoContext) return true
  try {
    const [window, tab] = await Promise.all([
      browser.windows.getCurrent(),
      tabId === null ? null : browser.tabs.get(tabId),
    ])
    return window.incognito || (tab?.incognito ?? false)
  } catch {
    return true
  }
}
