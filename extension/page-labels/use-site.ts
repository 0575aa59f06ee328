import { useCallback, useEffect, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { tabInFront } from '../capture/tab-in-front'
import { change, stored } from '../storage'
import { useStored } from '../ui/use-stored'
import type { PageProgress } from './page-data'
import { isOn, patternOf, type Site, withSite } from './site'
import { mayRead } from './site-scripts'
import { toPage } from './to-page'

/** The web page in front, as far as the browser tells us; `null` for pages that no script may run in. */
export interface PageInFront {
  readonly tabId: number
  readonly pattern: string
}

export function usePageInFront(): PageInFront | null {
  const [page, setPage] = useState<PageInFront | null>(null)
  useEffect(() => {
    void find().then(setPage)
  }, [])
  return page
}

async function find(): Promise<PageInFront | null> {
  const tab = await tabInFront()
  const pattern = patternOf(tab?.url ?? undefined)
  return tab && pattern ? { tabId: tab.id, pattern } : null
}

export interface SiteState {
  /** `null` until read. */
  readonly sites: readonly Site[] | null
  edit(pattern: string, change: (site: Site) => Site): void
}

/** The switched-on sites, kept current. */
export function useSites(): SiteState {
  const sites = useStored(stored.sites)
  const edit = useCallback((pattern: string, edit: (site: Site) => Site) => {
    void change(stored.sites, all => withSite(all, pattern, edit))
  }, [])
  return { sites, edit }
}

/** Whether the browser lets us read a site, kept current; `null` until it is known. */
export function usePermitted(pattern: string): boolean | null {
  const [permitted, setPermitted] = useState<boolean | null>(null)
  useEffect(() => {
    const look = () => void mayRead(pattern).then(setPermitted)
    look()
    const { onAdded, onRemoved } = browser.permissions
    onAdded.addListener(look)
    onRemoved.addListener(look)
    return () => {
      onAdded.removeListener(look)
      onRemoved.removeListener(look)
    }
  }, [pattern])
  return permitted
}

const lookAgainMs = 500

/** How far the labels of the page in front are, while there are any. */
export function useProgress(page: PageInFront, site: Site | null): PageProgress | null {
  const [progress, setProgress] = useState<PageProgress | null>(null)
  const labels = site !== null && isOn(site) && site.tasks.length > 0
  useEffect(() => {
    if (!labels) return setProgress(null)
    const look = () => {
      const top = { tabId: page.tabId, frameId: 0 }
      void toPage('pageProgress', undefined, top).then(setProgress, () => setProgress(null))
    }
    look()
    const timer = setInterval(look, lookAgainMs)
    return () => clearInterval(timer)
  }, [page.tabId, labels])
  return progress
}
