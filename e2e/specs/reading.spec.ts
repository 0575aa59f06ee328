import { ada } from '../fixtures/people'
import {
  chooseTask,
  shownText,
  tabOpenedBy,
  typeText,
  verdict,
  verdictOn,
} from '../fixtures/product'
import { expect, test } from '../fixtures/world'

/** Reading is free: none of these browsers has a wallet. */
const withoutWallet = { route: 'none' } as const

test('a selection in the page is classified where it stands', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.locator('#message-scam').selectText()
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  expect((await verdict(popup)).label).toBe('scam')
  await expect(shownText(popup)).toContainText('your wallet was selected for a surprise drop')
})

test('the popup tells how sure it is, which words decided, which task and block', async ({
  open,
  chain,
}) => {
  const browser = await open(ada, withoutWallet)
  const before = await chain.client.getBlockNumber()
  const popup = await browser.openProduct('popup.html')
  await chooseTask(popup, 'Scam?')
  await typeText(popup, 'Congratulations, your number won a cash prize! Call now to claim.')
  const { share, block } = await verdict(popup)
  expect(share).toMatch(/^(>|<)?\d+ %$/)
  expect(block).toBeGreaterThanOrEqual(before)
  await expect(shownText(popup).locator('mark').first()).toBeVisible()
  await expect(popup.getByRole('combobox', { name: 'Task' })).toHaveText(/Scam\?/)
})

test('a selection in a frame of the page', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.frameLocator('#thread').locator('#frame-text').selectText()
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await expect(shownText(popup)).toContainText('Send one coin to this wallet')
  await verdict(popup)
})

test('a selection inside a shadow root', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.locator('#shadow-text').click({ clickCount: 3 })
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await expect(shownText(popup)).toContainText('Free ringtones for your phone')
  await verdict(popup)
})

test('a selection in a text field', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.getByLabel('Your answer').selectText()
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await expect(shownText(popup)).toContainText('your number was drawn')
  await verdict(popup)
})

test('what the context menu sends is classified', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  const popup = await browser.clickMenu(
    page,
    'Order me a tea and I bring the tickets for Saturday.',
  )
  await chooseTask(popup, 'Scam?')
  await expect(shownText(popup)).toContainText('Order me a tea')
  expect((await verdict(popup)).label).toBe('ok')
})

test('one text, three tasks at once; the one kept for the site is asked first there', async ({
  open,
  site,
}) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.locator('#message-scam').selectText()
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await verdict(popup)
  await popup.getByText('Tasks that answer here').click()
  for (const name of ['Clickbait?', 'Toxic?']) {
    await popup.getByLabel(name, { exact: true }).check()
  }
  const rows = popup.getByRole('region', { name: 'Other tasks on the same text' })
  await expect(rows.locator('[data-beside-label]')).toHaveCount(2)
  await rows.getByRole('button', { name: /^Toxic\?/ }).click()
  await expect(popup.getByRole('heading', { level: 2 })).toHaveText(/toxic|fine|ok/i)
  await expect(rows.getByRole('button', { name: /^Scam\? .*scam/ })).toBeVisible()
  // The browser tells the site without a permission of its own: the person clicked here.
  await popup.getByLabel(`Ask Toxic? first on ${new URL(site.url).host}`).check()
  await chooseTask(popup, 'Clickbait?')
  await expect(popup.getByRole('heading', { level: 2 })).toHaveText(/clickbait|news/)
  await popup.close()

  const again = await browser.clickToolbar(page)
  const picker = again.getByRole('combobox', { name: 'Task' })
  await expect(picker.locator(':checked')).toHaveText('Toxic?')
  await expect(again.getByText(/Starter model, no contributions yet/)).toBeVisible()
  await again.getByText(/Starter model, no contributions yet/).click()
  await expect(again.getByText(/Checked against the contract at block/)).toBeVisible()
  const card = await tabOpenedBy(browser, '/options.html#tasks/', () =>
    again.getByRole('button', { name: 'Task card' }).click(),
  )
  await expect(card.locator('details[open] > summary')).toHaveText(/^Toxic\?/)
  await card.getByRole('button', { name: `Forget ${new URL(site.url).origin}` }).click()
  await expect(card.getByText(/None yet\. In the popup/)).toBeVisible()
})

test('a model that was changed on the way is found out, and so is its repair', async ({
  open,
  endpoint,
}) => {
  const browser = await open(ada, withoutWallet)
  await verdictOn(browser, 'hello there')
  endpoint.behave({ kind: 'lying-model' })
  const popup = await browser.openProduct('popup.html')
  await typeText(popup, 'Claim your free cash prize now')
  await expect(popup.getByRole('alert')).toContainText('This answer may not be the contract’s')
  endpoint.behave({ kind: 'honest' })
  await popup.reload()
  await typeText(popup, 'Claim your free cash prize now')
  await popup.getByText(/^Starter model/).click()
  await expect(popup.getByText(/^Checked against the contract/)).toBeVisible()
  await expect(popup.getByRole('alert')).toHaveCount(0)
})

test('the stored model answers when the endpoint is gone', async ({ open, endpoint }) => {
  const browser = await open(ada, withoutWallet)
  const text = 'Claim your free cash prize now, text WIN before midnight'
  const before = await verdictOn(browser, text)
  endpoint.behave({ kind: 'down' })
  expect(await verdictOn(browser, text)).toEqual(before)
})
