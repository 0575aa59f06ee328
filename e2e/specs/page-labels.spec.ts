import type { Page } from '@playwright/test'
import type { TestBrowser } from '../fixtures/browser'
import { clickInClosedShadow, inClosedShadow, putInto } from '../fixtures/closed-shadow'
import { ada } from '../fixtures/people'
import { chooseTask } from '../fixtures/product'
import { willAllow, withdraw } from '../fixtures/site-permission'
import { expect, test } from '../fixtures/world'

const pattern = 'http://127.0.0.1/*'

/** What the page's own scripts can see of it. */
const seenByPage = (page: Page) => page.locator('main').evaluate(main => main.innerHTML)

const badgeIn = (page: Page, id: string) => expect.poll(() => putInto(page, id), { message: id })

async function switchOn(browser: TestBrowser, page: Page, button: string): Promise<void> {
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await popup.getByRole('button', { name: button, exact: true }).click()
  await expect(popup.getByText('What is read here stays on this machine.')).toBeVisible()
  await popup.close()
}

test('labels on a site: switched on, kept up with, toned down, switched off', async ({
  open,
  site,
  endpoint,
}) => {
  const browser = await open(ada, { route: 'none' })
  await willAllow(browser, pattern)
  const page = await browser.context.newPage()
  const sent: string[] = []
  page.on('request', request => sent.push(`${request.url()} ${request.postData() ?? ''}`))
  await page.goto(`${site.url}/comments.html`)
  const before = await seenByPage(page)
  await switchOn(browser, page, 'Label this page')

  await test.step('every text has its badge, fields, code and menus have none', async () => {
    await badgeIn(page, 'first-scam').toMatch(/^scam >?\d+$/)
    await badgeIn(page, 'first-ok').toMatch(/^ok >?\d+$/)
    await badgeIn(page, 'in-shadow').toMatch(/^(scam|spam) >?\d+$/)
    for (const id of ['editable', 'code', 'more', 'draft'])
      expect(await putInto(page, id)).toBeNull()
  })

  await test.step('an endless page is kept up with', async () => {
    for (let round = 1; round <= 3; round++) {
      await page.locator('#more').click()
      const last = page.locator('.added').nth(round * 10 - 1)
      await last.scrollIntoViewIfNeeded()
      await expect(last.locator('> span')).toHaveCount(1)
    }
  })

  await test.step('a text that is rendered anew is labelled anew', async () => {
    const render = (text: string) =>
      page.evaluate(
        words => (globalThis as unknown as { render(t: string): void }).render(words),
        text,
      )
    await render(
      'Can you pick up the kids after school today? I am in a meeting until five, sorry love.',
    )
    await badgeIn(page, 'rendered-text').toMatch(/^ok/)
    await render(
      'Claim your free cash prize now, your wallet was selected. Verify your secret phrase!',
    )
    await badgeIn(page, 'rendered-text').toMatch(/^scam/)
  })

  await test.step('the page can neither read a badge nor hide it', async () => {
    const seen = await page.evaluate(() =>
      (globalThis as unknown as { attack(): string[] }).attack(),
    )
    expect(seen.length).toBeGreaterThan(3)
    expect(new Set(seen)).toEqual(new Set(['null ']))
    const box = await page.locator('#first-scam > span').boundingBox()
    expect(box?.width).toBeGreaterThan(20)
    expect(box?.x).toBeGreaterThan(0)
  })

  const options = await browser.openProduct('options.html#pages')
  await test.step('blurred instead of hidden, shown by a click, never marked again', async () => {
    await options.getByLabel('scam').selectOption('Badge and blur')
    await page.bringToFront()
    await clickInClosedShadow(page, 'first-scam', 'Show this text')
    await clickInClosedShadow(page, 'first-scam', 'scam')
    await clickInClosedShadow(page, 'first-scam', 'Never mark this text here')
    await badgeIn(page, 'first-scam').toBeNull()
    await page.reload()
    await badgeIn(page, 'first-ok').toMatch(/^ok/)
    expect(await putInto(page, 'first-scam')).toBeNull()
    await expect(options.getByText('1 text is never marked here')).toBeVisible()
  })

  await test.step('the dial turned up leaves the surest only', async () => {
    await options.getByRole('slider').fill('99')
    await badgeIn(page, 'in-shadow').toBeNull()
    await options.getByRole('slider').fill('60')
    await badgeIn(page, 'in-shadow').toMatch(/^(scam|spam)/)
  })

  await test.step('permission taken back in the browser: off at once; given again there: on again', async () => {
    await withdraw(browser, pattern)
    await badgeIn(page, 'first-ok').toBeNull()
    await expect(options.getByText('Off', { exact: true })).toBeVisible()
    await expect(options.getByRole('button', { name: 'Allow again' })).toBeVisible()
    await willAllow(browser, pattern)
    await page.bringToFront()
    await badgeIn(page, 'first-ok').toMatch(/^ok/)
  })

  await test.step('removed, it leaves nothing in the page', async () => {
    await options.getByRole('button', { name: 'Remove this site' }).click()
    await expect(options.getByText('No site is switched on')).toBeVisible()
    await badgeIn(page, 'first-ok').toBeNull()
    expect(await seenByPage(page)).toBe(before)
    await page.reload()
    expect(await seenByPage(page)).toBe(before)
    expect(await inClosedShadow(page)).toEqual([])
  })

  const words =
    /selected for a surprise|cash prize|bring the blue rope|after school today|ringtones/
  expect(endpoint.asked.length).toBeGreaterThan(0)
  expect(endpoint.asked.filter(body => words.test(body))).toEqual([])
  expect(sent.filter(each => !each.startsWith(site.url) || words.test(each))).toEqual([])
})

test('the bubble: beside a selection, by mouse and keyboard, on to the popup', async ({
  open,
  site,
}) => {
  const browser = await open(ada, { route: 'none' })
  await willAllow(browser, pattern)
  const page = await browser.context.newPage()
  await page.goto(`${site.url}/comments.html`)
  await switchOn(browser, page, 'Button at selections')

  await page.locator('#first-scam').click({ clickCount: 3 })
  await badgeIn(page, 'first-scam').toBe('Classify')
  await page.evaluate(() => (globalThis as unknown as { attack(): string[] }).attack())
  await clickInClosedShadow(page, 'first-scam', 'Classify')
  await badgeIn(page, 'first-scam').toMatch(/^scam>?\d+ %.*Why, or correct it$/)
  await page.keyboard.press('Escape')
  await badgeIn(page, 'first-scam').toBeNull()

  await page.locator('#draft').focus()
  await page.keyboard.press('Control+A')
  await badgeIn(page, '').toBe('Classify')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await badgeIn(page, '').toMatch(/%.*Why, or correct it$/)
  await page.keyboard.press('Escape')

  await page.locator('#in-shadow').click({ clickCount: 3 })
  await clickInClosedShadow(page, 'in-shadow', 'Classify')
  await clickInClosedShadow(page, 'in-shadow', 'Why, or correct it')
  const popup = await browser.popup()
  await expect(popup.getByText('Free ringtones for your phone!')).toBeVisible()
})
