import Papa from 'papaparse'
import { formulaCell } from '../../ui/spreadsheet'
import { type DatasetFacts, type FormatWriter, hasIds, type Sink } from './format'
import { type JsonRow, toJsonRows } from './jsonl'

/** CSV as RFC 4180 has it, a header first. Features are one cell, a JSON array, however many there are. */
export function csvWriter(facts: DatasetFacts, sink: Sink): FormatWriter {
  const json = toJsonRows(facts)
  const columns = csvColumns(facts)
  const encoder = new TextEncoder()
  const write = (lines: unknown[][]) =>
    sink.write(encoder.encode(`${Papa.unparse(lines, { escapeFormulae: formulaCell })}\r\n`))
  const cellsOf = (row: JsonRow) => columns.map(name => cell(row[name]))
  let begun = false
  const begin = async () => {
    if (!begun) await write([columns])
    begun = true
  }
  return {
    add: async (rows, index) => {
      await begin()
      if (rows.length > 0) await write(rows.map((row, i) => cellsOf(json(row, index + i))))
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

function cell(value: JsonRow[keyof JsonRow]): unknown {
  return Array.isArray(value) ? JSON.stringify(value) : value
}
