import { writeFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createEncoder, EncoderRegistry } from '@hivemark/encoder'
import { createUseLiteLoader, type KnownUseLite } from '@hivemark/encoder/use-lite'
import type { Locator, Page } from '@playwright/test'
import { reader } from '../../encoder/test/use-lite/model-set'
import { type ServerOptions, serve, urlOf } from '../../encoder/test/use-lite/weight-server'
import type { TestBrowser } from '../fixtures/browser'
import { productId } from '../fixtures/ids'
import { ada, deployer } from '../fixtures/people'
import { chooseTask, tabOpenedBy, typeText, verdict } from '../fixtures/product'
import { inspectScreen } from '../fixtures/screens'
import { createTask } from '../fixtures/tasks'
import { useLite } from '../fixtures/use-lite'
import { test as base, expect } from '../fixtures/world'

/** A server of the weights that behaves as told. */
interface Mirror {
  readonly url: string
  /** File names, with the `Range` header if there was one. */
  readonly requests: readonly string[]
  close(): void
}

interface Fixtures {
  readonly mirror: (options?: ServerOptions) => Promise<Mirror>
  /** A browser with a task of the encoder with 64 features in its list. */
  readonly browser64: TestBrowser
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter
  mirror: async ({}, use) => {
    const servers: Server[] = []
    await use(async options => {
      const { set } = useLite()
      const requests: string[] = []
      const onRequest = (name: string, range?: string) =>
        requests.push(range ? `${name} ${range}` : name)
      const server = await serve(set.files, { onRequest, ...options })
      servers.push(server)
      return { url: urlOf(server), requests, close: () => closeServer(server) }
    })
    servers.forEach(closeServer)
  },
  browser64: async ({ open, chain }, use) => {
    const { few } = useLite()
    await createTask(chain, deployer, { card, encoderId: few.id })
    await use(await open(ada, { route: 'none' }))
  },
})

const card = {
  name: 'Whole sentences',
  description: 'A task of another encoder.',
  uri: '',
  labels: [
    { name: 'scam', definition: '' },
    { name: 'ok', definition: '' },
  ],
}

const text = 'Claim your free prize now, the wallet is waiting for your seed phrase'

function closeServer(server: Server): void {
  server.close()
  server.closeAllConnections()
}

async function encodersPage(
  browser: TestBrowser,
  state: string | RegExp = 'Not installed',
): Promise<{ page: Page; section: Locator }> {
  const page = await browser.openProduct('options.html#encoders')
  const section = page.getByRole('region', { name: 'Universal Sentence Encoder Lite' })
  await expect(section.getByText(state)).toBeVisible()
  return { page, section }
}

async function getFrom(section: Locator, url: string): Promise<void> {
  await section.getByLabel('A mirror').fill(url)
  await section.getByRole('button', { name: /from the mirror$/ }).click()
}

/** What the background makes of a text. */
async function encode(page: Page, encoderId: string) {
  const answer = await page.evaluate(
    ([asked, id]) => {
      const { chrome } = globalThis as unknown as {
        chrome: { runtime: { sendMessage(message: object): Promise<unknown> } }
      }
      const data = { text: asked, encoderId: id, model: null }
      return chrome.runtime.sendMessage({ id: 1, type: 'encode', data, timestamp: Date.now() })
    },
    [text, encoderId] as const,
  )
  return (answer as { res: { kind: string; features?: number[]; reproduces?: boolean } }).res
}

async function inNode({ projection, weights }: KnownUseLite): Promise<number[]> {
  const { set } = useLite()
  const loader = await createUseLiteLoader({ name: '', weights, projection })
  const registry = new EncoderRegistry([loader])
  const encoder = await createEncoder({ id: loader.id, readFile: reader(set), registry })
  return [...(await encoder.encode(text)).features]
}

