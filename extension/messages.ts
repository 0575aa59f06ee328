import { defineExtensionMessaging } from '@webext-core/messaging'
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

export const { sendMessage, onMessage } = defineExtensionMessaging<Messages>()
