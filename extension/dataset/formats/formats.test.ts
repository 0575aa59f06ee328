import { joinTail } from '@hivemark/contracts'
import { parse as parseCsv } from 'csv-parse/sync'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { collect } from '../collect'
import { openTestFiles, type TestFiles } from '../files/test-files'
import { madeName, makeFile, readMadeFiles, removeMadeFile } from '../make-file'
import { type DatasetRow, isValidated } from '../row'
import { RowLog } from '../row-log'
import { aboutOf } from '../session'
import { madeUpSample, TestChain, testTask, testTaskWithIds } from '../test-chain'
import { type DatasetFacts, type Format, fileName, isoTime } from './format'

let files: TestFiles
let log: RowLog
let rows: DatasetRow[]
let facts: DatasetFacts

/** Enough for several row groups of a task with many features. */
const samples = 2_100
const manyFeatures = { ...testTask, rules: { ...testTask.rules, dimensions: 512 } }

/** Texts are strangers' to a spreadsheet, too. */
const hostile = '=HYPERLINK("http://x","y")\r\nsecond, "line"'

beforeEach(async () => {
  files = await openTestFiles()
})
afterEach(async () => {
  await log.close()
  await files.dispose()
})

async function fill(task = testTask, count = 30, ids: readonly number[] = []): Promise<void> {
  const each = (n: number) => {
    const sample = madeUpSample(n, task.rules.dimensions)
    return { ...sample, features: joinTail(sample.features, ids) }
  }
  const perBlock = Math.ceil(count / 10)
  const chain = new TestChain(40n, block =>
    block < 10n || block >= 20n
      ? []
      : Array.from({ length: perBlock }, (_, i) => each((Number(block) - 10) * perBlock + i)),
  )
  const first = chain.samples(10n)[0]
  if (first) chain.statusOf.set(first.key, 'refunded')
  log = await RowLog.open(files, aboutOf(task, chain.hashOf(0n)))
  const options = { behind: 0n, signal: new AbortController().signal, onProgress: () => {} }
  await collect(chain.client(), task, log, options)
  rows = []
  for await (const some of log.read()) rows.push(...some)
  const { block, time } = log.last!
  const genesis = chain.hashOf(0n)
  facts = { task, currency: 'ETH', encoder: 'E', genesis, block, time, rows: log.rows, texts: null }
}

async function make(format: Format, more: Partial<DatasetFacts> = {}): Promise<ArrayBuffer> {
  const options = { signal: new AbortController().signal, onProgress: () => {} }
  const made = await makeFile(files, log, format, { ...facts, ...more }, options)
  const blob = (await files.blob(madeName(format)))!
  expect(made.bytes).toBe(blob.size)
  return blob.arrayBuffer()
}

const textOf = (buffer: ArrayBuffer) => new TextDecoder().decode(buffer)

/** A row as every format should give it back, in JSON's types. */
function expected(row: DatasetRow, index: number) {
  return {
    index,
    block: Number(row.block),
    block_time: isoTime(row.time),
    contributor: row.contributor,
    label: row.label,
    label_name: ['=ok', 'scam, "big"'][row.label],
    features: [...row.features],
    deposit_wei: '400000000000000',
    state: row.status,
    validated: isValidated(row.status),
    hash: row.key,
    transaction: row.transaction,
  }
}

describe('JSON Lines', () => {
  it('has every row as an object of its own', async () => {
    await fill()
    const lines = textOf(await make('jsonl'))
      .trimEnd()
      .split('\n')
    expect(lines.map(line => JSON.parse(line))).toEqual(rows.map(expected))
    expect(JSON.parse(lines[0]!)).toMatchObject({ state: 'refunded', validated: true })
  })

  it('has ids where the task has them, and texts where the person holds them', async () => {
    await fill(testTaskWithIds, 10, [1, 4095])
    const texts = new Map([[rows[2]!.key, hostile]])
    const lines = textOf(await make('jsonl', { texts }))
      .trimEnd()
      .split('\n')
    expect(JSON.parse(lines[2]!)).toMatchObject({ word_ids: [1, 4095], text: hostile })
    expect(JSON.parse(lines[3]!).text).toBeNull()
  })
})

