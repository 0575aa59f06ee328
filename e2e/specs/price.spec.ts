import { depositAt, readModel, submitCall } from '@hivemark/contracts'
import { ada, cleo } from '../fixtures/people'
import {
  answerWallet,
  confirmed,
  continueButton,
  draft,
  openSignTab,
  walletWindow,
} from '../fixtures/product'
import { expect, test } from '../fixtures/world'

const text =
  'Hi, it is the harbour office: your berth fee is due, please pay at the desk this week.'

test('the deposit rises while the wallet asks: nothing is kept, and a second try succeeds', async ({
  open,
  chain,
}) => {
  const browser = await open(ada)
  const task = await chain.task('scam')
  // After a quiet day the deposit is low; anyone's contribution makes it jump.
  await chain.travel(24 * 3600)
  const sign = await openSignTab(browser, await draft(browser, text, 'spam'))
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  const asked = await walletWindow(browser)
  await expect(asked.getByRole('heading', { level: 1 })).toHaveText('Send a transaction')
  const { blockTime, ...state } = await readModel(chain.client, task)
  await chain.send(
    cleo.address,
    submitCall({
      address: task.address,
      features: Int8Array.from({ length: task.rules.dimensions }, (_, index) => (index % 7) - 3),
      label: 2,
      maxDeposit: depositAt(task.rules, state, blockTime) * 2n,
      deadline: blockTime + 3600,
    }),
  )
  const before = await chain.balance(ada.address)
  await answerWallet(browser, 'Send a transaction', 'Approve')
  await expect(sign.getByText(/^The deposit rose to/)).toBeVisible({ timeout: 20_000 })
  // Only the network's fee is gone.
  expect(before - (await chain.balance(ada.address))).toBeLessThan(10n ** 15n)
  await expect(continueButton(sign)).toBeEnabled()
  await continueButton(sign).click()
  await answerWallet(browser, 'Send a transaction', 'Approve')
  await confirmed(sign, 'Your label is part of the model')
})