test('from a task whose encoder is not here to its answer, then offline', async ({
  browser64,
  mirror,
}) => {
  test.setTimeout(120_000)
  const { full, few } = useLite()
  const popup = await browser64.openProduct('popup.html')
  await chooseTask(popup, card.name)
  await typeText(popup, text)
  await expect(popup.getByText('needs an encoder whose files are not here')).toBeVisible()
  await inspectScreen(popup, 'popup-weights-missing')
  const page = await tabOpenedBy(browser64, '#encoders', () =>
    popup.getByRole('button', { name: 'Get its files' }).click(),
  )
  const section = page.getByRole('region', { name: 'Universal Sentence Encoder Lite' })
  const good = await mirror()
  await getFrom(section, good.url)
  await expect(section.getByText('All files are here and right')).toBeVisible({ timeout: 30_000 })
  await expect(section.getByText(/^Installed, \d+\.\d MB$/)).toBeVisible()
  expect(good.requests).toEqual(few.weights.map(({ name }) => name))
  await inspectScreen(page, 'encoders-installed')

  good.close()
  await browser64.restart()
  const after = await browser64.openProduct('popup.html')
  await chooseTask(after, card.name)
  await typeText(after, text)
  await expect(after.getByRole('heading', { level: 2 })).toBeVisible({ timeout: 30_000 })
  await expect(after.getByRole('button', { name: /^scam/ })).toBeVisible()
  await inspectScreen(after, 'popup-other-encoder')
  await typeText(after, `${text}. `.repeat(30))
  await expect(
    after.getByText(/encoder reads the first \d+ of these 2,\d+ characters/),
  ).toBeVisible({
    timeout: 30_000,
  })
  for (const encoder of [few, full]) {
    const answer = await encode(after, encoder.id)
    expect(answer).toMatchObject({ kind: 'encoded', reproduces: true })
    expect(answer.features).toEqual(await inNode(encoder))
  }

  const options = await browser64.openProduct('options.html#encoders')
  const installed = options.getByRole('region', { name: 'Universal Sentence Encoder Lite' })
  await installed.getByRole('button', { name: /^Remove/ }).click()
  await expect(installed).toContainText('Not installed')
  expect(await encode(options, few.id)).toMatchObject({ kind: 'weights-missing' })
  await chooseTask(after, 'Scam?')
  await verdict(after)
})

test('a download is watched, cancelled and continued where it was', async ({
  browser64,
  mirror,
}) => {
  const { set, few } = useLite()
  const shard = few.weights[3]!.name
  const half = Math.floor(set.files.get(shard)!.length / 2)
  const slow = await mirror({ behaviours: { [shard]: [{ kind: 'stalls', after: half }] } })
  const { page, section } = await encodersPage(browser64)
  await getFrom(section, slow.url)
  const progress = section.getByRole('progressbar', { name: new RegExp(`MB of .* MB, ${shard}`) })
  await expect(progress).toBeVisible()
  await inspectScreen(page, 'encoders-getting')
  const second = await encodersPage(browser64, /MB here$/)
  await getFrom(second.section, slow.url)
  await expect(second.section.getByText('Another page is getting these files')).toBeVisible()
  await second.page.close()
  await section.getByRole('button', { name: 'Cancel' }).click()
  await expect(section.getByText('Cancelled')).toBeVisible()
  await expect(section.getByText(/^\d+\.\d MB of \d+\.\d MB here$/)).toBeVisible()
  await page.reload()
  const good = await mirror()
  await getFrom(section, good.url)
  await expect(section.getByText('All files are here and right')).toBeVisible({ timeout: 30_000 })
  expect(good.requests[0]).toBe(`${shard} bytes=${half}-`)
  expect(good.requests).toHaveLength(few.weights.length - 3)
})

test('a wrong and a refused file are named, the others kept, the rest got elsewhere', async ({
  browser64,
  mirror,
}) => {
  const { few } = useLite()
  const [, vocabulary, shard] = few.weights.map(({ name }) => name) as [string, string, string]
  const bad = await mirror({
    behaviours: {
      [vocabulary]: [{ kind: 'status', status: 403 }],
      [shard]: [{ kind: 'wrong-bytes' }],
    },
  })
  const { page, section } = await encodersPage(browser64)
  await getFrom(section, bad.url)
  const alert = section.getByRole('alert')
  await expect(alert).toContainText('2 files are still missing', { timeout: 30_000 })
  await expect(alert).toContainText(`refused ${vocabulary} (403)`)
  await expect(alert).toContainText(`has another ${shard}, with other bytes`)
  await inspectScreen(page, 'encoders-incomplete')
  const good = await mirror()
  await getFrom(section, good.url)
  await expect(section.getByText('All files are here and right')).toBeVisible({ timeout: 30_000 })
  expect(good.requests).toEqual([vocabulary, shard])
})

