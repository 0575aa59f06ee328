import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Answered } from '../predict/answer'
import { practiceSnapshot, practiceTask } from '../predict/practice-task'
import { stored } from '../storage'
import { type HistoryEntry, longestKeptText, mostEntries } from './entry'
import {
  clearHistory,
  deleteEntry,
  entryOf,
  historyJsonl,
  recordAnswer,
  restoreHistory,
  searchHistory,
  withEntry,
} from './history'

let privateWindow: boolean
let privateTab: boolean

beforeEach(async () => {
  fakeBrowser.reset()
  privateWindow = false
  privateTab = false
  Object.assign(fakeBrowser.windows, { getCurrent: async () => ({ incognito: privateWindow }) })
  Object.assign(fakeBrowser.tabs, {
    get: async (id: number) => {
      if (id === 404) throw new Error('No tab with id: 404.')
      return { incognito: privateTab }
    },
  })
  Object.assign(fakeBrowser, { extension: { inIncognitoContext: false } })
  await stored.keepHistory.set(true)
})

const answered = (text: string, tabId: number | null = 7): Answered => ({
  kind: 'answered',
  text,
  features: new Int8Array(64),
  encoderId: practiceTask.rules.encoderId as Answered['encoderId'],
  reproduces: true,
  reading: { label: 0, scores: [9, 0], margin: 9, probabilities: [0.9, 0.1], why: [] },
  read: text.length,
  snapshot: practiceSnapshot,
  readAt: 1,
  contract: null,
  task: practiceTask,
  tabId,
})

const entry = (text: string, change: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...entryOf(answered(text), 'typed', 1_000),
  ...change,
})
const texts = async () => (await stored.history.get()).map(({ text }) => text)

describe('what is remembered', () => {
  it('is nothing unless the person wants it', async () => {
    await stored.keepHistory.set(false)
    await recordAnswer(answered('a text'), 'typed')
    expect(await texts()).toEqual([])
    fakeBrowser.reset()
    expect(await stored.keepHistory.get()).toBe(false)
  })

  it('is text, answer and time, but nothing of the page', async () => {
    await recordAnswer(answered('a text'), 'selection')
    const [kept] = await stored.history.get()
    expect(Object.keys(kept!).sort()).toEqual(
      ['at', 'block', 'cut', 'id', 'label', 'labelName', 'share', 'source', 'sure'].concat(
        'taskKey',
        'taskName',
        'text',
      ),
    )
    expect(kept).toMatchObject({ text: 'a text', labelName: 'scam', share: 0.9, block: 1_234n })
  })

  it('is nothing of a private window, or where that cannot be told', async () => {
    privateTab = true
    await recordAnswer(answered('private tab'), 'selection')
    privateTab = false
    privateWindow = true
    await recordAnswer(answered('private window', null), 'typed')
    privateWindow = false
    Object.assign(fakeBrowser, { extension: { inIncognitoContext: true } })
    await recordAnswer(answered('private page'), 'typed')
    Object.assign(fakeBrowser, { extension: { inIncognitoContext: false } })
    await recordAnswer(answered('tab is gone', 404), 'selection')
    expect(await texts()).toEqual([])
    await recordAnswer(answered('not private'), 'selection')
    expect(await texts()).toEqual(['not private'])
  })

  it('is a bounded part of a long text, and says how much is missing', () => {
    const long = entryOf(answered('x'.repeat(longestKeptText + 3)), 'typed', 1)
    expect([long.text.length, long.cut]).toEqual([longestKeptText, 3])
  })

  it('is one entry for a text, and for a text that was written on', () => {
    const begun = entry('Your wallet')
    const written = entry('Your wallet was', { at: 2_000 })
    const later = entry('Your wallet was taken', { at: 900_000 })
    const other = entry('Your wallet was', { taskKey: '1:0x', at: 3_000 })
    expect(withEntry([begun], written)).toEqual([written])
    expect(withEntry([written], later)).toEqual([later, written])
    expect(withEntry([written], other)).toEqual([other, written])
    const again = entry('Your wallet was', { source: 'selection', at: 999_999 })
    expect(withEntry([later, written], again)).toEqual([again, later])
  })

  it('is forgotten from the oldest on', () => {
    const full = Array.from({ length: mostEntries }, (_, index) => entry(`text ${index}`))
    const next = withEntry(full, entry('the newest'))
    expect([next.length, next[0]!.text, next.at(-1)!.text]).toEqual([
      mostEntries,
      'the newest',
      `text ${mostEntries - 2}`,
    ])
  })
})

describe('the history', () => {
  it('is deleted and brought back, without losing what came since', async () => {
    const [old, young] = [entry('old', { at: 1 }), entry('young', { at: 3 })]
    await stored.history.set([young, old])
    await deleteEntry(young.id)
    expect(await texts()).toEqual(['old'])
    const cleared = await clearHistory()
    expect(await texts()).toEqual([])
    await stored.history.set([entry('since', { at: 2 })])
    await restoreHistory([...cleared, young])
    expect(await texts()).toEqual(['young', 'since', 'old'])
  })

  it('is searched by words and by task', () => {
    const all = [entry('Verify your PHRASE'), entry('phrase book', { taskKey: '1:0x' })]
    expect(searchHistory(all, 'phrase verify', null)).toEqual([all[0]])
    expect(searchHistory(all, 'scam', '1:0x')).toEqual([all[1]])
    expect(searchHistory(all, ' ', null)).toEqual(all)
  })

  it('is saved one JSON object a line', () => {
    const lines = historyJsonl([entry('a\nb'), entry('c')])
      .trimEnd()
      .split('\n')
    expect(lines.map(line => JSON.parse(line))).toMatchObject([
      { text: 'a\nb', block: '1234', at: '1970-01-01T00:00:01.000Z' },
      { text: 'c', label: 0, labelName: 'scam' },
    ])
  })
})
