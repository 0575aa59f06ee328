import type { browser } from '@wxt-dev/browser'

/** Chromium's extension API, typed. The wallet runs in Chromium only. */
export const api = (globalThis as unknown as { chrome: typeof browser }).chrome
