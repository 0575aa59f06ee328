import { type DatasetRow, isValidated } from '../row'
import {
  type DatasetFacts,
  type FormatWriter,
  hasIds,
  isoTime,
  labelNames,
  type Sink,
} from './format'

/** A row as JSON has it; amounts are text, since many readers take numbers for fractions. */
export interface JsonRow {
  readonly index: number
  readonly block: number
  readonly block_time: string
  readonly contributor: string
  readonly label: number
  readonly label_name: string
  readonly features: readonly number[]
  /** Only where the task has them. */
  readonly word_ids?: readonly number[]
  readonly deposit_wei: string | null
  readonly state: DatasetRow['status']
  readonly validated: boolean
  readonly hash: string
  readonly transaction: string
  /** Only in a file with texts. */
  readonly text?: string | null
}

/** From rows to what JSON has of them. */
export function toJsonRows({
  task,
  texts,
}: DatasetFacts): (row: DatasetRow, index: number) => JsonRow {
  const names = labelNames(task)
  const ids = hasIds(task)
  return (row, index) => ({
    index,
    block: Number(row.block),
    block_time: isoTime(row.time),
    contributor: row.contributor,
    label: row.label,
    label_name: names[row.label] ?? '',
    features: Array.from(row.features),
    ...(ids ? { word_ids: row.ids } : {}),
    deposit_wei: row.deposit === null ? null : String(row.deposit),
    state: row.status,
    validated: isValidated(row.status),
    hash: row.key,
    transaction: row.transaction,
    ...(texts ? { text: texts.get(row.key) ?? null } : {}),
  })
}

/** JSON Lines: an object a row. */
export function jsonlWriter(facts: DatasetFacts, sink: Sink): FormatWriter {
  const json = toJsonRows(facts)
  const encoder = new TextEncoder()
  return {
    add: (rows, index) =>
      sink.write(
        encoder.encode(rows.map((row, i) => `${JSON.stringify(json(row, index + i))}\n`).join('')),
      ),
    end: async () => {},
  }
}
