import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { stored } from '../storage'
import { longestBlock, textsAtOnce } from './page-data'
import { askingPage } from './page-messages'
import { servePages } from './serve-pages'
import type { Site } from './site'

const { id } = fakeBrowser.runtime
const pattern = 'https://example.org/*'
const site: Site = { pattern, tasks: [], bubble: true, shownTexts: [] }
const url = 'https://example.org/thread?page=2'
const page = { id, url, origin: 'https://example.org', tab: { id: 7 } }
const permitted = vi.fn<() => Promise<boolean>>()

type Listener = (message: object, sender: object, answer: (value: unknown) => void) => unknown
const listeners: Listener[] = []

beforeAll(() => {
  const event = { addListener: () => {}, removeListener: () => {} }
  Object.assign(fakeBrowser.permissions, { contains: permitted, onAdded: event, onRemoved: event })
  Object.assign(fakeBrowser.runtime.onMessage, {
    addListener: (listener: Listener) => listeners.push(listener),
  })
  Object.assign(fakeBrowser.storage.local, { setAccessLevel: async () => {} })
  vi.stubGlobal('chrome', fakeBrowser)
})

beforeEach(async () => {
  fakeBrowser.reset()
  permitted.mockResolvedValue(true)
  await stored.sites.set([site])
})

describe('who may ask as a page', () => {
  it('is our own script in a page of a switched-on site', async () => {
    expect(await askingPage(page)).toEqual({ site, origin: 'https://example.org', tabId: 7 })
  })

  it.each([
    ['another extension', { ...page, id: 'another' }],
    ['a script without a tab', { ...page, tab: undefined }],
    ['a page of another site', { ...page, url: 'https://example.com/', origin: undefined }],
    ['a subdomain', { ...page, url: 'https://a.example.org/', origin: undefined }],
    [
      'the same host without encryption',
      { ...page, url: 'http://example.org/', origin: undefined },
    ],
    ['a frame whose origin is another one', { ...page, origin: 'null' }],
    ['one that names no address', { ...page, url: undefined }],
    ['one of our own pages', { ...page, url: fakeBrowser.runtime.getURL('/popup.html' as never) }],
  ])('is not %s', async (_, sender) => {
    expect(await askingPage(sender)).toBeNull()
  })

  it('is nobody once the permission is gone, or all is off', async () => {
    permitted.mockResolvedValue(false)
    expect(await askingPage(page)).toBeNull()
    permitted.mockResolvedValue(true)
    await stored.sites.set([{ ...site, bubble: false }])
    expect(await askingPage(page)).toBeNull()
  })
})

describe('what a page may say', () => {
  const classifyMany = vi.fn()

  function say(type: string, data: unknown, sender: object = page): Promise<unknown> {
    return new Promise(resolve => {
      for (const listener of listeners) {
        listener({ id: 1, type, data, timestamp: 1 }, sender, resolve)
      }
    })
  }

  beforeAll(() => servePages({ classifyMany }))
  beforeEach(() => classifyMany.mockReset())

  it('is how it wants to be labelled', async () => {
    expect(await say('readPage', undefined)).toMatchObject({ res: { tasks: [], bubble: true } })
    expect(await say('labelTexts', ['a text'])).toMatchObject({ res: { tasks: [] } })
  })

  it.each([
    ['no list', 'text'],
    ['no texts', [{ length: 3 }]],
    ['too many', Array(textsAtOnce + 1).fill('text')],
    ['too long a one', ['x'.repeat(longestBlock + 1)]],
    ['nothing', undefined],
  ])('is not %s where texts are meant', async (_, data) => {
    expect(await say('labelTexts', data)).toEqual({ res: null })
    expect(classifyMany).not.toHaveBeenCalled()
  })

  it('is not anything but a text where one is meant', async () => {
    for (const type of ['classifySelection', 'openPopup', 'neverMark']) {
      expect(await say(type, { toString: 'no' })).toEqual({ res: null })
    }
    expect((await stored.sites.get())[0]).toEqual(site)
    expect(await stored.capture.get()).toBeNull()
  })

  it('is that one text is never marked, kept with its first words only', async () => {
    await say('neverMark', `Claim your prize\u202e ${'now '.repeat(100)}`)
    const [kept] = (await stored.sites.get())[0]!.shownTexts
    expect(kept!.start).toMatch(/^Claim your prize now/)
    expect(kept!.start.length).toBeLessThanOrEqual(60)
  })

  it('is nothing from elsewhere', async () => {
    const elsewhere = { ...page, url: 'https://evil.example/', origin: 'https://evil.example' }
    expect(await say('readPage', undefined, elsewhere)).toEqual({ res: null })
    expect(await say('neverMark', 'text', elsewhere)).toEqual({ res: null })
    expect((await stored.sites.get())[0]).toEqual(site)
  })
})
