import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DataError, findData, readCorpusLines, readLabelled } from './data.ts'
import { isHeldBack } from './tasks.ts'

const empty = mkdtempSync(join(tmpdir(), 'hivemark-data-'))
afterAll(() => rmSync(empty, { recursive: true }))

describe('the data folder', () => {
  it('is none if it holds no labelled sets', () => {
    expect(findData(['--data', empty])).toBeNull()
    expect(findData(['--data'])).toBeNull()
  })

  it('says which file is missing', () => {
    expect(() => readLabelled(empty, 'sms_spam', 'train')).toThrow(DataError)
    expect(() => readCorpusLines(empty, 'tatoeba')).toThrow(/tatoeba.txt.xz is missing/)
  })
})

const data = findData([])
describe.skipIf(data === null)('with the real sets (skipped where there is no data folder)', () => {
  it('holds back about one text in eight', () => {
    const texts = readLabelled(data!, 'x_scam', 'train')
    const share = texts.filter(({ text }) => isHeldBack(text)).length / texts.length
    expect(share).toBeGreaterThan(0.1)
    expect(share).toBeLessThan(0.15)
  })
})
