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
  for (const fact of ['Encoder', 'Deposit now', 'Created by', 'Learnt from', 'Validated']) {
    await expect(page.getByRole('term').filter({ hasText: fact }).first()).toBeVisible()
  }
  await expect(page.getByText(/you may lose it although you are right/).first()).toBeVisible()
})

test("a stranger's task by link, by a picture of its code, and by a saved list", async ({
  open,
  chain,
}) => {
  const browser = await open(ada, withoutWallet)
  const card = {
    name: 'Polite?',
    description: 'Would one say this to a stranger?',
    uri: '',
    labels: [
      { name: 'polite', definition: 'One would.' },
      { name: 'rude', definition: 'One would not.' },
    ],
  }
  const address = await createTask(chain, cleo, { card })
  const page = await browser.openProduct('options.html#tasks')
  const item = page.locator(`[data-task="31337:${address.toLowerCase()}"]`)
  await addTask(page, `https://forum.example/post#hivemark=5:${address}`)
  await expect(page.getByRole('alert')).toContainText('This task is on chain 5')
  await addTask(page, `https://forum.example/post#hivemark=31337:${address}`)
  await expect(page.getByText('Added', { exact: true })).toBeVisible()

  await item.getByText('Polite?', { exact: true }).click()
  await item.getByText('Pass it on').click()
  const code = item.getByRole('img', { name: /^QR code/ })
  await expect(code.locator('path')).toHaveAttribute('d', /^M4 4h/)
  const picture = await code.screenshot()
  await expect(item.getByText(`hivemark:31337:${address}`)).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the list' }).click()
  const file = await (await download).path()

  const removeAgain = async () => {
    await item.getByRole('button', { name: 'Remove from the list' }).click()
    await expect(item).toHaveCount(0)
  }
  await removeAgain()
  const files = (label: string) =>
    page.getByLabel(label, { exact: true }).and(page.locator('input'))
  await files('From a QR picture').setInputFiles({
    name: 'code.png',
    mimeType: 'image/png',
    buffer: picture,
  })
  await expect(item).toBeVisible()
  await item.getByText('Polite?', { exact: true }).click()
  await removeAgain()
  await files('Load a list').setInputFiles(file)
  await expect(page.getByText('1 added, 3 were here already.')).toBeVisible()
  await expect(item).toBeVisible()
  await files('Load a list').setInputFiles({
    name: 'list.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"format":"hivemark-tasks","version":1,"tasks":[{"chainId":1}]}'),
  })
  await expect(page.getByRole('alert')).toContainText('Its entry 1 names no task.')
})

test('tasks are put in order by button and key, hidden, and shown again', async ({ open }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.openProduct('options.html#tasks')
  const names = page.locator('.task-list > li > details > summary b')
  await expect(names).toHaveText(['Scam?', 'Clickbait?', 'Toxic?'])
  await page.getByRole('button', { name: 'Move Toxic? up' }).click()
  await expect(names).toHaveText(['Scam?', 'Toxic?', 'Clickbait?'])
  await expect(page.getByText('Toxic? is now 2 of 3.')).toBeAttached()
  await expect(page.getByRole('button', { name: 'Move Toxic? up' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(names).toHaveText(['Toxic?', 'Scam?', 'Clickbait?'])
  const toxic = page.locator('.task-list summary').filter({ hasText: 'Toxic?' })
  await expect(toxic).toBeFocused()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(names).toHaveText(['Scam?', 'Toxic?', 'Clickbait?'])
  await expect(toxic).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Hide', exact: true }).click()
  await expect(names).toHaveText(['Scam?', 'Clickbait?'])
  const popup = await browser.openProduct('popup.html')
  const options = popup.getByRole('combobox', { name: 'Task' }).getByRole('option')
  await expect(options).toHaveText(['Scam?', 'Clickbait?'])
  await page.bringToFront()
  await page.getByText('1 hidden task').click()
  await page.getByRole('button', { name: 'Show Toxic? again' }).click()
  await expect(options).toHaveText(['Scam?', 'Toxic?', 'Clickbait?'])
})

test('an address that is none, that holds nothing, or no trainer', async ({ open }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.openProduct('options.html#tasks')
  await expect(page.getByText('Scam?', { exact: true })).toBeVisible()
  await addTask(page, '0x1234')
  await expect(page.getByRole('alert')).toContainText('not the address or link of a task')
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