describe('CSV', () => {
  it('comes back from another reader, with nothing that a spreadsheet would run', async () => {
    await fill()
    const texts = new Map([[rows[2]!.key, hostile]])
    const records = parseCsv(textOf(await make('csv', { texts })), {
      columns: true,
    }) as Record<string, string>[]
    expect(records).toHaveLength(rows.length)
    for (const [i, record] of records.entries()) {
      const { label_name, features, text, ...others } = record
      const row = expected(rows[i]!, i)
      expect(JSON.parse(features!)).toEqual(row.features)
      expect(label_name).toBe(row.label === 0 ? "'=ok" : row.label_name)
      expect(text).toBe(i === 2 ? `'${hostile}` : '')
      for (const [name, value] of Object.entries(others)) {
        expect(value).toBe(String(row[name as keyof typeof row]))
      }
      for (const value of Object.values(record)) expect(value).not.toMatch(/^[=+\-@\t\r]/)
    }
  })

  it('of nothing is its header', async () => {
    await fill(testTask, 0)
    expect(textOf(await make('csv'))).toMatch(/^index,block,.*transaction\r\n$/)
  })
})

describe('Parquet', () => {
  it('comes back row by row, in several groups, with where it is from', async () => {
    await fill(manyFeatures, samples)
    const file = await make('parquet')
    const metadata = parquetMetadata(file)
    expect(metadata.row_groups.length).toBeGreaterThan(1)
    expect(Number(metadata.num_rows)).toBe(samples)
    const said = Object.fromEntries(
      metadata.key_value_metadata!.map(({ key, value }) => [key, value]),
    )
    expect(said).toMatchObject({
      'hivemark.task': testTask.address,
      'hivemark.chain_id': '31337',
      'hivemark.encoder_id': testTask.rules.encoderId,
      'hivemark.first_block': '5',
      'hivemark.last_block': '40',
    })
    const found = await parquetReadObjects({ file, rowStart: 1_950, rowEnd: samples })
    const plain = found.map(({ index, block, block_time, ...others }) => ({
      index: Number(index),
      block: Number(block),
      block_time: isoTime(block_time.getTime() / 1000),
      ...others,
    }))
    expect(plain).toEqual(rows.slice(1_950).map((row, i) => expected(row, 1_950 + i)))
  }, 20_000)

  it('has ids, and nulls where there is no text', async () => {
    await fill(testTaskWithIds, 10, [])
    const texts = new Map([[rows[1]!.key, hostile]])
    const file = await make('parquet', { texts })
    const found = await parquetReadObjects({ file })
    expect(found.map(({ text }) => text ?? null)).toEqual(
      rows.map((_, i) => (i === 1 ? hostile : null)),
    )
    expect(found[0]!.word_ids).toEqual([])
  })
})

describe('the dataset card', () => {
  it('is what Hugging Face reads, and its strings stay text', async () => {
    await fill()
    const card = {
      ...testTask.card,
      name: 'Scam? # not\n---\nlicense: mit',
      description: '[x](javascript:alert(1)) <img src=x>',
    }
    const text = textOf(await make('card', { task: { ...testTask, card } }))
    const [, yaml, ...body] = text.split(/^---$/m)
    const front = parseYaml(yaml!)
    expect(front).toMatchObject({
      pretty_name: 'Scam? # not --- license: mit',
      task_categories: ['text-classification'],
      size_categories: ['n<1K'],
    })
    expect(front.license).toBeUndefined()
    expect(front.configs[0]).toMatchObject({
      config_name: 'parquet',
      default: true,
      data_files: [{ split: 'train', path: 'scam-not-license-mit-00000000.parquet' }],
    })
    const columns = front.dataset_info[0].features
    expect(columns.map(({ name }: { name: string }) => name)).toEqual(
      Object.keys(expected(rows[0]!, 0)),
    )
    expect(columns[4].dtype.class_label.names).toEqual({ 0: '=ok', 1: 'scam, "big"' })
    const markdown = body.join('---')
    expect(markdown).not.toContain('<img')
    expect(markdown).not.toContain('[x](')
    expect(markdown).toContain('| 0 | =ok | an \\| honest message | 15 | 1 |')
    expect(markdown).toContain(`Blocks: 5 to 40`)
    for (const word of ['partly turned back', 'Personal data', 'Licence', testTask.rules.encoderId])
      expect(markdown).toContain(word)
  })
})

describe('files', () => {
  it('count once they are whole, and can be deleted', async () => {
    await fill()
    await make('csv')
    const abort = AbortSignal.abort(new Error('stopped'))
    const stopped = { signal: abort, onProgress: () => {} }
    await expect(makeFile(files, log, 'jsonl', facts, stopped)).rejects.toThrow('stopped')
    expect((await readMadeFiles(files)).map(({ format }) => format)).toEqual(['csv'])
    await removeMadeFile(files, 'csv')
    expect(await readMadeFiles(files)).toEqual([])
    expect(await files.blob(madeName('csv'))).toBeNull()
  })

  it('have names that any disk takes', () => {
    const named = (name: string) =>
      fileName({ ...testTask, card: { ...testTask.card, name } }, 'csv')
    expect(named('../../etc/passwd')).toBe('etc-passwd-00000000.csv')
    expect(named('☃')).toBe('task-00000000.csv')
  })
})
