import type { Task } from '@hivemark/contracts'
import type { Hex } from 'viem'
import { plainLine } from '../../ui/format'
import type { DatasetRow } from '../row'

export const formats = ['jsonl', 'csv', 'parquet', 'card'] as const

/** What a dataset can be had as. */
export type Format = (typeof formats)[number]

/** What a file says of the dataset as a whole. */
export interface DatasetFacts {
  readonly task: Task
  /** Sign of the currency that deposits are in. */
  readonly currency: string
  /** Name of the encoder, if this version knows it. */
  readonly encoder: string | null
  readonly genesis: Hex
  /** Last block that the rows come from, and its time in seconds. */
  readonly block: bigint
  readonly time: number
  readonly rows: number
  /** Texts by sample key that the person holds and wants in the file. */
  readonly texts: ReadonlyMap<string, string> | null
}

/** Where a file's bytes go, in order. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>
}

/** Writes one file, rows first, some at a time. */
export interface FormatWriter {
  /** @param index number of the first of them */
  add(rows: readonly DatasetRow[], index: number): Promise<void>
  end(): Promise<void>
}

/** Whether rows have ids of words. */
export function hasIds({ kind }: Task): boolean {
  return kind.model === 'tail-perceptron'
}

/** Names of the labels as a file shows them: a stranger's strings, one bounded line each. */
export function labelNames({ card }: Task): string[] {
  return card.labels.map(({ name }, i) => plainLine(name, 64) || `label ${i}`)
}

/** `2026-11-28T09:00:00Z` */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

const endings: Readonly<Record<Format, string>> = {
  jsonl: '.jsonl',
  csv: '.csv',
  parquet: '.parquet',
  card: '',
}

/** Name of a task's file: `scam-1a2b3c4d.csv`; the card is what Hugging Face calls it. */
export function fileName({ card, address }: Task, format: Format): string {
  if (format === 'card') return 'README.md'
  const words = card.name.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const slug = words.join('-').slice(0, 40).replace(/-$/, '') || 'task'
  return `${slug}-${address.slice(2, 10).toLowerCase()}${endings[format]}`
}
