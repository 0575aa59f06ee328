import { type DatasetFacts, type FormatWriter, hasIds, type Sink } from './format'
import { type JsonRow, toJsonRows } from './jsonl'

/** CSV as RFC 4180 has it, a header first. Features are one cell, a JSON array, however many there are. */
export function csvWriter(facts: DatasetFacts, sink: Sink): FormatWriter {
  const json = toJsonRows(facts)
  const columns = csvColumns(facts)
  const encoder = new TextEncoder()
  const write = (lines: string[]) => sink.write(encoder.encode(lines.join('')))
  const lineOf = (row: JsonRow) => `${columns.map(name => cell(row[name])).join(',')}\r\n`
  let begun = false
  const begin = async () => {
    if (!begun) await write([`${columns.join(',')}\r\n`])
    begun = true
  }
  return {
    add: async (rows, index) => {
      await begin()
      await write(rows.map((row, i) => lineOf(json(row, index + i))))
    },
    end: begin,
  }
}

function csvColumns({ task, texts }: DatasetFacts): (keyof JsonRow)[] {
  return [
    'index',
    'block',
    'block_time',
    'contributor',
    'label',
    'label_name',
    'features',
    ...(hasIds(task) ? (['word_ids'] as const) : []),
    'deposit_wei',
    'state',
    'validated',
    'hash',
    'transaction',
    ...(texts ? (['text'] as const) : []),
  ]
}

/** What makes a spreadsheet take a cell for a formula. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/

function cell(value: JsonRow[keyof JsonRow]): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return quoted(JSON.stringify(value))
  return quoted(formula.test(value) ? `'${value}` : value)
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
