import { browser } from 'wxt/browser'

let starting: Promise<void> | null = null

/** Sees to it that the one offscreen document is there; any number of callers may ask at once. */
export function ensureOffscreen(): Promise<void> {
  starting ??= create().finally(() => {
    starting = null
  })
  return starting
}

async function create(): Promise<void> {
  if (await exists()) return
  try {
    await browser.offscreen.createDocument({
      url: '/offscreen.html',
      reasons: ['WORKERS'],
      justification: 'Holds the encoder, which is too slow to load again for every text.',
    })
  } catch (error) {
    // A worker that was killed and came back may race its own past self.
    if (!(await exists())) throw error
  }
}

async function exists(): Promise<boolean> {
  const contexts = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] })
  return contexts.length > 0
}
