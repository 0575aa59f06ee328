import { predict, readModel, refundCall, submitCall } from '@hivemark/contracts'
import { parseEther } from 'viem'
import { clickInClosedShadow, inClosedShadow } from '../fixtures/closed-shadow'
import { ada, ben, cleo } from '../fixtures/people'
import {
  chooseTask,
  contribute,
  draft,
  openSignTab,
  tabOpenedBy,
  typeText,
  verdict,
} from '../fixtures/product'
import { inspectScreen, picturePage } from '../fixtures/screens'
import { willAllow } from '../fixtures/site-permission'
import { expect, test } from '../fixtures/world'

const text =
  'Your wallet was selected for a surprise drop. Connect now and verify your phrase before midnight.'

/** Every screen in light and dark, 320 px and wide: no fault that axe finds, no sideways scrolling. */

test('popup', async ({ open, endpoint }) => {
  const browser = await open(ada, { route: 'none' })
  const popup = await browser.openProduct('popup.html')
  await expect(popup.getByLabel('Type or paste a text')).toBeVisible()
  await inspectScreen(popup, 'popup-empty')
  await typeText(popup, text)
  await verdict(popup)
  await inspectScreen(popup, 'popup-answer')
  await popup.getByText('Tasks that answer here').click()
  for (const name of ['Clickbait?', 'Toxic?']) await popup.getByLabel(name).check()
  await popup.getByText(/^Starter model/).click()
  await expect(popup.locator('[data-beside-label]')).toHaveCount(2)
  await inspectScreen(popup, 'popup-several')
  endpoint.behave({ kind: 'down' })
  const offline = await browser.openProduct('popup.html')
  await typeText(offline, text)
  await expect(offline.getByText(/^No answer from/)).toBeVisible({ timeout: 20_000 })
  await inspectScreen(offline, 'popup-offline')
})

test('sign tab', async ({ open }) => {
  const browser = await open(ada)
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await expect(sign.getByText('Deposit now', { exact: true })).toBeVisible()
  await inspectScreen(sign, 'sign-review')
  await sign.goto(sign.url().replace(/\?.*/, ''))
  await expect(sign.getByRole('heading', { name: 'Drafts' })).toBeVisible()
  await inspectScreen(sign, 'sign-drafts')
})

test('sign tab without a wallet', async ({ open }) => {
  const browser = await open(ada, { route: 'none' })
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await expect(sign.getByText('No wallet found. Your draft is kept.')).toBeVisible()
  await inspectScreen(sign, 'sign-no-wallet')
})

test('deposits and refund', async ({ open, chain }) => {
  const browser = await open(ada)
  await contribute(browser, text, 'scam')
  await contribute(browser, 'See you at the harbour at six, bring the blue rope please.', 'scam')
  const page = await browser.openProduct('options.html#deposits')
  await expect(page.getByText('Waiting').first()).toBeVisible()
  await inspectScreen(page, 'deposits-waiting')
  await chain.travel(24 * 3600)
  await page.reload()
  await expect(page.getByText('Refundable now').first()).toBeVisible()
  await inspectScreen(page, 'deposits-ready')
  const link = page.getByRole('link', { name: /^Refund/ }).first()
  const sign = await tabOpenedBy(browser, '/sign.html', () => link.click())
  await expect(sign.getByRole('heading', { level: 1 })).toHaveText('Get a deposit back')
  await inspectScreen(sign, 'sign-refund')
})

test('tasks', async ({ open, chain }) => {
  const { address } = await chain.task('scam')
  const { model } = await readModel(chain.client, await chain.task('scam'))
  const limits = { maxDeposit: parseEther('1'), deadline: 2 ** 33 }
  for (const [index, person] of [ada, ben, ada, cleo, ben].entries()) {
    const features = Int8Array.from({ length: 64 }, (_, i) => (i % 5 === index ? 50 : 20 - index))
    const sample = { address, features, label: predict(model, features).label }
    await chain.send(person.address, submitCall({ ...sample, ...limits }))
    await chain.travel(25 * 3600)
    if (index < 3) await chain.send(person.address, refundCall(sample))
  }
  const browser = await open(ada, { route: 'none' })
  const page = await browser.openProduct('options.html#tasks')
  await page.getByText('Clickbait?', { exact: true }).click()
  await page.getByRole('button', { name: 'Hide', exact: true }).click()
  const item = page.locator('.task-list > li').first()
  await item.locator('summary').first().click()
  await item.getByText('Contributions over time').click()
  await expect(item.getByText(/^5 contributions: 3 validated/)).toBeVisible()
  await item.getByText('Pass it on').click()
  await expect(item.locator('.qr path')).toHaveAttribute('d', /^M/)
  await page.getByText('1 hidden task').click()
  await inspectScreen(page, 'options-tasks')
})

for (const name of ['deposits', 'reports', 'pages', 'encoders', 'network', 'wallet', 'privacy']) {
  test(`options, ${name}`, async ({ open }) => {
    const browser = await open(ada, { route: 'none' })
    const page = await browser.openProduct(`options.html#${name}`)
    await expect(page.getByRole('heading').first()).toBeVisible()
    await inspectScreen(page, `options-${name}`)
  })
}

test('labels and bubble on a page, and their settings', async ({ open, site }) => {
  const browser = await open(ada, { route: 'none' })
  await willAllow(browser, 'http://127.0.0.1/*')
  const page = await browser.context.newPage()
  await page.goto(`${site.url}/comments.html`)
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await popup.getByRole('button', { name: 'Label this page' }).click()
  await expect(popup.getByText(/texts read/)).toBeVisible()
  await popup.getByRole('button', { name: 'Button at selections', exact: true }).click()
  await picturePage(popup, 'popup-this-page')
  await popup.close()
  const options = await browser.openProduct('options.html#pages')
  await options.getByLabel('spam').selectOption('Badge and grey')
  await inspectScreen(options, 'options-pages-on')
  await page.bringToFront()
  await clickInClosedShadow(page, 'first-scam', 'scam')
  await picturePage(page, 'page-labels-menu')
  await page.keyboard.press('Escape')
  await options.getByLabel('scam').selectOption('Badge and blur')
  await expect(page.locator('#first-scam')).toHaveCSS('position', 'relative')
  await picturePage(page, 'page-labels-blur')
  await clickInClosedShadow(page, 'first-scam', 'scam')
  await clickInClosedShadow(page, 'first-scam', 'Never mark this text here')
  await page.locator('#first-ok').click({ clickCount: 3 })
  await clickInClosedShadow(page, 'first-ok', 'Classify')
  await expect
    .poll(async () => await inClosedShadow(page))
    .toContainEqual(expect.objectContaining({ text: expect.stringMatching(/correct it$/) }))
  await picturePage(page, 'page-bubble')
  await inspectScreen(options, 'options-pages-exceptions')
})
