import { ada } from '../fixtures/people'
import { draft, openSignTab, typeText, verdict } from '../fixtures/product'
import type { Behaviour } from '../fixtures/rpc'
import { expect, test } from '../fixtures/world'

const text =
  'Hi, it is the harbour office: your berth fee is due, please pay at the desk this week.'

const troubles: readonly (readonly [name: string, behaviour: Behaviour, title: RegExp])[] = [
  ['is down', { kind: 'down' }, /^No answer from/],
  ['hangs', { kind: 'hanging' }, /did not answer within 5 seconds$/],
  ['returns garbage', { kind: 'garbage' }, /gave an answer that makes no sense$/],
  ['answers 429', { kind: 'too-many-requests' }, /asks for fewer requests$/],
  ['lies about its chain', { kind: 'lying-chain', chainId: 1 }, /is on chain 1, not 31337$/],
]

for (const [name, behaviour, title] of troubles) {
  test(`first start, the endpoint ${name}: said in words, works again afterwards`, async ({
    open,
    endpoint,
  }) => {
    endpoint.behave(behaviour)
    const browser = await open(ada, { route: 'none' })
    const popup = await browser.openProduct('popup.html')
    await expect(popup.getByText(title)).toBeVisible({ timeout: 20_000 })
    endpoint.behave({ kind: 'honest' })
    await popup.getByRole('button', { name: 'Try again' }).click()
    await typeText(popup, text)
    await verdict(popup)
  })

  test(`while signing, the endpoint ${name}: nothing is sent, the draft is kept`, async ({
    open,
    endpoint,
    chain,
  }) => {
    const browser = await open(ada)
    const popup = await draft(browser, text, 'spam')
    endpoint.behave(behaviour)
    const sign = await openSignTab(browser, popup)
    await expect(sign.getByText(title).first()).toBeVisible({ timeout: 20_000 })
    await expect(sign.getByText(/Your drafts? (is|are) kept/).first()).toBeVisible()
    expect(await chain.client.getTransactionCount({ address: ada.address })).toBe(0)
    endpoint.behave({ kind: 'honest' })
    await sign.getByRole('button', { name: 'Try again' }).first().click()
    await expect(sign.getByText('Deposit now', { exact: true })).toBeVisible({ timeout: 20_000 })
  })
}

test('a chain restarted from scratch: what was remembered of the old one heals', async ({
  open,
  chain,
}) => {
  const browser = await open(ada)
  const first = await draft(browser, text, 'spam')
  await verdict(first)
  await first.close()
  await chain.restart()
  const popup = await browser.openProduct('popup.html')
  await typeText(popup, 'Claim your free cash prize now, text WIN before midnight')
  // The new chain goes on meanwhile, and the popup follows it.
  const isOfNewChain = async () =>
    (await verdict(popup)).block <= (await chain.client.getBlockNumber())
  await expect.poll(isOfNewChain, { timeout: 20_000 }).toBe(true)
  await expect(popup.getByText('1 draft')).toBeVisible()
  const sign = await openSignTab(browser, popup)
  await expect(sign.getByText('Deposit now', { exact: true })).toBeVisible()
})
