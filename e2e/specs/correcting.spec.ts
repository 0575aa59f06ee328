import { readModel } from '@hivemark/contracts'
import { findCorrection } from '../fixtures/corrections'
import { ada, ben } from '../fixtures/people'
import {
  answerWallet,
  chooseTask,
  confirmed,
  continueButton,
  contribute,
  draft,
  openSignTab,
  pickLabel,
  verdict,
  verdictOn,
  walletWindow,
} from '../fixtures/product'
import { expect, test } from '../fixtures/world'

const text =
  'Hi, it is the harbour office: your berth fee is due, please pay at the desk this week.'

test("by MetaMask's own port: draft, sign, wallet, confirmed, and the model has learnt", async ({
  open,
  chain,
}) => {
  const browser = await open(ada)
  const task = await chain.task('scam')
  const before = await readModel(chain.client, task)
  const correction = await findCorrection(chain)
  expect((await verdictOn(browser, correction.text)).label).not.toBe(correction.label)
  const hash = await contribute(browser, correction.text, correction.label)
  const receipt = await chain.client.getTransactionReceipt({ hash })
  expect(receipt.status).toBe('success')
  expect(receipt.from).toBe(ada.address.toLowerCase())
  expect(receipt.to).toBe(task.address.toLowerCase())
  const after = await readModel(chain.client, task)
  expect(after.learnt).toBe(before.learnt + 1)
  // Another person, in another browser, reads the updated model.
  const second = await open(ben, { route: 'none' })
  const learnt = await verdictOn(second, correction.text)
  expect(learnt.label).toBe(correction.label)
  expect(learnt.block).toBeGreaterThanOrEqual(receipt.blockNumber)
})

test('through the wallet of the page', async ({ open, site, chain }) => {
  const browser = await open(ada, { route: 'page' })
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.locator('#message-doubt').selectText()
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await verdict(popup)
  await pickLabel(popup, 'scam')
  const sign = await openSignTab(browser, popup)
  await expect(sign.getByText(new URL(site.url).host).first()).toBeVisible()
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await answerWallet(browser, 'Send a transaction', 'Approve')
  const hash = await confirmed(sign, 'Your label is part of the model')
  const { from } = await chain.client.getTransaction({ hash })
  expect(from).toBe(ada.address.toLowerCase())
})

test('the sign tab says what becomes public, what it costs and when it comes back', async ({
  open,
}) => {
  const browser = await open(ada)
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await expect(
    sign.getByText(/Public for ever: your address, the label spam, and 64 numbers/),
  ).toBeVisible()
  for (const term of ['Deposit now', /^Network fee, about/, 'Total, at most']) {
    await expect(sign.getByText(term, { exact: typeof term === 'string' })).toBeVisible()
  }
  await expect(sign.getByText(/^Refundable from/)).toBeVisible()
  await sign.getByText('How is the deposit made?').click()
  await expect(sign.getByText(/one hour after the last contribution and falls/)).toBeVisible()
})

test('a draft survives a closed popup, a killed background and a restart of the browser', async ({
  open,
}) => {
  const browser = await open(ada)
  const popup = await draft(browser, text, 'spam')
  await popup.close()
  await browser.killBackground()
  await browser.restart()
  const again = await browser.openProduct('popup.html')
  await expect(again.getByText('1 draft')).toBeVisible()
  const sign = await openSignTab(browser, again)
  await expect(sign.getByText(text)).toBeVisible()
  await expect(sign.getByRole('combobox', { name: 'Label' })).toHaveValue('1')
})

test('the background is killed between draft and confirmation', async ({ open, chain }) => {
  const browser = await open(ada)
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await browser.killBackground()
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await browser.killBackground()
  await answerWallet(browser, 'Send a transaction', 'Approve')
  await browser.killBackground()
  const hash = await confirmed(sign, 'Your label is part of the model')
  expect((await chain.client.getTransactionReceipt({ hash })).status).toBe('success')
})

test('the sign tab is closed while the wallet asks: the call is found on the chain', async ({
  open,
  chain,
}) => {
  const browser = await open(ada)
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  const address = sign.url()
  await walletWindow(browser)
  await sign.close()
  await answerWallet(browser, 'Send a transaction', 'Approve')
  const again = await browser.context.newPage()
  await again.goto(address)
  const hash = await confirmed(again, 'Your label is part of the model')
  expect((await chain.client.getTransactionReceipt({ hash })).status).toBe('success')
})

test('the popup is closed while the wallet asks', async ({ open }) => {
  const browser = await open(ada)
  const popup = await draft(browser, text, 'spam')
  const sign = await openSignTab(browser, popup)
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  if (!popup.isClosed()) await popup.close()
  await answerWallet(browser, 'Send a transaction', 'Approve')
  await confirmed(sign, 'Your label is part of the model')
})