test('a mirror that pages of others may not read can be allowed', async ({ browser64, mirror }) => {
  const closed = await mirror({ cors: false })
  const { section } = await encodersPage(browser64)
  await getFrom(section, closed.url)
  const { host } = new URL(closed.url)
  await expect(section.getByRole('alert')).toContainText(`${host} could not be reached`, {
    ignoreCase: true,
  })
  await expect(
    section.getByRole('button', { name: `Allow Hivemark to reach ${host}` }),
  ).toBeVisible()
  expect(closed.requests.length).toBeGreaterThan(0)
})

test('files from a disk, a wrong one among them', async ({ browser64 }, info) => {
  const { set, few } = useLite()
  const put = async (name: string, bytes: Uint8Array) => {
    const path = info.outputPath(name)
    await writeFile(path, bytes)
    return path
  }
  // Names do not matter, bytes do.
  const paths: string[] = []
  for (const [at, { name }] of few.weights.entries()) {
    paths.push(await put(`download (${at})`, set.files.get(name)!))
  }
  const last = few.weights.at(-1)!.name
  const damaged = Uint8Array.from(set.files.get(last)!)
  damaged[20]! ^= 1
  const { section } = await encodersPage(browser64)
  const input = section.getByLabel('Files from a disk')
  await input.setInputFiles([...paths.slice(0, -1), await put(last, damaged)])
  await expect(section.getByRole('alert')).toContainText(`${last} is still missing`)
  await expect(section.getByRole('alert')).toContainText('with other bytes')
  await input.setInputFiles(paths.slice(-1))
  await expect(section.getByText('All files are here and right')).toBeVisible()
})

test('a file that was damaged here is thrown away and got again', async ({ browser64, mirror }) => {
  const { few } = useLite()
  const { page, section } = await encodersPage(browser64)
  const good = await mirror()
  await getFrom(section, good.url)
  await expect(section.getByText('All files are here and right')).toBeVisible({ timeout: 30_000 })
  const { hash, bytes, name } = few.weights[2]!
  await page.evaluate(
    async ([key, length]) => {
      const cache = await caches.open('encoder-weights-1')
      const headers = { 'content-length': `${length}` }
      const body = new Uint8Array(length)
      await cache.put(`https://weights.invalid/${key}`, new Response(body, { headers }))
    },
    [hash, bytes] as const,
  )
  expect(await encode(page, few.id)).toMatchObject({ kind: 'weights-missing' })
  await page.reload()
  await getFrom(section, good.url)
  await expect(section.getByText('All files are here and right')).toBeVisible({ timeout: 30_000 })
  expect(good.requests.filter(each => each === name)).toHaveLength(2)
  expect(await encode(page, few.id)).toMatchObject({ kind: 'encoded', reproduces: true })
})

test('a full disk', async ({ browser64, mirror }) => {
  const { few } = useLite()
  const good = await mirror()
  const { page, section } = await encodersPage(browser64)
  const room = few.weights.reduce((sum, { bytes }) => sum + bytes, 0) / 2
  const session = await browser64.context.newCDPSession(page)
  const origin = `chrome-extension://${productId}`
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: room })
  await getFrom(section, good.url)
  await expect(section.getByRole('alert')).toContainText('There is no room for', {
    timeout: 30_000,
  })
  await inspectScreen(page, 'encoders-no-room')
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await getFrom(section, good.url)
  await expect(section.getByText('All files are here and right')).toBeVisible({ timeout: 30_000 })
})

test('the places that others keep the files at', async ({ open }) => {
  const browser = await open(ada, { route: 'none' })
  const { section } = await encodersPage(browser)
  for (const name of ['Get from jsDelivr', 'Get from tfhub.dev']) {
    await expect(section.getByRole('button', { name })).toBeVisible()
  }
})
