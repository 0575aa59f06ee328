import {
  defineExtensionMessaging,
  type ExtensionMessage,
  type GetDataType,
  type GetReturnType,
  type Message,
} from '@webext-core/messaging'
import { browser } from 'wxt/browser'
import type {
  PageProgress,
  PageReadings,
  PageSetup,
  SelectionReading,
} from './page-labels/page-data'
import type { ManyAnswer, ManyRequest } from './predict/classify-many'
import type { EncodeAnswer, EncodeRequest } from './predict/encoding'

/**
 * Every message inside the extension. All of them travel between our own pages, the background and,
 * in Chromium, the offscreen document; no script in a web page can send one.
 */
export interface Messages {
  /** page → background: encode a text; the answer names the encoder that did it. */
  encode(request: EncodeRequest): EncodeAnswer
  /** background → offscreen document (Chromium only): the same, where the Worker lives. */
  encodeOffscreen(request: EncodeRequest): EncodeAnswer
  /** background → offscreen document (Chromium only): the labels of many texts. */
  classifyManyOffscreen(request: ManyRequest): ManyAnswer
  /** page → background: transactions are on their way, watch them until they end. */
  watchIntents(): void
}

/**
 * What our script in the pages of a switched-on site may ask the background, and no more. Such a page
 * may be hostile and break out of its process, so whatever comes this way is taken for the page's own
 * words: `page-labels/serve-pages.ts` checks who asks, the shape and the size, and gives labels back, nothing
 * else. `null`: the site is not switched on (any more).
 */
export interface PageMessages {
  /** What to do on this page. */
  readPage(): PageSetup | null
  /** The labels of some of its texts. */
  labelTexts(texts: readonly string[]): PageReadings | null
  /** The label of one text, for the bubble. */
  classifySelection(text: string): SelectionReading | null
  /** Show this text in the popup, where it says why and can be corrected. */
  openPopup(text: string): null
  /** Never mark this text on this site again. */
  neverMark(text: string): null
  /** No labels on this site any more. */
  turnLabelsOff(): null
}

/** What our script in a page takes from our own pages and the background. */
export interface ToPageMessages {
  /** Its site's settings or a model changed: ask again what to do. */
  siteChanged(): null
  /** How far the labels of this page are. */
  pageProgress(): PageProgress
}

const messenger = defineExtensionMessaging<Messages>()

export const { sendMessage } = messenger

type Received<T extends keyof Messages> = Message<Messages, T> & ExtensionMessage

/** Listens for a message of our own pages; what anyone else sends ends in an error for them. */
export function onMessage<T extends keyof Messages>(
  type: T,
  listener: (
    message: Received<T>,
  ) => GetReturnType<Messages[T]> | Promise<GetReturnType<Messages[T]>>,
): () => void {
  return messenger.onMessage(type, message => {
    if (!isOurOwn(message.sender))
      throw new Error('Hivemark takes messages from its own pages only')
    return listener(message)
  })
}

/** The data a message carries. */
export type MessageData<T extends keyof Messages> = GetDataType<Messages[T]>

/** Whether a message came from one of our pages or our background, not from a script in a web page. */
export function isOurOwn(
  sender: { id?: string; url?: string; tab?: unknown } | undefined,
): boolean {
  if (!sender || sender.id !== browser.runtime.id) return false
  if (sender.url === undefined) return sender.tab === undefined
  return sender.url.startsWith(browser.runtime.getURL('/'))
}
