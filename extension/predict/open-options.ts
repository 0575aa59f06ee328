import { browser } from 'wxt/browser'

/** Opens a page of the full tab, e.g. `network`, and closes the popup. */
export async function openOptionsAt(page: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`/options.html#${page}`) })
  window.close()
}
