import { test as base, expect, type Page } from '@playwright/test'
import { startBrowser, type TestBrowser } from '../fixtures/browser'
import { inspectScreen } from '../fixtures/screens'

/** A fresh profile and nothing else: no chain runs here, for a first answer needs none. */
const test = base.extend<{ browserAsInstalled: TestBrowser }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter
  browserAsInstalled: async ({}, use) => {
    const browser = await startBrowser({ wallet: false, welcome: true })
    await use(browser)
    await browser.close()
  },
})

async function welcomePage(browser: TestBrowser): Promise<Page> {
  const find = () => browser.context.pages().find(page => page.url().endsWith('/welcome.html'))
  await expect.poll(() => find() !== undefined, { message: 'the welcome opens' }).toBe(true)
  return find()!
}

test('a fresh installation leads to a first answer, by keyboard, without any network', async ({
  browserAsInstalled: browser,
}) => {
  const asked: string[] = []
  browser.context.on('request', request => {
    if (/^https?:/.test(request.url())) asked.push(request.url())
  })
  const page = await welcomePage(browser)
  await page.bringToFront()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A second opinion on any text')
  await inspectScreen(page, 'welcome-ask')

  await page.getByRole('radio', { name: /^Scam\?/ }).focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /^Clickbait\?/ })).toBeChecked()
  await expect(page.getByRole('textbox')).toHaveValue(/^She opened/)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.locator('h2[data-label]')).toHaveText('scam')
  await expect(page.locator('.trial mark').first()).toBeVisible()
  await expect(page.getByText(/nothing was asked of any network/)).toBeVisible()
  await inspectScreen(page, 'welcome-answer')

  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Use it on pages' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Now on any page')
  await expect(page.getByText('Alt+Shift+H')).toBeVisible()
  await page.getByText('What Hivemark may do in your browser').click()
  await inspectScreen(page, 'welcome-use')
  await page.goBack()
  await expect(page.locator('h2[data-label]')).toHaveText('scam')
  await page.goBack()
  await page.getByRole('textbox').fill('\u200b')
  await page.getByRole('button', { name: 'Classify' }).click()
  await expect(page.getByText(/says anything to the encoder/)).toBeVisible()

  expect(asked).toEqual([])

  const popup = await browser.openProduct('popup.html')
  await expect(popup.getByRole('button', { name: 'Try it without a network' })).toBeVisible()
  await inspectScreen(popup, 'popup-first-start')
  await popup.close()
  const closed = page.waitForEvent('close')
  await page.getByRole('button', { name: 'Skip' }).click()
  await closed
  await browser.restart()
  const options = await browser.openProduct('options.html#privacy')
  await expect(options.getByRole('heading', { name: 'Privacy' })).toBeVisible()
  expect(browser.context.pages().map(each => each.url())).not.toContainEqual(
    expect.stringContaining('welcome'),
  )
  await options.getByRole('link', { name: 'Welcome tour' }).click()
  await expect(options.getByRole('heading', { level: 1 })).toHaveText(/^A second opinion/)
})
