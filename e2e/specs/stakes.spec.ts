import { ada, ben, deployer } from '../fixtures/people'
import {
  approveCall,
  chooseTask,
  confirmed,
  contribute,
  openSignTab,
  pickLabel,
  verdict,
  verdictOn,
} from '../fixtures/product'
import { depositRow, expectPaid, settle } from '../fixtures/stakes'
import { createTask } from '../fixtures/tasks'
import { expect, test } from '../fixtures/world'

const day = 24 * 3600
const plain =
  'Running ten minutes late, sorry. Order me a tea and I bring the tickets for Saturday.'
const scam =
  'URGENT: claim your cash prize now, call this number and confirm your bank details before midnight.'

test('a deposit waits, then comes back', async ({ open, chain }) => {
  const browser = await open(ada)
  const { label } = await verdictOn(browser, plain)
  await contribute(browser, plain, label)
  const page = await browser.openProduct('options.html#deposits')
  const row = depositRow(page, plain)
  await expect(row.getByText('Waiting')).toBeVisible()
  await expect(row.getByRole('link', { name: /^Refund/ })).toHaveCount(0)
  await chain.travel(day)
  await page.reload()
  await expect(row.getByText('Refundable now')).toBeVisible()
  await expectPaid(chain, ada.address, () =>
    settle(browser, row.getByRole('link', { name: /^Refund/ }), 'Your deposit is back'),
  )
  await page.reload()
  await expect(row.getByText('Refunded', { exact: true })).toBeVisible()
})

test('a label that the model contradicts is not refunded, and says why', async ({
  open,
  chain,
}) => {
  const browser = await open(ada)
  await contribute(browser, scam, 'ok')
  await chain.travel(day)
  const page = await browser.openProduct('options.html#deposits')
  const row = depositRow(page, scam)
  await expect(row.getByText('Would not be refunded now')).toBeVisible()
  await expect(row.getByText(/the model says (scam|spam)/)).toBeVisible()
})

test('a second person reports a wrong label and takes a share of its deposit', async ({
  open,
  chain,
}) => {
  const first = await open(ada)
  await contribute(first, scam, 'ok')
  const second = await open(ben)
  const { label } = await verdictOn(second, plain)
  await contribute(second, plain, label)
  const reports = await second.openProduct('options.html#reports')
  await chain.travel(day)
  await reports.reload()
  await expect(reports.getByText('You cannot report yet')).toBeVisible()

  const deposits = await second.openProduct('options.html#deposits')
  const own = depositRow(deposits, plain).getByRole('link', { name: /^Refund/ })
  await expectPaid(chain, ben.address, () => settle(second, own, 'Your deposit is back'))

  await reports.reload()
  const link = reports.getByRole('link', { name: /^Report this label/ }).first()
  const before = await chain.balance(ada.address)
  await expectPaid(chain, ben.address, () => settle(second, link, 'Your share was paid'))
  expect(await chain.balance(ada.address)).toBe(before)

  const page = await first.openProduct('options.html#deposits')
  await expect(depositRow(page, scam).getByText(/Reported|Taken/)).toBeVisible()
})

test('where reports wait, the share is taken when the wait is over', async ({ open, chain }) => {
  const [bait, news] = ['17 Things Every Cat Owner Knows', 'Parliament passes the budget']
  await createTask(chain, deployer, {
    card: {
      name: 'Judged slowly?',
      description: 'As the starter, with an average that judges and a wait for reports.',
      uri: '',
      labels: [
        { name: 'clickbait', definition: '' },
        { name: 'news', definition: '' },
      ],
    },
    rules: { challengeWait: day, judgeTime: 10 * day, takerShare: 26 },
  })
  const first = await open(ada)
  await contribute(first, bait, 'news', 'Judged slowly?')
  const second = await open(ben)
  await contribute(second, news, 'news', 'Judged slowly?')
  await chain.travel(day)
  const deposits = await second.openProduct('options.html#deposits')
  const own = depositRow(deposits, news).getByRole('link', { name: /^Refund/ })
  await expectPaid(chain, ben.address, () => settle(second, own, 'Your deposit is back'))

  const reports = await second.openProduct('options.html#reports')
  const link = reports.getByRole('link', { name: /^Report this label/ })
  await settle(second, link, 'Your report stands')
  await reports.reload()
  await expect(reports.getByRole('heading', { name: 'Your reports' })).toBeVisible()
  await expect(reports.getByText('the reporter can take it from')).toBeVisible()
  const take = reports.getByRole('link', { name: /^Take your share/ })
  await expect(take).toHaveCount(0)
  await chain.travel(day)
  await reports.reload()
  await expectPaid(chain, ben.address, () => settle(second, take, 'Your report is settled'))

  const page = await first.openProduct('options.html#deposits')
  await expect(depositRow(page, bait).getByText('Taken', { exact: true })).toBeVisible()
})

test('refund and report go through the wallet of a page, too', async ({ open, site, chain }) => {
  await contribute(await open(ada), scam, 'ok')
  const browser = await open(ben, { route: 'page' })
  const page = await browser.context.newPage()
  await page.goto(site.url)
  const message = page.locator('#message-doubt')
  await message.selectText()
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  await pickLabel(popup, (await verdict(popup)).label)
  const sign = await openSignTab(browser, popup)
  await approveCall(browser, sign)
  await confirmed(sign, 'Your label is part of the model')
  await chain.travel(day)

  const deposits = await browser.openProduct('options.html#deposits')
  const own = depositRow(deposits, ((await message.textContent()) ?? '').trim())
  const refund = own.getByRole('link', { name: /^Refund/ })
  await expectPaid(chain, ben.address, () => settle(browser, refund, 'Your deposit is back'))

  const reports = await browser.openProduct('options.html#reports')
  const report = reports.getByRole('link', { name: /^Report this label/ }).first()
  await expectPaid(chain, ben.address, () => settle(browser, report, 'Your share was paid'))
})

test('deposits are found again on a new machine, by address alone', async ({ open, chain }) => {
  const browser = await open(ada)
  await contribute(browser, plain, 'ok')
  const elsewhere = await open(ada, { route: 'none' })
  const page = await elsewhere.openProduct('options.html#deposits')
  await page.getByLabel('Show deposits of address').fill(ada.address)
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  const row = page.locator('[data-state="waiting"]')
  await expect(row).toBeVisible()
  await expect(row.getByText('text not on this machine')).toBeVisible()
  expect(await chain.balance(ada.address)).toBeGreaterThan(0n)
})
