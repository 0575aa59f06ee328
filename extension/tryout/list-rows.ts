import { captureOf } from '../capture/capture'
import type { ListTable } from './parse-list'

/** A row that is classified. */
export interface ListRow {
  /** Its place in the list, from 1. */
  readonly number: number
  readonly text: string
  /** What the list says is true; `null` where it says nothing. */
  readonly truth: string | null
}

export interface ListRows {
  readonly rows: readonly ListRow[]
  /** Rows without a text, which were left out. */
  readonly empty: number
  /** Rows whose text was cut at `longestText`. */
  readonly cut: number
}

/** The rows of a table that have a text, each cut as everywhere else. */
export function rowsOf(table: ListTable, text: number, truth: number | null): ListRows {
  let cut = 0
  const rows = table.rows.flatMap((cells, index): ListRow[] => {
    const capture = captureOf(cells[text] ?? '', 'typed', null)
    if (!capture) return []
    if (capture.cut > 0) cut++
    const said = truth === null ? '' : (cells[truth] ?? '').trim()
    return [{ number: index + 1, text: capture.text, truth: said || null }]
  })
  return { rows, empty: table.rows.length - rows.length, cut }
}
