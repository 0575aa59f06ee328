import { defineExtensionMessaging } from '@webext-core/messaging'
import type { ToPageMessages } from '../messages'

/** Tells our script in a tab something, or asks it; rejects where there is none. */
export const { sendMessage: toPage } = defineExtensionMessaging<ToPageMessages>()
