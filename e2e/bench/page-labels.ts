import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import type { TestBrowser } from '../fixtures/browser'
import { startTestChain } from '../fixtures/chain'
import { ada } from '../fixtures/people'
import { chooseTask } from '../fixtures/product'
import { willAllow } from '../fixtures/site-permission'
import { openBrowser } from '../fixtures/world'
import { commentsPage } from './comments-page'
import { median } from './median'

export interface PageLabels {
  /** From the site switched on to the last text labelled, nobody scrolling. */
  readonly pageLabelsMs: number
  /** The longest time in which the page's main thread did nothing else meanwhile. */
  readonly longestBlockMs: number
  /** The same while the page is scrolled from end to end, which puts every badge in. */
  readonly longestBlockScrollingMs: number
  /** Memory that the page's process takes more than before, with every badge in. */
  readonly pageMemoryBytes: number
  /** Badges in the page at the end, as a check that there was something to do. */
  readonly badges: number
}

const comments = 5_000
const longestMs = 60_000

/** Labels a page of 5,000 comments in the built extension; times are medians of some rounds. */
export async function measurePageLabels(rounds = 3): Promise<PageLabels> {
  const site = await serve(commentsPage(comments))
  const chain = await startTestChain()
  const browser = await openBrowser(ada, chain, chain.rpcUrl, { route: 'none' })
  try {
    await willAllow(browser, 'http://127.0.0.1/*')
    await readModelOnce(browser)
    const timed: Timed[] = []
    for (let round = 1; round < rounds; round++) {
      const page = await openPage(browser, site.url)
      timed.push(await label(browser, page))
      await closePage(browser, page)
    }
    const page = await openPage(browser, site.url)
    await scroll(page)
    const before = await memoryOf(browser, page)
    timed.push(await label(browser, page))
    const scrolled = await trace(browser, page, () => scroll(page))
    const pageMemoryBytes = (await memoryOf(browser, page)) - before
    return {
      pageLabelsMs: median(timed.map(each => each.ms)),
      longestBlockMs: median(timed.map(each => each.longestBlockMs)),
      longestBlockScrollingMs: scrolled.longestMs,
      pageMemoryBytes,
      badges: await page.locator('p > span').count(),
    }
  } finally {
    await browser.close()
    await chain.stop()
    site.close()
  }
}

/** Tasks and model are there, as after the first use. */
async function readModelOnce(browser: TestBrowser): Promise<void> {
  const popup = await browser.openProduct('popup.html')
  await chooseTask(popup, 'Scam?')
  await popup.getByLabel('Type or paste a text').fill('Claim your free prize before midnight')
  await popup.locator('[data-block]').waitFor()
  await popup.close()
}

async function openPage(browser: TestBrowser, url: string): Promise<Page> {
  const page = await browser.context.newPage()
  await page.goto(url)
  return page
}

interface Timed {
  readonly ms: number
  readonly longestBlockMs: number
}

/** Presses "Label this page" in the popup and waits until all of it is labelled. */
async function label(browser: TestBrowser, page: Page): Promise<Timed> {
  const popup = await browser.clickToolbar(page)
  const button = popup.getByRole('button', { name: 'Label this page' })
  await button.waitFor()
  let ms = 0
  const { longestMs } = await trace(browser, page, async () => {
    const start = Date.now()
    await button.click()
    ms = (await labelled(browser, page)) - start
  })
  return { ms, longestBlockMs: longestMs }
}

async function closePage(browser: TestBrowser, page: Page): Promise<void> {
  const popup = await browser.clickToolbar(page)
  await popup.getByRole('button', { name: 'Stop labelling' }).click()
  await popup.getByRole('button', { name: 'Label this page' }).waitFor()
  await page.close()
}

/** A screen or two at a time, as fast as a hurried reader. */
async function scroll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { scrollHeight } = document.documentElement
    for (let top = 0; top < scrollHeight; top += 2 * innerHeight) {
      scrollTo(0, top)
      await new Promise(resolve => setTimeout(resolve, 30))
    }
  })
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly dur?: number
  readonly args?: { readonly name?: string }
}

interface Traced {
  /** The longest task of the page's main thread. */
  readonly longestMs: number
  /** The page's process. */
  readonly pid: number
}

/** What the browser's own trace says of the page's main thread while something is done. */
async function trace(browser: TestBrowser, page: Page, act: () => Promise<void>): Promise<Traced> {
  const session = await browser.context.newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) =>
    events.push(...(value as unknown as TraceEvent[])),
  )
  const includedCategories = ['toplevel', 'blink.user_timing']
  await session.send('Tracing.start', { traceConfig: { includedCategories } })
  await page.evaluate(name => performance.mark(name), pageMark)
  await act()
  const complete = new Promise(resolve => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
  await session.detach()
  const own = events.find(({ name }) => name === pageMark)
  const tasks = events.filter(
    ({ name, ph, pid, tid }) =>
      ph === 'X' && name.endsWith('RunTask') && pid === own?.pid && tid === own.tid,
  )
  if (!own || tasks.length === 0) throw new Error('The trace has no tasks of the page.')
  return { longestMs: Math.max(...tasks.map(({ dur = 0 }) => dur / 1_000)), pid: own.pid }
}

/** Tells the page's main thread from the others in a trace. */
const pageMark = 'hivemark-bench'

/** When the page's script said that nothing is left; asked every few milliseconds, as the popup does. */
async function labelled(browser: TestBrowser, page: Page): Promise<number> {
  const worker = await browser.worker()
  return worker.evaluate(
    async ([address, wanted, patience]) => {
      interface Progress {
        readonly found: number
        readonly labelled: number
      }
      const { chrome } = globalThis as unknown as {
        chrome: {
          tabs: {
            query(filter: object): Promise<{ id: number; url?: string }[]>
            sendMessage(id: number, message: object): Promise<{ res?: Progress }>
          }
        }
      }
      for (const end = Date.now() + patience; Date.now() < end; ) {
        const tabs = await chrome.tabs.query({})
        const tab = tabs.find(({ url }) => url === address)
        const message = { id: 1, type: 'pageProgress', timestamp: Date.now() }
        const answer = tab && (await chrome.tabs.sendMessage(tab.id, message).catch(() => null))
        const progress = answer?.res
        if (progress && progress.found >= wanted && progress.labelled === progress.found) {
          return Date.now()
        }
        await new Promise(resolve => setTimeout(resolve, 10))
      }
      throw new Error('The page was not labelled in time.')
    },
    [page.url(), comments, longestMs] as const,
  )
}

/** What the page's process holds for itself alone, after a collection; on Linux, which tells. */
async function memoryOf(browser: TestBrowser, page: Page): Promise<number> {
  const session = await browser.context.newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
  const { pid } = await trace(browser, page, async () => {})
  const map = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Private_Dirty:\s*(\d+) kB/m.exec(map)?.[1] ?? Number.NaN) * 1_024
}

async function serve(html: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
