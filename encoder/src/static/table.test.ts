import { describe, expect, it } from 'vitest'
import foldRules from '../../table/folds.json' with { type: 'json' }
import { compileFolds } from './folds.ts'
import { SHAPE_ROWS } from './shape.ts'
import { DIMENSIONS, formatTable, parseTable, TableError, type TableFault } from './table.ts'

const words = ['a', 'über', '🚀']
const rows = new Int8Array((words.length + 4 + SHAPE_ROWS) * DIMENSIONS).map((_, i) => i % 100)
const file = formatTable(words, foldRules, 4, rows)
/** Where the folds begin: behind the words, which end with a line feed each. */
const foldsAt = 32 + new TextEncoder().encode(words.join('')).length + words.length

function changed(at: number, byte: number): Uint8Array {
  const copy = file.slice()
  copy[at] = byte
  return copy
}

function faultOf(bytes: Uint8Array): TableFault | null {
  try {
    parseTable(bytes)
    return null
  } catch (error) {
    expect(error).toBeInstanceOf(TableError)
    expect((error as TableError).message).toMatch(/(again|Update the program|another file)\.$/)
    return (error as TableError).fault
  }
}

describe('parseTable', () => {
  it('reads what formatTable writes, from a view too', () => {
    const shifted = new Uint8Array(file.length + 3)
    shifted.set(file, 3)
    const table = parseTable(shifted.subarray(3))
    expect(table.buckets).toBe(4)
    expect(table.folds).toEqual(compileFolds(foldRules))
    expect(table.rows).toEqual(rows.slice(0, 7 * DIMENSIONS))
    expect(table.shapes).toEqual(rows.slice(7 * DIMENSIONS))
    for (const [i, word] of words.entries()) {
      const codes = Array.from(word, letter => letter.codePointAt(0)!)
      expect(table.vocabulary.find(codes, 0, codes.length)).toBe(i)
    }
    expect(table.vocabulary.findAscii('b')).toBe(-1)
  })

  it.each<[string, Uint8Array, TableFault]>([
    ['an empty file', new Uint8Array(0), 'truncated'],
    ['a file cut short', file.slice(0, -1), 'truncated'],
    ['a file with more behind it', new Uint8Array([...file, 0]), 'damaged'],
    ['another magic', changed(0, 0), 'not-a-table'],
    ['a newer version', changed(4, 3), 'unknown-version'],
    ['another dimension', changed(6, 32), 'damaged'],
    ['buckets that are no power of 2', changed(16, 5), 'damaged'],
    ['a lost word end', changed(33, 0x61), 'damaged'],
    ['folds that are no JSON', changed(foldsAt, 0x61), 'damaged'],
  ])('refuses %s', (_, bytes, fault) => {
    expect(faultOf(bytes)).toBe(fault)
  })
})
