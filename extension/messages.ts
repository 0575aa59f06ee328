import {
  defineExtensionMessaging,
  type ExtensionMessage,
  type GetDataType,
  type GetReturnType,
  type Message,
} from '@webext-core/messaging'
import { browser } from 'wxt/browser'
import type { EncodeAnswer, EncodeRequest } from './predict/encoding'

/**
 * Every message inside the extension. All of them travel between our own pages, the background and,
 * in Chromium, the offscreen document; no page script can send one.
 */
export interface Messages {
  /** page → background: encode a text; the answer names the encoder that did it. */
  encode(request: EncodeRequest): EncodeAnswer
  /** background → offscreen document (Chromium only): the same, where the Worker lives. */
  encodeOffscreen(request: EncodeRequest): EncodeAnswer
  /** page → background: transactions are on their way, watch them until they end. */
  watchIntents(): void
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
