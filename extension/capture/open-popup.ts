import { browser } from 'wxt/browser'

/** Opens the popup at its button or, where the browser refuses that, in a small window. */
export async function openPopup(): Promise<void> {
  try {
    await browser.action.openPopup()
  } catch {
    const url = browser.runtime.getURL('/popup.html')
    await browser.windows.create({ url, type: 'popup', width: 400, height: 640 })
  }
}
