import { browser } from 'wxt/browser'
import { change, exclusively, stored } from '../storage'
import { isOn } from './site'
import { toPage } from './to-page'

const scriptId = 'page'
const scriptFile = '/page-script.js'

/** Whether the browser lets us read a site now; people can take that back in its own settings. */
export async function mayRead(pattern: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [pattern] })
}

/**
 * Brings what the browser runs in line with the stored sites: the script is registered for those that
 * are on and permitted, starts in their open tabs, and is told where something changed. May run at any
 * time, any number of times.
 */
export async function syncSiteScripts(): Promise<void> {
  await exclusively('hivemark:site-scripts', async () => {
    const on = (await stored.sites.get()).filter(isOn)
    const permitted = await Promise.all(on.map(({ pattern }) => mayRead(pattern)))
    const matches = on.filter((_, index) => permitted[index]).map(({ pattern }) => pattern)
    await register(matches)
    await reachTabs(matches)
  })
}

/** Forgets what was stored of a site and gives the permission back. */
export async function forgetSite(pattern: string): Promise<void> {
  await change(stored.sites, sites => sites.filter(site => site.pattern !== pattern))
  // Where the endpoint lives, the permission may be there for another reason; asking again costs a click.
  await browser.permissions.remove({ origins: [pattern] }).catch(() => false)
}

async function register(matches: string[]): Promise<void> {
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [scriptId] })
  if (matches.length === 0) {
    if (registered) await browser.scripting.unregisterContentScripts({ ids: [scriptId] })
    return
  }
  const script = { id: scriptId, js: [scriptFile], matches, allFrames: true }
  if (registered) await browser.scripting.updateContentScripts([script])
  else {
    const how = { runAt: 'document_idle', persistAcrossSessions: true } as const
    await browser.scripting.registerContentScripts([{ ...script, ...how }])
  }
}

/** Every tab is told, since one whose site was just switched off can no longer be told by its address. */
async function reachTabs(matches: string[]): Promise<void> {
  const ids = (tabs: readonly { id?: number }[]) => tabs.flatMap(({ id }) => id ?? [])
  const [all, on] = await Promise.all([
    browser.tabs.query({}),
    matches.length > 0 ? browser.tabs.query({ url: matches }) : [],
  ])
  const wanted = new Set(ids(on))
  await Promise.all(
    ids(all).map(async id => {
      const there = await toPage('siteChanged', undefined, id).then(
        () => true,
        () => false,
      )
      if (!there && wanted.has(id)) await start(id)
    }),
  )
}

async function start(tabId: number): Promise<void> {
  try {
    await browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      files: [scriptFile],
    })
  } catch {
    // A tab that is gone, or shows an error page, has nothing to label.
  }
}
