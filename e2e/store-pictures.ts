import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { TestBrowser } from './fixtures/browser'
import { buildMissing } from './fixtures/builds'
import { startTestChain } from './fixtures/chain'
import { expect } from './fixtures/expect'
import { ada } from './fixtures/people'
import {
  approveCall,
  chooseTask,
  confirmed,
  continueButton,
  openSignTab,
  pickLabel,
  verdict,
} from './fixtures/product'
import { root } from './fixtures/run'
import { startSite } from './fixtures/site'
import { openBrowser } from './fixtures/world'

/** Pictures for the stores' listings, from the real extension on a local chain: 1280 × 800 each. */
const folder = join(root, 'extension/store/pictures')
const size = { width: 1280, height: 800 }

await main()

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await buildMissing(console.log)
  const chain = await startTestChain()
  const site = await startSite()
  // A wallet of the page: it is shown by the development wallet's own name, no maker's.
  const browser = await openBrowser(ada, chain, chain.rpcUrl, { route: 'page' })
  try {
    const page = await browser.context.newPage()
    await page.setViewportSize(size)
    await page.goto(site.url)
    await pictureReading(browser, page)
    await pictureWelcome(browser)
    await pictureContributing(browser, page, () => chain.travel(24 * 3600))
  } finally {
    await browser.close()
    await site.close()
    await chain.stop()
  }
}

/** A selection on a page with the popup that the button opened over it; a browser pictures them apart. */
async function pictureReading(browser: TestBrowser, page: Page): Promise<void> {
  const message = page.locator('#message-scam')
  await message.evaluate(element => element.scrollIntoView({ block: 'center' }))
  await message.selectText()
  const behind = await page.screenshot()
  for (const scheme of ['light', 'dark'] as const) {
    const popup = await browser.clickToolbar(page)
    await popup.emulateMedia({ colorScheme: scheme })
    await chooseTask(popup, 'Scam?')
    await verdict(popup)
    await expect(popup.locator('.why mark').first()).toBeVisible()
    const front = await popup.locator('main').screenshot()
    await compose(browser, behind, front, `reading-${scheme}`)
  }
}

async function compose(browser: TestBrowser, behind: Buffer, front: Buffer, name: string) {
  const data = (image: Buffer) => `data:image/png;base64,${image.toString('base64')}`
  const page = await browser.context.newPage()
  await page.setViewportSize(size)
  await page.evaluate(
    ([back, popup]) => {
      document.body.style.cssText = `margin:0;height:100vh;background:url(${back}) top left / 1280px`
      const shown = new Image()
      shown.src = popup
      shown.style.cssText =
        'position:fixed;top:16px;right:24px;border-radius:12px;box-shadow:0 2px 6px #0003,0 16px 48px #0005'
      document.body.append(shown)
      return shown.decode()
    },
    [data(behind), data(front)] as const,
  )
  await picture(page, name)
  await page.close()
}

async function pictureWelcome(browser: TestBrowser): Promise<void> {
  const page = await browser.openProduct('welcome.html')
  await page.setViewportSize(size)
  await page.getByRole('button', { name: 'Classify' }).click()
  await expect(page.locator('.trial mark').first()).toBeVisible()
  await picture(page, 'welcome')
}

async function pictureContributing(browser: TestBrowser, page: Page, nextDay: () => Promise<void>) {
  const sign = await signTabFor(browser, page, '#message-scam', 'scam')
  await expect(continueButton(sign)).toBeVisible()
  await sign.evaluate(() => document.documentElement.style.setProperty('zoom', '0.9'))
  await picture(sign, 'submit')
  await approveCall(browser, sign)
  await confirmed(sign, 'Your label is part of the model')
  const second = await signTabFor(browser, page, '#message-ok', 'ok')
  await approveCall(browser, second)
  await confirmed(second, 'Your label is part of the model')
  await nextDay()
  const deposits = await browser.openProduct('options.html#deposits')
  await deposits.setViewportSize(size)
  await expect(deposits.getByText('Refundable now').first()).toBeVisible()
  await picture(deposits, 'deposits')
}

/** From a message on the page to the tab where its label is submitted. */
async function signTabFor(browser: TestBrowser, page: Page, message: string, label: string) {
  await page.locator(message).selectText()
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await verdict(popup)
  await pickLabel(popup, label)
  const sign = await openSignTab(browser, popup)
  await sign.setViewportSize(size)
  return sign
}

async function picture(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate(() => scrollTo(0, 0))
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`extension/store/pictures/${name}.png`)
}
