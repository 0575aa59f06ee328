import Papa from 'papaparse'
import type { ListProblem } from './list-problem'

/** How a list is written. */
export type ListFormat = 'lines' | 'csv' | 'tsv' | 'jsonl'

/** Most rows that are classified at once; what is beyond stays in the file. */
export const mostRows = 10_000

/** A list as a table: cells by row and column, the rows as long as the columns. */
export interface ListTable {
  readonly format: ListFormat
  /** Names of the columns, from the first row or made up. */
  readonly columns: readonly string[]
  readonly named: boolean
  readonly rows: readonly (readonly string[])[]
  /** The file goes on after the last row taken. */
  readonly more: boolean
  /** Rows with more or fewer cells than the first, and the first of them, counted from 1. */
  readonly ragged: { readonly count: number; readonly first: number } | null
}

export type ParsedList =
  | { readonly kind: 'table'; readonly table: ListTable }
  | { readonly kind: 'refused'; readonly problem: ListProblem }

export interface ListReading {
  readonly format: ListFormat
  /** The first row names the columns; without meaning for lines and JSONL. */
  readonly named: boolean
}

/** How a list is most likely written, by the name of its file or else by its beginning. */
export function guessReading(text: string, fileName: string | null): ListReading {
  const format = formatOfName(fileName) ?? formatOfText(text)
  if (format !== 'csv' && format !== 'tsv') return { format, named: false }
  return { format, named: looksNamed(separated(text, format, 20).data) }
}

/** Reads at most `mostRows` rows of a list. */
export function parseList(text: string, reading: ListReading): ParsedList {
  const whole = text.startsWith('\ufeff') ? text.slice(1) : text
  if (whole.trim() === '') return { kind: 'refused', problem: { kind: 'empty' } }
  switch (reading.format) {
    case 'lines':
      return parseLines(whole)
    case 'jsonl':
      return parseJsonLines(whole)
    case 'csv':
    case 'tsv':
      return parseSeparated(whole, { ...reading, format: reading.format })
  }
}

function formatOfName(name: string | null): ListFormat | null {
  const end = /\.(csv|tsv|tab|jsonl|ndjson)$/i.exec(name ?? '')?.[1]?.toLowerCase()
  if (end === 'csv') return 'csv'
  if (end === 'tsv' || end === 'tab') return 'tsv'
  return end ? 'jsonl' : null
}

function formatOfText(text: string): ListFormat {
  const start = text.slice(0, 20_000).trimStart()
  if (start.startsWith('{') && parseJson(start.split('\n')[0]!) !== undefined) return 'jsonl'
  const isTable = (format: 'csv' | 'tsv') => {
    const { data } = separated(start, format, 20)
    const width = data[0]?.length ?? 0
    if (data.length < 2 || width < 2 || width > 50) return false
    // The last row may be cut off by the bound above.
    const same = data.slice(0, -1).every(row => row.length === width)
    return same && (format === 'tsv' || looksNamed(data))
  }
  if (isTable('tsv')) return 'tsv'
  return isTable('csv') ? 'csv' : 'lines'
}

const separators = { csv: '', tsv: '\t' } as const

function separated(text: string, format: 'csv' | 'tsv', preview: number) {
  return Papa.parse<string[]>(text, {
    // Empty: found out, since some countries write CSV with semicolons.
    delimiter: separators[format],
    delimitersToGuess: [',', ';', '|'],
    preview,
    skipEmptyLines: 'greedy',
  })
}

/** Names are short, differ, and are no numbers; often one is a word that people call such columns. */
function looksNamed(data: readonly (readonly string[])[]): boolean {
  const [first, ...others] = data
  if (!first || others.length === 0) return false
  const names = first.map(cell => cell.trim())
  if (names.some(name => textNames.test(name) || labelNames.test(name))) return true
  const short = names.every(name => name !== '' && name.length <= 30 && !/^[-+\d.,]+$/.test(name))
  const longest = Math.max(...others.map(row => Math.max(...row.map(cell => cell.length))))
  return short && new Set(names).size === names.length && longest > 40
}

