import type { Page } from '@playwright/test'
import { stringify } from 'devalue'
import type { Capture } from '../../extension/capture/capture'
import type { TestBrowser } from '../fixtures/browser'
import { startTestChain } from '../fixtures/chain'
import { productId } from '../fixtures/ids'
import { ada } from '../fixtures/people'
import { startEndpoint } from '../fixtures/rpc'
import { openBrowser } from '../fixtures/world'
import { median } from './median'
import { benchTexts } from './texts'

/** From the popup's first byte to the frame that shows a label, milliseconds, medians. */
export interface Opening {
  /** Everything in the background is awake. */
  readonly warmMs: number
  /** The browser has just started; models are remembered from before. */
  readonly coldMs: number
  /** Service worker and encoder were killed a moment ago. */
  readonly killedMs: number
  /** Requests that an endpoint sees from an open popup for each newer copy of its model. */
  readonly mirrorCallsPerBlock: number
}

const popupAddress = `chrome-extension://${productId}/popup.html`

const warmRounds = 9
const coldRounds = 5
const killedRounds = 5
/** The open popup looks for a newer model every 15 seconds; long enough for three looks. */
const watchMs = 46_000

/** Measures in a real Chromium with the real extension, chain and encoder. */
export async function opening(): Promise<Opening> {
  const chain = await startTestChain()
  const endpoint = await startEndpoint(chain.rpcUrl)
  const browser = await openBrowser(ada, chain, endpoint.url, { route: 'none' })
  const texts = benchTexts()
  const next = () => texts.pop()!
  try {
    // The first reads tasks and model and compiles the code.
    for (let round = 0; round < 3; round++) await openPopup(browser, next())
    const warm = await rounds(warmRounds, () => openPopup(browser, next()))
    const killed = await rounds(killedRounds, async () => {
      const popup = await hold(browser, next())
      await browser.killBackground()
      return popup()
    })
    const mirrorCallsPerBlock = await callsOfAnOpenPopup(browser, endpoint, next())
    const cold = await rounds(coldRounds, async () => {
      await browser.restart()
      return openPopup(browser, next())
    })
    return {
      warmMs: median(warm),
      coldMs: median(cold),
      killedMs: median(killed),
      mirrorCallsPerBlock,
    }
  } finally {
    await browser.close()
    await endpoint.close()
    await chain.stop()
  }
}

async function rounds(count: number, measure: () => Promise<number>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < count; round++) times.push(await measure())
  return times
}

async function openPopup(browser: TestBrowser, text: string): Promise<number> {
  return (await hold(browser, text))()
}

/** Leaves a selection for the next popup, as the context menu does; the popup is opened by what it gives. */
async function hold(browser: TestBrowser, text: string): Promise<() => Promise<number>> {
  const page = await browser.context.newPage()
  await page.addInitScript(watchForLabel)
  await leaveCapture(browser, text)
  return async () => {
    await page.goto(popupAddress)
    const painted = await page.evaluate(() => (window as unknown as Watched).labelPainted)
    await page.close()
    return painted
  }
}

interface Watched {
  labelPainted: Promise<number>
}

/** Runs in the popup before its own code: when was the first label painted, on the page's own clock? */
function watchForLabel(): void {
  const watched = window as unknown as Watched
  watched.labelPainted = new Promise(resolve => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[data-label]')) return
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
    })
    observer.observe(document, { subtree: true, childList: true })
  })
}

async function leaveCapture(browser: TestBrowser, text: string): Promise<void> {
  const capture: Capture = { text, cut: 0, source: 'selection', tabId: null, at: Date.now() }
  await (await browser.worker()).evaluate(async left => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: { session: { set(items: object): Promise<void> } } }
    }
    await chrome.storage.session.set({ capture: left })
  }, stringify(capture))
}

/** A block comes each second, so every look finds a newer one. */
async function callsOfAnOpenPopup(
  browser: TestBrowser,
  endpoint: { readonly requests: number },
  text: string,
): Promise<number> {
  await leaveCapture(browser, text)
  const popup = await browser.openProduct('popup.html')
  const block = async () => Number(await blockOf(popup).getAttribute('data-block'))
  await blockOf(popup).waitFor()
  await popup.waitForTimeout(2_000)
  const before = endpoint.requests
  const seen = new Set<number>([await block()])
  for (const start = Date.now(); Date.now() - start < watchMs; ) {
    await popup.waitForTimeout(250)
    seen.add(await block())
  }
  await popup.close()
  return (endpoint.requests - before) / (seen.size - 1)
}

function blockOf(popup: Page) {
  return popup.locator('[data-block]')
}
