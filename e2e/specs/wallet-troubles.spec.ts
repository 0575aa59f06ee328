import { ada } from '../fixtures/people'
import {
  answerWallet,
  confirmed,
  continueButton,
  draft,
  openSignTab,
  walletWindow,
} from '../fixtures/product'
import { expect, setWallet, test } from '../fixtures/world'

const text =
  'Hi, it is the harbour office: your berth fee is due, please pay at the desk this week.'

test('no wallet: says how to come by one and keeps the draft', async ({ open }) => {
  const browser = await open(ada, { route: 'none' })
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await expect(sign.getByText('No wallet found. Your draft is kept.')).toBeVisible()
  await expect(sign.getByText(/Install MetaMask/)).toBeVisible()
  await expect(continueButton(sign)).toHaveCount(0)
  await sign.goto(sign.url().replace(/\?.*/, ''))
  await expect(sign.getByText(text)).toBeVisible()
})

test('connection rejected', async ({ open }) => {
  const browser = await open(ada)
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Reject')
  await expect(sign.getByText('You declined in the wallet').first()).toBeVisible()
  await expect(continueButton(sign)).toBeEnabled()
})

test('signature rejected: nothing sent, draft kept, second try works', async ({ open, chain }) => {
  const browser = await open(ada)
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await answerWallet(browser, 'Send a transaction', 'Reject')
  await expect(sign.getByText('You declined in the wallet').first()).toBeVisible()
  expect(await chain.client.getTransactionCount({ address: ada.address })).toBe(0)
  await continueButton(sign).click()
  await answerWallet(browser, 'Send a transaction', 'Approve')
  await confirmed(sign, 'Your label is part of the model')
})

test("the wallet's window closed without an answer counts as a no", async ({ open }) => {
  const browser = await open(ada)
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await (await walletWindow(browser)).close()
  await expect(sign.getByText('You declined in the wallet').first()).toBeVisible()
})

for (const mode of ['wrong-chain', 'unknown-chain'] as const) {
  test(`the wallet is elsewhere (${mode}): one button moves it here`, async ({ open }) => {
    const browser = await open(ada)
    await setWallet(browser, { mode })
    const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
    await continueButton(sign).click()
    await answerWallet(browser, 'Connect to this site', 'Approve')
    await expect(sign.getByText(/^The wallet is on chain 1, this task is on/)).toBeVisible()
    await sign.getByRole('button', { name: /^Switch to/ }).click()
    const question = mode === 'wrong-chain' ? 'Switch network' : 'Add a network'
    await answerWallet(browser, question, 'Approve')
    await answerWallet(browser, 'Send a transaction', 'Approve')
    await confirmed(sign, 'Your label is part of the model')
  })
}

test('the move to our network is declined', async ({ open }) => {
  const browser = await open(ada)
  await setWallet(browser, { mode: 'wrong-chain' })
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await sign.getByRole('button', { name: /^Switch to/ }).click()
  await answerWallet(browser, 'Switch network', 'Reject')
  await expect(sign.getByText('You declined in the wallet').first()).toBeVisible()
})

test('a locked wallet asks to be unlocked, then everything goes on', async ({ open }) => {
  const browser = await open(ada)
  await setWallet(browser, { mode: 'locked' })
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await continueButton(sign).click()
  await expect(sign.getByText(/unlock/).first()).toBeVisible()
  await answerWallet(browser, 'Unlock the wallet', 'Unlock')
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await answerWallet(browser, 'Send a transaction', 'Approve')
  await confirmed(sign, 'Your label is part of the model')
})

test('a locked wallet stays locked', async ({ open }) => {
  const browser = await open(ada)
  await setWallet(browser, { mode: 'locked' })
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await continueButton(sign).click()
  await answerWallet(browser, 'Unlock the wallet', 'Reject')
  await expect(sign.getByText('You declined in the wallet').first()).toBeVisible()
  await expect(continueButton(sign)).toBeEnabled()
})

test('a slow wallet is waited for', async ({ open }) => {
  const browser = await open(ada)
  await setWallet(browser, { mode: 'slow', slowMs: 4_000 })
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await continueButton(sign).click()
  await expect(sign.getByRole('button', { name: 'Stop waiting' })).toBeVisible()
  await confirmed(sign, 'Your label is part of the model')
})
