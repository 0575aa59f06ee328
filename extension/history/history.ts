import { captureOf } from '../capture/capture'
import type { Answered } from '../predict/answer'
import { isSure } from '../predict/sureness'
import { change, stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { type HistoryEntry, longestKeptText, mostEntries } from './entry'
import { isPrivate } from './private-window'

/** Within this time a longer version of what was typed is the same text, written on. */
const sameTypingMs = 60_000

/**
 * Remembers an answer, if the person wants a history and the window is not private. The same text
 * asked of the same task is one entry, and so is a typed text and what it grew into.
 */
export async function recordAnswer(
  answered: Answered,
  source: HistoryEntry['source'],
): Promise<void> {
  if (!(await stored.keepHistory.get()) || (await isPrivate(answered.tabId))) return
  const entry = entryOf(answered, source, Date.now())
  await change(stored.history, entries => withEntry(entries, entry))
}

/** What is remembered of an answer. */
export function entryOf(
  answered: Answered,
  source: HistoryEntry['source'],
  at: number,
): HistoryEntry {
  const { task, reading, snapshot } = answered
  const kept = captureOf(answered.text, source, null, answered.text.length, longestKeptText)!
  return {
    id: crypto.randomUUID(),
    text: kept.text,
    cut: kept.cut,
    taskKey: taskKey(task),
    taskName: task.card.name.slice(0, 200),
    label: reading.label,
    labelName: (task.card.labels[reading.label]?.name ?? '').slice(0, 200),
    share: reading.probabilities[reading.label] ?? 0,
    sure: isSure(reading.probabilities),
    block: snapshot.block,
    source,
    at,
  }
}

/** The history with one more entry in front. */
export function withEntry(entries: readonly HistoryEntry[], entry: HistoryEntry): HistoryEntry[] {
  const others = entries.filter(each => !isSame(each, entry))
  return [entry, ...others].slice(0, mostEntries)
}

function isSame(before: HistoryEntry, entry: HistoryEntry): boolean {
  if (before.taskKey !== entry.taskKey) return false
  if (before.text === entry.text && before.cut === entry.cut) return true
  return (
    before.source === 'typed' &&
    entry.source === 'typed' &&
    entry.at - before.at < sameTypingMs &&
    entry.text.startsWith(before.text)
  )
}

export async function deleteEntry(id: string): Promise<void> {
  await change(stored.history, entries => entries.filter(each => each.id !== id))
}

/** @returns what was there, for `restoreHistory` */
export async function clearHistory(): Promise<HistoryEntry[]> {
  let before: HistoryEntry[] = []
  await change(stored.history, entries => {
    before = entries
    return []
  })
  return before
}

/** Undoes a deletion; what came since stays. */
export async function restoreHistory(deleted: readonly HistoryEntry[]): Promise<void> {
  await change(stored.history, entries =>
    [...entries, ...deleted.filter(each => entries.every(({ id }) => id !== each.id))]
      .sort((a, b) => b.at - a.at)
      .slice(0, mostEntries),
  )
}

/** Entries whose text holds every word of the search, whatever the case; of one task, if one is given. */
export function searchHistory(
  entries: readonly HistoryEntry[],
  search: string,
  task: string | null,
): HistoryEntry[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter(({ text, taskKey, labelName }) => {
    if (task !== null && taskKey !== task) return false
    const searched = `${text} ${labelName}`.toLocaleLowerCase()
    return words.every(word => searched.includes(word))
  })
}

/** One JSON object a line, newest first. */
export function historyJsonl(entries: readonly HistoryEntry[]): string {
  return entries
    .map(({ id, block, at, ...rest }) => {
      const line = { ...rest, block: `${block}`, at: new Date(at).toISOString() }
      return `${JSON.stringify(line)}\n`
    })
    .join('')
}
