import { defineExtensionMessaging } from '@webext-core/messaging'
import type { PageMessages, ToPageMessages } from '../../messages'

/** Asks the background; `null` for everything once the site is off or the extension is gone. */
export const ask = async <T extends keyof PageMessages>(
  type: T,
  ...data: Parameters<PageMessages[T]>
): Promise<ReturnType<PageMessages[T]> | null> => {
  try {
    const send = messenger.sendMessage as (type: T, data?: unknown) => Promise<unknown>
    return ((await send(type, data[0])) ?? null) as ReturnType<PageMessages[T]> | null
  } catch {
    return null
  }
}

const messenger = defineExtensionMessaging<PageMessages>()

/** What our own pages and the background tell us. */
export const fromOurPages = defineExtensionMessaging<ToPageMessages>()
