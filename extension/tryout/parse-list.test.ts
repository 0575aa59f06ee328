import { describe, expect, it } from 'vitest'
import { longestText } from '../capture/capture'
import { rowsOf } from './list-rows'
import {
  guessReading,
  type ListTable,
  mostRows,
  parseList,
  textColumns,
  truthColumn,
} from './parse-list'
import { largestFile, readListFile } from './read-file'

function tableOf(text: string, fileName: string | null = null): ListTable {
  const parsed = parseList(text, guessReading(text, fileName))
  if (parsed.kind !== 'table') throw new Error(parsed.problem.kind)
  return parsed.table
}

const problemOf = (text: string, fileName: string | null = null) => {
  const parsed = parseList(text, guessReading(text, fileName))
  return parsed.kind === 'refused' ? parsed.problem : null
}

describe('a list', () => {
  it('is one text a line, if nothing speaks for more', () => {
    const table = tableOf('Hello, you there\r\n\r\nAnother, with two, commas\n')
    expect(table.format).toBe('lines')
    expect(table.rows).toEqual([['Hello, you there'], ['Another, with two, commas']])
  })

  it('is read as CSV with quotes, line breaks in cells, and semicolons', () => {
    const comma = tableOf('id,text,label\n1,"a ""b"", c\nd",ok\n', 'x.csv')
    expect(comma.columns).toEqual(['id', 'text', 'label'])
    expect(comma.rows).toEqual([['1', 'a "b", c\nd', 'ok']])
    const pasted = tableOf('id;comment\n1;hello, there\n2;and, you\n')
    expect([pasted.format, pasted.rows[1]]).toEqual(['csv', ['2', 'and, you']])
  })

  it('is read as TSV, and the first row is a text where it names nothing', () => {
    const table = tableOf('1\tone text\n2\tanother text\n')
    expect([table.format, table.named, table.rows.length]).toEqual(['tsv', false, 2])
  })

  it('is read as JSONL, whatever keys each line has', () => {
    const table = tableOf(
      '{"a":1,"text":"x y"}\n{"text":"z","label":"ok","deep":{"no":1}}\n"bare"\n',
    )
    expect(table.columns).toEqual(['a', 'text', 'label'])
    expect(table.rows).toEqual([
      ['1', 'x y', ''],
      ['', 'z', 'ok'],
      ['', 'bare', ''],
    ])
    expect(problemOf('{"text":"x"}\n{"text":\n')).toEqual({ kind: 'not-jsonl', row: 2 })
  })

  it('takes the longest worded column, or the one called so, and a column of true labels', () => {
    const table = tableOf(
      'note,label,body\na very long note about nothing much,ok,short\n',
      'x.csv',
    )
    expect(textColumns(table)).toEqual([2, 0, 1])
    expect(truthColumn(table, 2)).toBe(1)
  })

  it('says which rows have more or fewer cells, and loses no text of them', () => {
    const table = tableOf('id,text\n1,one,more\n2\n3,three\n', 'x.csv')
    expect(table.ragged).toEqual({ count: 2, first: 2 })
    expect(table.rows).toEqual([
      ['1', 'one'],
      ['2', ''],
      ['3', 'three'],
    ])
    expect(rowsOf(table, 1, null)).toMatchObject({ empty: 1, cut: 0 })
    expect(rowsOf(table, 1, null).rows.map(({ number }) => number)).toEqual([1, 3])
  })

  it('is bounded: rows, and characters of a text', () => {
    const many = tableOf('a text\n'.repeat(mostRows + 5))
    expect([many.rows.length, many.more]).toEqual([mostRows, true])
    const csv = tableOf(`id,text\n${'1,a\n'.repeat(mostRows)}`, 'x.csv')
    expect([csv.rows.length, csv.more]).toEqual([mostRows, false])
    const { rows, cut } = rowsOf(tableOf('x'.repeat(longestText + 1)), 0, null)
    expect([rows[0]!.text.length, cut]).toEqual([longestText, 1])
  })

  it('is refused with a reason', () => {
    expect(problemOf(' \n\n')).toEqual({ kind: 'empty' })
    expect(problemOf('a,b\n1,2\n3,4\n'.replace('a,b', '5,6'), 'x.csv')).toEqual({ kind: 'no-text' })
    expect(problemOf('id,text\n1,"open\n2,two\n', 'x.csv')).toEqual({ kind: 'open-quote', row: 2 })
  })
})

describe('a file', () => {
  const read = (bytes: Uint8Array | string, encoding?: string) =>
    readListFile(new Blob([bytes as BlobPart]), encoding)

  it('is UTF-8, or UTF-16 that says so', async () => {
    expect(await read('für\n')).toEqual({ kind: 'text', text: 'für\n' })
    const wide = Uint8Array.of(0xff, 0xfe, 0x66, 0, 0xfc, 0)
    expect(await read(wide)).toEqual({ kind: 'text', text: 'fü' })
  })

  it('of another encoding is refused, and read as the person says', async () => {
    const old = Uint8Array.of(0x66, 0xfc, 0x72)
    expect(await read(old)).toEqual({ kind: 'refused', problem: { kind: 'not-utf8' } })
    expect(await read(old, 'windows-1252')).toEqual({ kind: 'text', text: 'für' })
  })

  it('is refused when empty, binary, or too large to hold', async () => {
    expect(await read('')).toMatchObject({ problem: { kind: 'empty' } })
    expect(await read(Uint8Array.of(80, 75, 3, 4, 0, 0))).toMatchObject({
      problem: { kind: 'binary' },
    })
    const large = { size: largestFile + 1 } as Blob
    expect(await readListFile(large)).toMatchObject({ problem: { kind: 'too-large' } })
    const gone = {
      size: 9,
      arrayBuffer: () => Promise.reject(new DOMException()),
    } as unknown as Blob
    expect(await readListFile(gone)).toMatchObject({ problem: { kind: 'unreadable' } })
  })
})
