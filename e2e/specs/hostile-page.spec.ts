import type { TestBrowser } from '../fixtures/browser'
import { ada } from '../fixtures/people'
import {
  answerWallet,
  chooseTask,
  continueButton,
  openSignTab,
  pickLabel,
  verdict,
} from '../fixtures/product'
import type { Site } from '../fixtures/site'
import { expect, test } from '../fixtures/world'

/** From a selection in the hostile page to the sign tab, which then reaches for that page's wallet. */
async function signFrom(browser: TestBrowser, site: Site, lie: string) {
  const page = await browser.context.newPage()
  await page.goto(`${site.url}/tampering.html?lie=${lie}`)
  await page.locator('#bait').selectText()
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await verdict(popup)
  await pickLabel(popup, 'ok')
  return { page, sign: await openSignTab(browser, popup) }
}

test('markup in the name of a wallet stays text', async ({ open, site }) => {
  const browser = await open(ada, { route: 'page' })
  const { page, sign } = await signFrom(browser, site, 'rewrite')
  await expect(continueButton(sign)).toContainText('<img src=x')
  await expect(sign.locator('b', { hasText: 'Your wallet' })).toHaveCount(0)
  for (const each of [page, sign]) {
    expect(await each.evaluate(() => 'owned' in window)).toBe(false)
  }
})

test('a page that rewrites the transaction is found out', async ({ open, site }) => {
  const browser = await open(ada, { route: 'page' })
  const { sign } = await signFrom(browser, site, 'rewrite')
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await answerWallet(browser, 'Send a transaction', 'Approve')
  await expect(sign.getByText(/changed the transaction/)).toBeVisible({ timeout: 20_000 })
  await expect(sign.getByText(/your draft is kept/i).first()).toBeVisible()
})

test('a page that makes up a hash is not believed', async ({ open, site, chain }) => {
  const browser = await open(ada, { route: 'page' })
  const { sign } = await signFrom(browser, site, 'hash')
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await expect(sign.getByText('Sent. Waiting for the network to include it.')).toBeVisible()
  await chain.travel(30 * 60)
  await expect(sign.getByText(/time limit passed before the transaction was included/)).toBeVisible(
    {
      timeout: 20_000,
    },
  )
  await expect(sign.getByText(/Your draft is kept/).first()).toBeVisible()
})

test('a page that lies about the chain cannot make us sign', async ({ open, site, chain }) => {
  const browser = await open(ada, { route: 'page' })
  const { sign } = await signFrom(browser, site, 'chain')
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await expect(sign.getByText(/^The wallet is on chain 1, this task is on/)).toBeVisible()
  expect(await chain.client.getTransactionCount({ address: ada.address })).toBe(0)
})

test('a page that lies about the account gets no signature', async ({ open, site, chain }) => {
  const browser = await open(ada, { route: 'page' })
  const { sign } = await signFrom(browser, site, 'accounts')
  await continueButton(sign).click()
  // The made-up account owns nothing, so our own endpoint already says no.
  await expect(sign.getByRole('alert').first()).toContainText(/has 0 ETH/)
  expect(await chain.client.getTransactionCount({ address: ada.address })).toBe(0)
})
