import type { FoldedText } from './normalize.ts'
import { Kind, type Pieces } from './scan.ts'

/** How many things are counted below; each text has one row at most of each. */
const SIGNS = 10

/** Rows of the table that say how a text looks rather than what it says. */
export const SHAPE_ROWS = 28

// First row of each kind; the rows of a kind follow by how much of it there is.
const CAPITALS = 0
const LENGTH = 5
const LINKS = 11
const DIGITS = 13
const EXCLAMATIONS = 16
const MONEY = 19
const SYMBOLS = 21
const QUESTION_AT_END = 24
const HASHES = 25
const USERS = 26

const HASH = 0x23
const EXCLAMATION = 0x21
const QUESTION = 0x3f
const CURRENCIES = new Set([0x24, 0xa3, 0xa5, 0x20ac, 0x20b9, 0x20bf])

/** The shape rows of a text: `rows[0]` to `rows[count - 1]`, each at most once. */
export interface Shape {
  count: number
  readonly rows: Uint8Array
}

export function emptyShape(): Shape {
  return { count: 0, rows: new Uint8Array(SIGNS) }
}

/** Counts what a text looks like; none for a text without pieces. */
export function measureShape(text: FoldedText, pieces: Pieces, into: Shape): void {
  into.count = 0
  if (pieces.length === 0) return
  let links = 0
  let digits = 0
  let exclamations = 0
  let money = 0
  let symbols = 0
  let hashes = 0
  let users = 0
  for (let i = 0; i < pieces.length; i++) {
    const kind = pieces.kinds[i]!
    if (kind === Kind.url) links++
    else if (kind === Kind.user) users++
    else if (kind === Kind.number) digits++
    else if (kind === Kind.symbol) {
      const code = text.codes[pieces.froms[i]!]!
      if (code === EXCLAMATION) exclamations++
      else if (code === HASH) hashes++
      else if (CURRENCIES.has(code)) money++
      else if (code >= 0x80) symbols++
    }
  }
  add(into, CAPITALS + capitalStep(text))
  add(into, LENGTH + step(pieces.length, 5, 10, 17, 31, 81))
  addSome(into, LINKS, links, step(links, 2))
  addSome(into, DIGITS, digits, step(digits, 3, 6))
  addSome(into, EXCLAMATIONS, exclamations, step(exclamations, 2, 4))
  addSome(into, MONEY, money, step(money, 2))
  addSome(into, SYMBOLS, symbols, step(symbols, 3, 6))
  addSome(into, HASHES, hashes, 0)
  addSome(into, USERS, users, step(users, 2))
  const last = text.codes[pieces.froms[pieces.length - 1]!]
  if (last === QUESTION) add(into, QUESTION_AT_END)
}

function addSome(into: Shape, first: number, count: number, by: number): void {
  if (count > 0) add(into, first + by)
}

function add(into: Shape, row: number): void {
  into.rows[into.count++] = row
}

/** Share of capitals among ASCII letters: none, up to 1/16, 1/4, 1/2, more. */
function capitalStep({ letters, capitals }: FoldedText): number {
  if (capitals === 0) return 0
  if (16 * capitals <= letters) return 1
  if (4 * capitals <= letters) return 2
  return 2 * capitals <= letters ? 3 : 4
}

/** How many of the bounds `value` reaches. */
function step(value: number, ...bounds: number[]): number {
  let count = 0
  for (const bound of bounds) if (value >= bound) count++
  return count
}
