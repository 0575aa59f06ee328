import type { Page } from '@playwright/test'
import { stringify } from 'devalue'
import type { Capture } from '../../extension/capture/capture'
import type { TestBrowser } from '../fixtures/browser'
import { startTestChain } from '../fixtures/chain'
import { ada } from '../fixtures/people'
import { verdict } from '../fixtures/product'
import { startSite } from '../fixtures/site'
import { openBrowser } from '../fixtures/world'
import { median } from './median'
import { benchTexts } from './texts'

/** Milliseconds, medians. */
export interface Blink {
  /** From a captured selection to its label on the screen of an open popup. */
  readonly warmMs: number
  /** The same with service worker, offscreen document and so the encoder dead. */
  readonly coldMs: number
  /** From the click on the tool bar's button to the label, Chromium's opening of the popup included. */
  readonly clickMs: number
}

const warmRounds = 15
const coldRounds = 5
const clickRounds = 5

/** Measures in a real Chromium with the real extension, chain and encoder. */
export async function blink(): Promise<Blink> {
  const chain = await startTestChain()
  const site = await startSite()
  const browser = await openBrowser(ada, chain, chain.rpcUrl, { route: 'none' })
  try {
    const popup = await browser.openProduct('popup.html')
    const texts = benchTexts()
    // The first reads tasks and model and compiles the code.
    for (let round = 0; round < 5; round++) await answerTime(popup, texts.pop()!)
    const warm: number[] = []
    for (let round = 0; round < warmRounds; round++)
      warm.push(await answerTime(popup, texts.pop()!))
    const cold: number[] = []
    for (let round = 0; round < coldRounds; round++) {
      await browser.killBackground()
      cold.push(await answerTime(popup, texts.pop()!))
    }
    await popup.close()
    const clicks: number[] = []
    for (let round = 0; round < clickRounds; round++)
      clicks.push(await clickTime(browser, site.url))
    return { warmMs: median(warm), coldMs: median(cold), clickMs: median(clicks) }
  } finally {
    await browser.close()
    await site.close()
    await chain.stop()
  }
}

/** Hands the popup a selection as the context menu does, and waits for the frame that shows its label. */
async function answerTime(popup: Page, text: string): Promise<number> {
  const capture: Capture = { text, cut: 0, source: 'selection', tabId: null, at: Date.now() }
  return popup.evaluate(
    async ([wanted, stored]) => {
      const { chrome } = globalThis as unknown as {
        chrome: { storage: { session: { set(items: object): Promise<void> } } }
      }
      const shown = new Promise<void>(resolve => {
        const observer = new MutationObserver(() => {
          if (document.querySelector('.why')?.textContent !== wanted) return
          if (!document.querySelector('[data-label]')) return
          observer.disconnect()
          requestAnimationFrame(() => resolve())
        })
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
      })
      const start = performance.now()
      void chrome.storage.session.set({ capture: stored })
      await shown
      return performance.now() - start
    },
    [text, stringify(capture)] as const,
  )
}

/** Selects in a page, clicks the button, and reads from the popup itself when it painted the answer. */
async function clickTime(browser: TestBrowser, url: string): Promise<number> {
  const page = await browser.context.newPage()
  await page.goto(url)
  await page.locator('#message-scam').selectText()
  const clicked = Date.now()
  const popup = await browser.clickToolbar(page)
  await verdict(popup)
  const painted = await popup.evaluate(
    () =>
      new Promise<number>(resolve => {
        // Its largest text is painted together with the label.
        new PerformanceObserver(list => {
          resolve(performance.timeOrigin + (list.getEntries().at(-1)?.startTime ?? 0))
        }).observe({ type: 'largest-contentful-paint', buffered: true })
      }),
  )
  await popup.close()
  await page.close()
  return painted - clicked
}
