import { browser } from 'wxt/browser'
import { stored } from '../storage'

/**
 * Opens the welcome page when the extension was installed, not after updates. Call it while the
 * background script loads, or the event is missed.
 */
export function welcomeOnInstall(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void openOnce()
  })
}

/** A profile that kept what was stored by an earlier installation has seen the page. */
async function openOnce(): Promise<void> {
  if ((await stored.welcome.get()) !== 'new') return
  await stored.welcome.set('opened')
  await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') })
}
