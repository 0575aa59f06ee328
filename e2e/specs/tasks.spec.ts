import { factoryAddress } from '@hivemark/contracts'
import type { Page } from '@playwright/test'
import { ada, cleo } from '../fixtures/people'
import { chooseTask, typeText, verdict } from '../fixtures/product'
import { createTask } from '../fixtures/tasks'
import { expect, test } from '../fixtures/world'

const withoutWallet = { route: 'none' } as const

async function addTask(page: Page, address: string): Promise<void> {
  await page.getByLabel('Add a task by its address').fill(address)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
}

test('the starters are listed with what one should read before trusting them', async ({ open }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.openProduct('options.html#tasks')
  for (const name of ['Scam?', 'Clickbait?', 'Toxic?']) {
    await expect(page.getByText(name, { exact: true })).toBeVisible()
  }
  await page.getByText('Scam?', { exact: true }).click()
  for (const fact of ['Encoder', 'Deposit now', 'Created by', 'Learnt from']) {
    await expect(page.getByRole('term').filter({ hasText: fact }).first()).toBeVisible()
  }
})

test('an address that is none, that holds nothing, or no trainer', async ({ open }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.openProduct('options.html#tasks')
  await expect(page.getByText('Scam?', { exact: true })).toBeVisible()
  await addTask(page, '0x1234')
  await expect(page.getByRole('alert')).toContainText('This is not an address')
  await addTask(page, cleo.address)
  await expect(page.getByRole('alert')).toContainText(/no contract at this address/)
  await addTask(page, factoryAddress)
  await expect(page.getByRole('alert')).toContainText(/is not a Hivemark task/)
})

test("a stranger's task with another encoder is read, named, and not predicted with", async ({
  open,
  chain,
}) => {
  const browser = await open(ada, withoutWallet)
  const address = await createTask(chain, cleo, { encoderId: `0x${'5e'.repeat(32)}` })
  const page = await browser.openProduct('options.html#tasks')
  await addTask(page, address)
  await expect(page.getByText('Added', { exact: true })).toBeVisible()
  const popup = await browser.openProduct('popup.html')
  await typeText(popup, 'Claim your free prize now')
  await verdict(popup)
  const picker = popup.getByRole('combobox', { name: 'Task' })
  await picker.selectOption(`31337:${address.toLowerCase()}`)
  await expect(popup.getByText('This task needs an encoder that is not installed')).toBeVisible()
  await chooseTask(popup, 'Scam?')
  await verdict(popup)
})

test('hostile strings of a task stay short, plain text', async ({ open, chain }) => {
  const browser = await open(ada, withoutWallet)
  const card = {
    name: '<img src=x onerror="window.owned=1">\u202Etxt.exe',
    description: '<script>window.owned=1</script>'.repeat(10),
    uri: '',
    labels: [
      { name: '</p><h1>scam\u200b', definition: '"><b>' },
      { name: 'x\u0000y\n\n\nz', definition: 'ordinary' },
    ],
  }
  const address = await createTask(chain, cleo, { card })
  const page = await browser.openProduct('options.html#tasks')
  await addTask(page, address)
  await expect(page.getByText('Added', { exact: true })).toBeVisible()
  await page.getByText('<img src=x', { exact: false }).first().click()
  const popup = await browser.openProduct('popup.html')
  await popup.getByRole('combobox', { name: 'Task' }).selectOption(`31337:${address.toLowerCase()}`)
  await typeText(popup, 'Claim your free prize now')
  await verdict(popup)
  for (const each of [page, popup]) {
    expect(await each.evaluate(() => 'owned' in window)).toBe(false)
    expect(await each.locator('img, script:not([src])').count()).toBe(0)
    expect(await each.locator('body').textContent()).not.toMatch(/[\u202e\u200b]/)
  }
})

test('an endpoint is checked before it is saved', async ({ open, endpoint }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.openProduct('options.html#network')
  await page.getByLabel('Chain id').fill('5')
  await page.getByRole('button', { name: 'Check and save' }).click()
  await expect(page.getByRole('alert')).toContainText('is on chain 31337, not 5')
  await page.getByLabel('Chain id').fill('31337')
  await page.getByLabel('Endpoint').fill(endpoint.url)
  await page.getByRole('button', { name: 'Check and save' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
})
