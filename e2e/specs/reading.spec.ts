import { ada } from '../fixtures/people'
import { chooseTask, shownText, typeText, verdict, verdictOn } from '../fixtures/product'
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

test('one text, three tasks', async ({ open }) => {
  const browser = await open(ada, withoutWallet)
  const popup = await browser.openProduct('popup.html')
  await typeText(popup, 'You are a complete idiot and everyone here is sick of your stupid garbage')
  const labels: string[] = []
  for (const task of ['Scam?', 'Clickbait?', 'Toxic?']) {
    await chooseTask(popup, task)
    await expect(popup.getByRole('combobox', { name: 'Task' })).toHaveValue(/^31337:0x/)
    labels.push((await verdict(popup)).label)
  }
  expect(labels[2]?.toLowerCase()).toContain('toxic')
})

test('the stored model answers when the endpoint is gone', async ({ open, endpoint }) => {
  const browser = await open(ada, withoutWallet)
  const text = 'Claim your free cash prize now, text WIN before midnight'
  const before = await verdictOn(browser, text)
  endpoint.behave({ kind: 'down' })
  expect(await verdictOn(browser, text)).toEqual(before)
})
