import { browser } from 'wxt/browser'
import { change, stored } from '../storage'
import { type SiteWish, withWish } from './site'

/** A prompt may stand for a while; an older wish is not what a new permission was given for. */
const longestPromptMs = 10 * 60_000

/**
 * Switches something on for a site, asking for the permission first. Call it in the click, before
 * anything is awaited. The browser's prompt may close the popup that asked, so that the wish is also
 * left for `fulfilWish`.
 * @returns whether the person agreed
 */
export async function askAndSwitchOn(pattern: string, wish: SiteWish): Promise<boolean> {
  void stored.wishedSite.set({ pattern, wish, at: Date.now() })
  try {
    const agreed = await browser.permissions.request({ origins: [pattern] })
    if (agreed) await switchOn(pattern, wish)
    return agreed
  } finally {
    await stored.wishedSite.set(null)
  }
}

/** For the background, when a permission was given: does what it was asked for. */
export async function fulfilWish(origins: readonly string[] = []): Promise<void> {
  const wished = await stored.wishedSite.get()
  if (!wished || !origins.includes(wished.pattern)) return
  if (Date.now() - wished.at > longestPromptMs) return
  await switchOn(wished.pattern, wished.wish)
}

async function switchOn(pattern: string, wish: SiteWish): Promise<void> {
  await change(stored.sites, sites => withWish(sites, pattern, wish))
}