const textNames =
  /^(text|texts|comment|comments|message|sentence|body|content|title|headline|review)$/i
const labelNames = /^(label|labels|class|category|truth|target|gold|true[ _-]?label)$/i

function parseLines(text: string): ParsedList {
  const rows: string[][] = []
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (rows.length > mostRows) break
    if (line.trim() !== '') rows.push([line])
  }
  return tableOf('lines', ['text'], false, rows, null)
}

function parseSeparated(
  text: string,
  { format, named }: ListReading & { readonly format: 'csv' | 'tsv' },
): ParsedList {
  const { data, errors } = separated(text, format, mostRows + (named ? 2 : 1))
  const open = errors.find(({ code }) => code === 'MissingQuotes')
  if (open) return { kind: 'refused', problem: { kind: 'open-quote', row: (open.row ?? 0) + 1 } }
  const width = data[0]?.length ?? 0
  const header = named ? data[0]! : []
  const columns = Array.from(
    { length: width },
    (_, index) => header[index]?.trim() || `column ${index + 1}`,
  )
  const uneven = data.flatMap((row, index) => (row.length === width ? [] : [index + 1]))
  const rows = (named ? data.slice(1) : data).map(row =>
    row.length === width ? row : Array.from({ length: width }, (_, index) => row[index] ?? ''),
  )
  const ragged = uneven.length > 0 ? { count: uneven.length, first: uneven[0]! } : null
  return tableOf(format, columns, named, rows, ragged)
}

function parseJsonLines(text: string): ParsedList {
  const objects: Record<string, unknown>[] = []
  const columns = new Set<string>()
  for (const [index, line] of text.split(/\r\n|\n/).entries()) {
    if (objects.length > mostRows) break
    if (line.trim() === '') continue
    const value = parseJson(line)
    if (value === undefined) {
      return { kind: 'refused', problem: { kind: 'not-jsonl', row: index + 1 } }
    }
    objects.push(value)
    for (const [name, cell] of Object.entries(value)) {
      if (columns.size < 50 && isCell(cell)) columns.add(name)
    }
  }
  const names = [...columns]
  const rows = objects.map(object =>
    names.map(name => {
      const cell = Object.hasOwn(object, name) ? object[name] : ''
      return isCell(cell) ? String(cell) : ''
    }),
  )
  return tableOf('jsonl', names, true, rows, null)
}

const isCell = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** A line's object; a bare string is the text. `undefined` for anything else. */
function parseJson(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'string') return { text: value }
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function tableOf(
  format: ListFormat,
  columns: readonly string[],
  named: boolean,
  rows: readonly (readonly string[])[],
  ragged: ListTable['ragged'],
): ParsedList {
  const table = { format, columns, named, rows: rows.slice(0, mostRows), ragged }
  if (rows.length === 0) return { kind: 'refused', problem: { kind: 'empty' } }
  if (textColumns(table).length === 0) return { kind: 'refused', problem: { kind: 'no-text' } }
  return { kind: 'table', table: { ...table, more: rows.length > mostRows } }
}

/** How many rows are looked at to tell what a column holds. */
const sampled = 200

/** Columns that hold texts, the likeliest first. */
export function textColumns({ columns, rows }: Pick<ListTable, 'columns' | 'rows'>): number[] {
  const sample = rows.slice(0, sampled)
  const weight = (column: number) => {
    const worded = sample.filter(row => /\p{L}/u.test(row[column] ?? ''))
    const length = worded.reduce((sum, row) => sum + row[column]!.length, 0)
    return length + (length > 0 && textNames.test(columns[column]!) ? 1e9 : 0)
  }
  const weights = columns.map((_, column) => weight(column))
  return [...weights.keys()].filter(c => weights[c]! > 0).sort((a, b) => weights[b]! - weights[a]!)
}

/** The column that says what is true, if one is called so. */
export function truthColumn({ columns }: ListTable, textColumn: number): number | null {
  const found = columns.findIndex((name, index) => index !== textColumn && labelNames.test(name))
  return found < 0 ? null : found
}
