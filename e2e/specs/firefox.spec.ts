import { stringify } from 'devalue'
import type { Page } from 'puppeteer-core'
import { publishedData } from '../../extension/label/published-data'
import { defaultSettings } from '../../extension/settings/settings'
import { buildMissingForFirefox } from '../fixtures/builds'
import { startFirefox, type TestFirefox } from '../fixtures/firefox'
import { findFirefox } from '../fixtures/firefox-page'
import { test as base, expect } from '../fixtures/world'

/** The Firefox package in a real Firefox, on a chain of its own. */
const test = base.extend<{ firefox: TestFirefox }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter
  firefox: async ({}, use) => {
    const program = findFirefox()
    base.skip(program === null, 'needs Firefox (Debian: apt-get install firefox-esr)')
    await buildMissingForFirefox()
    const firefox = await startFirefox(program!)
    await use(firefox)
    await firefox.close()
  },
})

test.setTimeout(120_000)

const textOf = (page: Page) => page.evaluate(() => document.body.textContent)

/**
 * Has a page keep the errors it meets from now on; WebDriver reports none of an extension's pages.
 * @returns what it kept
 */
async function keepErrors(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const kept: string[] = []
    Object.assign(globalThis, { keptErrors: kept })
    addEventListener('error', ({ message }) => kept.push(message))
    addEventListener('unhandledrejection', ({ reason }) => kept.push(String(reason)))
    console.error = (...words: unknown[]) => kept.push(words.map(String).join(' '))
  })
  return () => page.evaluate(() => (globalThis as unknown as { keptErrors: string[] }).keptErrors)
}

/** Whether Firefox was told that submissions may go out; it throws where it does not know such data. */
function mayPublish(page: Page): Promise<boolean> {
  return page.evaluate(data => {
    interface Permissions {
      readonly permissions: { contains(asked: object): Promise<boolean> }
    }
    const { permissions } = (globalThis as unknown as { browser: Permissions }).browser
    return permissions.contains({ data_collection: data })
  }, publishedData)
}

test('Firefox: welcome, a typed text, a selection, every page of the options', async ({
  firefox,
  endpoint,
  site,
}) => {
  const welcome = await firefox.opened('welcome.html')
  await expect.poll(() => textOf(welcome)).toContain('A second opinion on any text')
  await welcome.click('button[type=submit]')
  await expect.poll(() => textOf(welcome)).toContain('This is an answer')
  await expect.poll(() => textOf(welcome)).toContain('nothing was asked of any network')
  expect(await welcome.$eval('h2[data-label]', heading => heading.textContent)).toBe('scam')

  const { network, wallet } = defaultSettings()
  const settings = stringify({ network: { ...network, rpcUrl: endpoint.url }, wallet })
  await welcome.evaluate(async value => {
    interface Storage {
      readonly storage: { local: { set(items: object): Promise<void> } }
    }
    const { storage } = (globalThis as unknown as { browser: Storage }).browser
    await storage.local.set({ settings: value })
  }, settings)

  expect(await mayPublish(welcome)).toBe(false)

  const popup = await firefox.openProduct('popup.html')
  await popup.waitForSelector('#typed-text')
  await popup.type('#typed-text', 'Connect your wallet now and verify your recovery phrase')
  await popup.waitForSelector('h2[data-label]')
  expect(await popup.$eval('h2[data-label]', heading => heading.textContent)).toContain('scam')
  expect(await textOf(popup)).toMatch(/block \d/)

  const page = await firefox.newPage()
  await page.goto(site.url)
  await page.evaluate(() =>
    getSelection()!.selectAllChildren(document.querySelector('#message-scam')!),
  )
  await firefox.pressButton()
  const inPopup = () => firefox.popupText(popup)
  await expect.poll(inPopup).toContain('your wallet was selected for a surprise drop')
  await expect.poll(inPopup).toMatch(/scam\s*>?\d+ %/i)

  const options = await firefox.openProduct('options.html')
  await options.waitForSelector('nav a, .page-menu a')
  const keys = await options.$$eval('nav a[href^="#"]', links => links.map(link => link.hash))
  expect(keys.length).toBeGreaterThan(5)
  const errors = await keepErrors(options)
  for (const key of keys) {
    await options.evaluate(hash => {
      location.hash = hash
    }, key)
    await options.waitForSelector(`nav a[href="${key}"][aria-current]`)
    await options.waitForSelector('main h1')
  }
  expect(await errors()).toEqual([])
})
