import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Contribution,
  type DepositTask,
  isDepositTask,
  joinTail,
  readContributions,
  readTask,
  sampleKey,
  splitTail,
  submitCall,
  submitManyCall,
} from '@hivemark/contracts'
import { loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import type { Locator, Page } from '@playwright/test'
import { stringify } from 'devalue'
import { parquetReadObjects } from 'hyparquet'
import type { TestBrowser } from '../fixtures/browser'
import type { TestChain } from '../fixtures/chain'
import { ada, ben, cleo, deployer } from '../fixtures/people'
import { root } from '../fixtures/run'
import { inspectScreen } from '../fixtures/screens'
import { createTask } from '../fixtures/tasks'
import { expect, test } from '../fixtures/world'

const card = {
  name: 'Rumours',
  description: 'Whether a sentence is a rumour.',
  uri: '',
  labels: [
    { name: '=fact', definition: 'somebody saw it' },
    { name: 'rumour', definition: 'somebody heard it' },
  ],
}

const who = ['The baker', 'A sailor', 'My aunt', 'The mayor', 'Our teacher', 'A fox']
const what = [
  'sold the lighthouse',
  'painted a bridge',
  'lost nine keys',
  'met a whale',
  'quit tea',
]
const texts = who.flatMap(one => what.map(other => `${one} ${other} yesterday evening.`))

/** Blocks that the product stays behind unless told otherwise. */
const behind = 64

interface Sample {
  readonly text: string
  readonly features: Int8Array
  readonly label: number
}

async function samplesOf(some: readonly string[]): Promise<Sample[]> {
  const table = await readFile(join(root, 'encoder/table/static-2.bin'))
  const encoder = loadStaticEncoder(table, STATIC_ENCODER_ID)
  return some.map((text, i) => {
    const { features, tail } = encoder.encode(text)
    return { text, features: joinTail(features, tail), label: i % 2 }
  })
}

/** Single ones, and in batches, by several people, with quiet blocks between. */
async function contribute(chain: TestChain, task: DepositTask, samples: readonly Sample[]) {
  const limits = { maxDeposit: 10n ** 18n, deadline: 2 ** 33 }
  const { address } = task
  const batch = samples
    .slice(0, 8)
    .filter(({ features }) => features.length === samples[0]!.features.length)
  await chain.send(cleo.address, submitManyCall({ address, samples: batch, ...limits }))
  for (const [i, { features, label }] of samples.filter(each => !batch.includes(each)).entries()) {
    const by = [ada, ben, cleo][i % 3]!
    await chain.send(by.address, submitCall({ address, features, label, ...limits }))
    await chain.client.mine({ blocks: 5 })
  }
}

async function openDatasets(browser: TestBrowser, task: DepositTask): Promise<Page> {
  const page = await browser.openProduct(
    `options.html#datasets/31337:${task.address.toLowerCase()}`,
  )
  await expect(page.getByRole('combobox', { name: 'Task' })).toHaveValue(/^31337:/)
  return page
}

const rowsOf = (page: Page) => page.getByRole('region', { name: 'Rows' })
const filesOf = (page: Page) => page.getByRole('region', { name: 'Files' })

/** What the page says of how many rows are here. */
async function rowCount(page: Page): Promise<number> {
  const term = rowsOf(page).locator('dl div').filter({ hasText: /^Rows/ })
  return Number((await term.locator('dd').textContent())!.replace(/\D/g, ''))
}

async function save(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const region = filesOf(page)
  await region.getByRole('button', { name: new RegExp(`^Make.* ${name}$`) }).click()
  const button = region.getByRole('button', { name: new RegExp(`^Save, .* ${name}$`) })
  await expect(button).toBeEnabled({ timeout: 20_000 })
  const download = page.waitForEvent('download')
  await button.click()
  const file = await download
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** Contributions as the chain has them, as JSONL should tell them. */
function asRows(contributions: readonly Contribution[], task: DepositTask) {
  return contributions.map(({ key, features: all, record, block, transaction }, index) => {
    const { features, ids } = splitTail(all, task.rules.dimensions)
    return {
      index,
      block: Number(block),
      contributor: record.contributor,
      label: record.label,
      label_name: card.labels[record.label]!.name,
      features: [...features],
      word_ids: ids,
      deposit_wei: String(record.deposit),
      state: record.status,
      validated: false,
      hash: key,
      transaction,
    }
  })
}

async function check(page: Page, text: string, row: string): Promise<Locator> {
  const region = page.getByRole('region', { name: 'Check a row' })
  await region.getByLabel('The text').fill(text)
  await region.getByLabel('The row').fill(row)
  await region.getByRole('button', { name: 'Check' }).click()
  await expect(region.locator('.waiting')).toHaveCount(0)
  return region.locator('.notice')
}

test('rows are collected through a killed tab and a dead endpoint, saved in every format, checked and continued', async ({
  open,
  chain,
  endpoint,
}) => {
  test.setTimeout(180_000)
  const address = await createTask(chain, deployer, { card, wide: true })
  const task = await readTask(chain.client, address)
  if (!isDepositTask(task)) throw new Error('not a task with deposits')
  const samples = await samplesOf(texts)
  await contribute(chain, task, samples.slice(0, 24))
  await chain.client.mine({ blocks: behind })
  const browser = await open(ada, { route: 'none' })
  let page = await openDatasets(browser, task)
  await expect(page.getByText('Nothing collected yet')).toBeVisible()
  await inspectScreen(page, 'datasets-empty')

  // The tab is closed in the middle.
  endpoint.behave({ kind: 'short-ranges', blocks: 4, delayMs: 400 })
  await rowsOf(page).getByRole('button', { name: 'Collect the rows' }).click()
  await expect(page.getByText(/^[1-9]\d* rows, block \d+ of \d+$/)).toBeVisible({ timeout: 30_000 })
  await inspectScreen(page, 'datasets-collecting')
  const second = await openDatasets(browser, task)
  await expect(second.getByText('Another tab has this dataset open')).toBeVisible()
  await second.close()
  await page.close()
  page = await openDatasets(browser, task)
  await expect(rowsOf(page).getByRole('button', { name: 'Continue' })).toBeVisible()
  const kept = await rowCount(page)
  expect(kept).toBeGreaterThan(0)
  expect(kept).toBeLessThan(24)

  // The endpoint goes in the middle, and then the browser.
  await rowsOf(page).getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText(/^\d+ rows, block \d+ of \d+$/)).toBeVisible()
  endpoint.behave({ kind: 'down' })
  await expect(rowsOf(page).getByRole('alert')).toContainText('No answer from')
  await inspectScreen(page, 'datasets-endpoint-gone')
  await browser.restart()
  page = await openDatasets(browser, task)
  expect(await rowCount(page)).toBeGreaterThanOrEqual(kept)
  endpoint.behave({ kind: 'honest' })
  await rowsOf(page).getByRole('button', { name: 'Continue' }).click()
  await expect(rowsOf(page).getByText(/rows? added$/)).toBeVisible()
  expect(await rowCount(page)).toBe(24)

  // Every file is what the chain has, with the one text that is held.
  const truth = asRows(await readContributions(chain.client, task), task)
  expect(new Set(truth.map(({ hash }) => hash))).toEqual(
    new Set(samples.slice(0, 24).map(({ features, label }) => sampleKey(features, label))),
  )
  const held = { [truth[3]!.hash]: samples[3]!.text }
  await (await browser.worker()).evaluate(value => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: { local: { set(items: object): Promise<void> } } }
    }
    return chrome.storage.local.set({ 'own-texts': value })
  }, stringify(held))
  await filesOf(page).getByLabel('Add the texts I hold').check()
  const jsonl = await save(page, 'JSON Lines')
  expect(jsonl.name).toBe(`rumours-${address.slice(2, 10).toLowerCase()}.jsonl`)
  const lines = jsonl.bytes.toString().trimEnd().split('\n')
  expect(lines.map(line => JSON.parse(line))).toMatchObject(truth)
  expect(lines.map(line => JSON.parse(line).text)).toEqual(
    truth.map(({ hash }) => held[hash] ?? null),
  )
  await filesOf(page).getByLabel('Add the texts I hold').uncheck()
  await expect(filesOf(page).getByText('Has your texts')).toBeVisible()
  const csv = (await save(page, 'CSV')).bytes.toString().split('\r\n')
  expect(csv).toHaveLength(24 + 2)
  expect(csv[0]).not.toContain('text')
  expect(csv[1]).toContain(`,${truth[0]!.label},"'=fact",`)
  const { bytes: parquet } = await save(page, 'Parquet')
  const file = parquet.buffer.slice(parquet.byteOffset, parquet.byteOffset + parquet.length)
  const objects = await parquetReadObjects({ file: file as ArrayBuffer })
  expect(
    objects.map(({ index, block, block_time: _, ...others }) => ({
      index: Number(index),
      block: Number(block),
      ...others,
    })),
  ).toEqual(truth)
  const readme = await save(page, 'Dataset card')
  expect(readme.name).toBe('README.md')
  expect(readme.bytes.toString()).toContain('pretty_name: "Rumours"')
  await inspectScreen(page, 'datasets-files')

  // The reader holds a text, and asks which row it is.
  const index = truth.findIndex(({ hash }) => hash === truth[3]!.hash)
  const match = await check(page, samples[3]!.text, String(index))
  await expect(match).toContainText('Match: the same numbers')
  await expect(match).toContainText(/All 64 features and all \d word ids are equal/)
  await inspectScreen(page, 'datasets-match')
  await expect(await check(page, `${samples[3]!.text} Or not.`, truth[3]!.hash)).toContainText(
    /No match.*Cosine 0\.\d+.*Word ids/s,
  )
  const changed = JSON.stringify({ ...JSON.parse(lines[3]!), label: 1 - truth[3]!.label })
  await expect(await check(page, samples[3]!.text, changed)).toContainText('This row was changed')
  await inspectScreen(page, 'datasets-changed-row')
  await expect(await check(page, samples[3]!.text, '99')).toContainText('No such row is here')

  // New rows come on top; then all is deleted.
  await contribute(chain, task, samples.slice(24))
  await chain.client.mine({ blocks: behind })
  await rowsOf(page).getByRole('button', { name: 'Get new rows' }).click()
  await expect(rowsOf(page).getByText('6 rows added')).toBeVisible()
  await expect(
    filesOf(page)
      .getByText(/^Ends at block/)
      .first(),
  ).toBeVisible()
  await inspectScreen(page, 'datasets-new-rows')
  await rowsOf(page).getByRole('button', { name: 'Delete…' }).click()
  await rowsOf(page).getByRole('button', { name: 'Delete rows and files here' }).click()
  await expect(page.getByText('Nothing collected yet')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Nothing collected yet')).toBeVisible()
})
