import type { Task } from '@hivemark/contracts'
import type { BriefReading } from '../predict/classify-many'
import { isSure } from '../predict/sureness'
import type { ListRow } from './list-rows'

/** What one task's model says about a list. */
export interface TaskOutcome {
  readonly task: Task
  /** Block that the model was read at. */
  readonly block: bigint
  /** One per row; `null` where the text says nothing to the encoder. */
  readonly readings: readonly (BriefReading | null)[]
}

export interface Outcome {
  readonly rows: readonly ListRow[]
  readonly tasks: readonly TaskOutcome[]
  /** Milliseconds from the first text to the last answer. */
  readonly tookMs: number
}

/** Rows per label, and those without one. */
export function countLabels({ task, readings }: TaskOutcome) {
  const labels = task.card.labels.map(() => 0)
  let unsure = 0
  let nothing = 0
  for (const reading of readings) {
    if (!reading) nothing++
    else {
      labels[reading.label]!++
      if (!isSure(reading.probabilities)) unsure++
    }
  }
  return { labels, unsure, nothing }
}

/** What of a list is shown: rows with one label, rows that are not sure, or all. */
export type Filter = 'all' | 'unsure' | 'nothing' | number
export type Order = 'list' | 'least-sure' | 'most-sure'

/** Places in the list of the rows to show, in order. */
export function arrange({ readings }: TaskOutcome, filter: Filter, order: Order): number[] {
  const places = [...readings.keys()].filter(place => shows(filter, readings[place]!))
  if (order === 'list') return places
  const sure = readings.map(each => (each ? lead(each.probabilities) : -1))
  const sign = order === 'least-sure' ? 1 : -1
  return places.sort((a, b) => sign * (sure[a]! - sure[b]!) || a - b)
}

function shows(filter: Filter, reading: BriefReading | null): boolean {
  if (filter === 'all') return true
  if (filter === 'nothing') return reading === null
  if (!reading) return false
  return filter === 'unsure' ? !isSure(reading.probabilities) : reading.label === filter
}

/** By how much the first label leads: what "sure" means here, whatever the number of labels. */
function lead(probabilities: readonly number[]): number {
  const [first = 0, second = 0] = [...probabilities].sort((a, b) => b - a)
  return first - second
}

/** How a task's labels compare with what the list says is true. */
export interface Comparison {
  /** Rows by true label, then by the model's. */
  readonly table: readonly (readonly number[])[]
  readonly right: number
  readonly compared: number
  /** Rows that say what is true, but in no word of the task. */
  readonly unknown: number
}

/** Compares by the labels' names, whatever the case, or else by their numbers from 0; `null` when nothing can be. */
export function compare(rows: readonly ListRow[], outcome: TaskOutcome): Comparison | null {
  const { labels } = outcome.task.card
  const meant = truthReader(labels.map(({ name }) => name))
  const table = labels.map(() => labels.map(() => 0))
  const seen = { right: 0, compared: 0, unknown: 0 }
  for (const [place, { truth }] of rows.entries()) {
    const reading = outcome.readings[place]
    if (truth === null || !reading) continue
    const label = meant(truth)
    if (label === null) seen.unknown++
    else {
      table[label]![reading.label]!++
      seen.compared++
      if (label === reading.label) seen.right++
    }
  }
  return seen.compared > 0 ? { table, ...seen } : null
}

function truthReader(names: readonly string[]): (truth: string) => number | null {
  const plain = (text: string) => text.trim().toLowerCase()
  const byName = new Map(names.map((name, index) => [plain(name), index]))
  return truth => {
    const named = byName.get(plain(truth))
    if (named !== undefined) return named
    return /^\d$/.test(truth) && Number(truth) < names.length ? Number(truth) : null
  }
}
