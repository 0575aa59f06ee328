import { browser } from 'wxt/browser'
import { captureOf, longestText } from '../capture/capture'
import { openPopup } from '../capture/open-popup'
import { change, stored } from '../storage'
import { plainLine } from '../ui/format'
import { type Classifier, classifySelection, labelTexts, setupFor } from './page-answers'
import { longestBlock, textsAtOnce } from './page-data'
import { onPageMessage } from './page-messages'
import { PageModels } from './page-models'
import { withShownText, withSite } from './site'
import { syncSiteScripts } from './site-scripts'
import { fulfilWish } from './switch-site'
import { textHash } from './text-hash'

/**
 * Serves the pages of switched-on sites, and keeps the browser's list of scripts and permissions in
 * line with the stored sites; for the background. Call it while the background script loads.
 */
export function servePages(classifier: Classifier): void {
  const models = new PageModels()
  keepScriptsInLine()
  onPageMessage('readPage', (_, page) => setupFor(page, models))
  onPageMessage('labelTexts', async (data, { site }) =>
    isTexts(data) ? labelTexts(data, site, models, classifier) : null,
  )
  onPageMessage('classifySelection', async (data, page) =>
    isText(data) && page.site.bubble ? classifySelection(data, page, models, classifier) : null,
  )
  onPageMessage('openPopup', async (data, { tabId }) => {
    if (!isText(data)) return null
    const opened = openPopup()
    await stored.capture.set(captureOf(data, 'selection', tabId))
    await opened
    return null
  })
  onPageMessage('neverMark', async (data, { site: { pattern } }) => {
    if (!isText(data)) return null
    const text = { hash: textHash(data), start: plainLine(data, 60) }
    await change(stored.sites, all => withSite(all, pattern, site => withShownText(site, text)))
    return null
  })
  onPageMessage('turnLabelsOff', async (_, { site: { pattern } }) => {
    await change(stored.sites, all => withSite(all, pattern, site => ({ ...site, tasks: [] })))
    return null
  })
}

function keepScriptsInLine(): void {
  const sync = () => void syncSiteScripts()
  keepFromPages()
  stored.sites.watch(sync)
  for (const item of [stored.tasks, stored.settings]) item.watch(sync)
  browser.runtime.onInstalled.addListener(sync)
  browser.runtime.onStartup.addListener(sync)
  browser.permissions.onRemoved.addListener(sync)
  browser.permissions.onAdded.addListener(({ origins }) => {
    void fulfilWish(origins).then(sync)
  })
}

/** Scripts in pages could read what is stored, in Chromium unless told otherwise; ours never do. */
function keepFromPages(): void {
  const area = browser.storage.local as typeof browser.storage.local & {
    setAccessLevel?: (level: { accessLevel: string }) => Promise<void>
  }
  void area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })?.catch(() => {})
}

function isText(data: unknown): data is string {
  return typeof data === 'string' && data.length <= longestText
}

function isTexts(data: unknown): data is string[] {
  if (!Array.isArray(data) || data.length > textsAtOnce) return false
  return data.every(text => typeof text === 'string' && text.length <= longestBlock)
}
