import { defineExtensionMessaging, type GetReturnType } from '@webext-core/messaging'
import { browser } from 'wxt/browser'
import type { PageMessages } from '../messages'
import { stored } from '../storage'
import { siteOf } from '../tasks/site-in-front'
import { isOn, patternOf, type Site } from './site'
import { mayRead } from './site-scripts'

const messenger = defineExtensionMessaging<PageMessages>()

/** Who asked, as the browser vouches for it. */
export interface AskingPage {
  readonly site: Site
  /** Of the frame that asks. */
  readonly origin: string
  readonly tabId: number
}

/**
 * Listens for a message of our script in a web page. Answers `null` unless the browser says that it
 * comes from our own script, in a tab, in a page of a site that is switched on and permitted; and
 * whenever the listener fails, so that no page learns why.
 * @param listener checks shape and size of the data itself: a page that broke out of its process may
 *   send anything
 */
export function onPageMessage<T extends keyof PageMessages>(
  type: T,
  listener: (data: unknown, page: AskingPage) => Promise<GetReturnType<PageMessages[T]>>,
): () => void {
  return messenger.onMessage(type, async ({ data, sender }) => {
    type Nothing = GetReturnType<PageMessages[T]>
    try {
      const page = await askingPage(sender)
      return page ? await listener(data, page) : (null as Nothing)
    } catch {
      return null as Nothing
    }
  })
}

interface Sender {
  readonly id?: string
  readonly url?: string
  readonly origin?: string
  readonly tab?: { readonly id?: number }
}

/** Its address is the frame's own, not the tab's: a stranger's frame in a switched-on page is no page of it. */
export async function askingPage(sender: Sender): Promise<AskingPage | null> {
  const tabId = sender.tab?.id
  if (sender.id !== browser.runtime.id || tabId === undefined) return null
  const pattern = patternOf(sender.url)
  const origin = siteOf(sender.url ?? '')
  if (!pattern || !origin || (sender.origin !== undefined && patternOf(sender.origin) !== pattern))
    return null
  const site = (await stored.sites.get()).find(each => each.pattern === pattern)
  return site && isOn(site) && (await mayRead(pattern)) ? { site, origin, tabId } : null
}
