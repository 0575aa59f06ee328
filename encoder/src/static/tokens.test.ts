import { describe, expect, it } from 'vitest'
import foldRules from '../../table/folds.json' with { type: 'json' }
import { emptyFoldedText, foldText } from './normalize.ts'
import { emptyRows } from './rows.ts'
import { emptyPieces, scan } from './scan.ts'
import { SHAPE_ROWS } from './shape.ts'
import { DIMENSIONS, formatTable, parseTable } from './table.ts'
import { findRows } from './tokens.ts'

const words = [
  '!',
  '<n3>',
  '<url>',
  '<yr>',
  '7',
  'claim',
  'click',
  'free',
  'here',
  'money',
  'now',
  'paypal',
  'so',
  'your',
]
const buckets = 256
const rowCount = words.length + buckets + SHAPE_ROWS
const table = parseTable(
  formatTable(words, foldRules, buckets, new Int8Array(rowCount * DIMENSIONS)),
)

/** Words and, as `#3`, how many buckets stand for a stretch; with the stretch. */
function rowsOf(text: string): string[] {
  const folded = emptyFoldedText()
  const pieces = emptyPieces()
  const rows = emptyRows()
  foldText(text, table.folds, folded)
  scan(folded, pieces)
  findRows(folded, pieces, table, rows)
  const found: string[] = []
  for (let i = 0; i < rows.length; ) {
    const [from, to] = [rows.froms[i]!, rows.tos[i]!]
    const first = rows.numbers[i]!
    let count = 0
    for (; i < rows.length && rows.froms[i] === from && rows.tos[i] === to; i++) count++
    const stretch = text.slice(folded.starts[from], folded.ends[to - 1])
    found.push(`${words[first] ?? `#${count}`} [${stretch}]`)
  }
  return found
}

describe('findRows', () => {
  it.each([
    ['Free money!', ['free [Free]', 'money [money]', '! [!]']],
    ['7 100 2024', ['7 [7]', '<n3> [100]', '<yr> [2024]']],
    ["money's", ["money [money's]"]],
    ['fr33 m0n3y', ['free [fr33]', 'money [m0n3y]']],
    ['p@yp@l', ['paypal [p@yp@l]']],
    ['c1aim', ['claim [c1aim]']],
    ['f r e e', ['free [f r e e]']],
    ['m.o.n.e.y', ['money [m.o.n.e.y]']],
    ['c l i c k h e r e n o w', ['click [c l i c k]', 'here [h e r e]', 'now [n o w]']],
    ['z q x v', ['#1 [z]', '#1 [q]', '#1 [x]', '#1 [v]']],
    ['z q x v k', ['#6 [z q x v k]']],
    ['soooo freeee', ['so [soooo]', 'free [freeee]']],
    ['mmoonneeyy', ['money [mmoonneeyy]']],
    ['f\u200bree', ['free [f\u200bree]']],
    ['zorb', ['#5 [zorb]']],
    ['привет', ['#7 [привет]']],
    ['免费', ['#1 [免]', '#1 [免费]', '#1 [费]']],
    ['🚀', ['#1 [🚀]']],
    ['', []],
  ])('reads %j', (text, expected) => {
    expect(rowsOf(text)).toEqual(expected)
  })
})
