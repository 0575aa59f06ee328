import { parse, stringify } from 'devalue'
import type { Address } from 'viem'
import { storage, type WxtStorageItem } from 'wxt/utils/storage'
import type { Capture } from './capture/capture'
import type { ChainMemory } from './chain/identity'
import type { HistoryEntry } from './history/entry'
import type { Draft } from './label/draft'
import type { Intent } from './label/intent'
import type { Site, WishedSite } from './page-labels/site'
import type { StoredSnapshot } from './predict/stored-snapshot'
import { defaultSettings, type Settings } from './settings/settings'
import type { StoredContributions } from './stakes/stored-contributions'
import { noChoices, type TaskChoices } from './tasks/choices'
import type { KnownTask } from './tasks/known-task'

/** A stored value that may hold bigints and typed arrays, which `storage.local` alone cannot. */
export interface StoredItem<T> {
  get(): Promise<T>
  set(value: T): Promise<void>
  /** Calls back with every later value; returns the way to stop. */
  watch(listener: (value: T) => void): () => void
}

function defineItem<T>(key: `${'local' | 'session'}:${string}`, fallback: () => T): StoredItem<T> {
  const item: WxtStorageItem<string | null, Record<string, unknown>> = storage.defineItem<
    string | null
  >(key, { fallback: null })
  const read = (text: string | null): T => (text === null ? fallback() : (parse(text) as T))
  return {
    get: async () => read(await item.getValue()),
    set: value => item.setValue(stringify(value)),
    watch: listener => item.watch(text => listener(read(text))),
  }
}

/** Changes an item one writer at a time, over all pages of the extension. */
export async function change<T>(item: StoredItem<T>, edit: (value: T) => T): Promise<T> {
  return exclusively(`hivemark:${keyOf(item)}`, async () => {
    const next = edit(await item.get())
    await item.set(next)
    return next
  })
}

const queues = new Map<string, Promise<unknown>>()

/** Does one work at a time of those with a name. Where a browser has no locks (nor Node, before version 24), a queue within this page must do. */
export function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks
  if (locks) return locks.request(name, work) as Promise<T>
  const turn = (queues.get(name) ?? Promise.resolve()).then(work)
  queues.set(
    name,
    turn.catch(() => {}),
  )
  return turn
}

/**
 * Everything the extension remembers, in one list. `local` survives a restart, `session` a killed
 * worker. A number in a name is raised when its values take another shape; what can be read from the
 * chain again is not carried over. Beside these: the files of encoders in the Cache Storage
 * (`encoders/`), rows and files of datasets in the origin private file system (`dataset/files/`), and
 * the list pasted under "Try out", which is one tab's and ends with it (`tryout/list-session.ts`).
 */
export const stored = {
  /** What the person chose: network, endpoint, wallet. */
  settings: defineItem<Settings>('local:settings', defaultSettings),
  /** Tasks the person can choose from: the registry's and those added by address. */
  tasks: defineItem<KnownTask[]>('local:tasks-2', () => []),
  /** Key of the task shown last. */
  chosenTask: defineItem<string | null>('local:chosen-task', () => null),
  /** How the person arranged the tasks; on which site which one is asked first. */
  taskChoices: defineItem<TaskChoices>('local:task-choices', () => noChoices),
  /** Last copy of each model, by task key. */
  snapshots: defineItem<Record<string, StoredSnapshot>>('local:snapshots-2', () => ({})),
  /** What proves that the chain behind the endpoint is still the same one. */
  chainMemory: defineItem<ChainMemory | null>('local:chain-memory', () => null),
  /** Labels not yet submitted. */
  drafts: defineItem<Draft[]>('local:drafts', () => []),
  /** Calls on their way through wallet and chain, and those that ended. */
  intents: defineItem<Intent[]>('local:intents', () => []),
  /** Texts of own contributions by sample key; the chain holds only their features. */
  ownTexts: defineItem<Record<string, string>>('local:own-texts', () => ({})),
  /** Contributions as last read from the chain, by task key. */
  contributions: defineItem<Record<string, StoredContributions>>(
    'local:contributions-2',
    () => ({}),
  ),
  /** Addresses whose deposits are shown, beside those that signed here. */
  watchedAddresses: defineItem<Address[]>('local:watched-addresses', () => []),
  /** Whether the welcome page was opened by itself, and whether someone went through it or skipped it. */
  welcome: defineItem<'new' | 'opened' | 'done'>('local:welcome', () => 'new'),
  /** Recent classifications, newest first; only while `keepHistory` is on. */
  history: defineItem<HistoryEntry[]>('local:history', () => []),
  /** Whether classifications are remembered. Off until the person switches it on. */
  keepHistory: defineItem<boolean>('local:keep-history', () => false),
  /** Sites where labels or the bubble are switched on, and the texts never to be marked there. */
  sites: defineItem<Site[]>('local:sites', () => []),
  /** The site that someone asked to switch on while the browser asks them for permission. */
  wishedSite: defineItem<WishedSite | null>('session:wished-site', () => null),
  /** The selection that the popup should show when it opens. */
  capture: defineItem<Capture | null>('session:capture', () => null),
  /** The web page the button was last pressed on: where a page's wallet may be asked. */
  pageTab: defineItem<number | null>('session:page-tab', () => null),
}

function keyOf(item: StoredItem<unknown>): string {
  const found = Object.entries(stored).find(([, candidate]) => candidate === item)
  return found?.[0] ?? 'unlisted'
}
