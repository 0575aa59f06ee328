import type { KeyValue, SchemaElement } from 'hyparquet'
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer'
import { type DatasetRow, isValidated } from '../row'
import { type DatasetFacts, type FormatWriter, hasIds, labelNames, type Sink } from './format'

/** Values of features in a row group: enough to compress well, and few megabytes in memory. */
const valuesInGroup = 640_000

/**
 * Parquet, a row group at a time: nothing is kept of a group but where its columns lie. Deposits are
 * text, for wei outgrow 64 bits.
 */
export function parquetWriter(facts: DatasetFacts, sink: Sink): FormatWriter {
  const columns = columnsOf(facts)
  const writer = new ByteWriter()
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.flatMap(({ schema }) => schema),
    ],
    kvMetadata: metadataOf(facts),
    createdBy: 'hivemark',
  })
  const groupSize = Math.max(1_000, Math.floor(valuesInGroup / facts.task.rules.dimensions))
  let waiting: DatasetRow[] = []
  let first = 0
  const drain = async () => {
    await sink.write(writer.getBytes())
    writer.index = 0
  }
  const writeGroup = async () => {
    if (waiting.length === 0) return
    const columnData = columns.map(({ name, values }) => ({ name, data: values(waiting, first) }))
    await parquet.write({ columnData, rowGroupSize: waiting.length })
    first += waiting.length
    waiting = []
    await drain()
  }
  return {
    add: async rows => {
      waiting.push(...rows)
      if (waiting.length >= groupSize) await writeGroup()
    },
    end: async () => {
      await writeGroup()
      await parquet.finish()
      await drain()
    },
  }
}

interface Column {
  readonly name: string
  readonly schema: SchemaElement[]
  /** @param first number of the first of the rows */
  values(rows: readonly DatasetRow[], first: number): ColumnSource['data']
}

function columnsOf({ task, texts }: DatasetFacts): Column[] {
  const names = labelNames(task)
  const required = 'REQUIRED' as const
  const number = (
    name: string,
    type: 'INT32' | 'INT64',
    values: Column['values'],
    more: Partial<SchemaElement> = {},
  ): Column => ({ name, schema: [{ name, type, repetition_type: required, ...more }], values })
  const text = (
    name: string,
    of: (row: DatasetRow) => string | null,
    optional = false,
  ): Column => ({
    name,
    schema: [
      {
        name,
        type: 'BYTE_ARRAY',
        converted_type: 'UTF8',
        repetition_type: optional ? 'OPTIONAL' : required,
      },
    ],
    values: rows => rows.map(of),
  })
  const list = (
    name: string,
    kind: 'INT_8' | 'INT_16',
    of: (row: DatasetRow) => number[],
  ): Column => ({
    name,
    schema: [
      { name, repetition_type: required, num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'INT32', converted_type: kind, repetition_type: required },
    ],
    values: rows => rows.map(of),
  })
  return [
    number('index', 'INT64', (rows, first) => rows.map((_, i) => BigInt(first + i))),
    number('block', 'INT64', rows => rows.map(({ block }) => block)),
    number('block_time', 'INT64', rows => rows.map(({ time }) => new Date(time * 1000)), {
      converted_type: 'TIMESTAMP_MILLIS',
    }),
    text('contributor', row => row.contributor),
    number('label', 'INT32', rows => rows.map(({ label }) => label)),
    text('label_name', row => names[row.label] ?? ''),
    list('features', 'INT_8', row => Array.from(row.features)),
    ...(hasIds(task) ? [list('word_ids', 'INT_16', row => [...row.ids])] : []),
    text('deposit_wei', row => (row.deposit === null ? null : String(row.deposit)), true),
    text('state', row => row.status),
    {
      name: 'validated',
      schema: [{ name: 'validated', type: 'BOOLEAN', repetition_type: required }],
      values: rows => rows.map(({ status }) => isValidated(status)),
    },
    text('hash', row => row.key),
    text('transaction', row => row.transaction),
    ...(texts ? [text('text', row => texts.get(row.key) ?? null, true)] : []),
  ]
}

function metadataOf({ task, genesis, block }: DatasetFacts): KeyValue[] {
  return Object.entries({
    task: task.address,
    chain_id: String(task.chainId),
    genesis,
    encoder_id: task.rules.encoderId,
    first_block: String(task.createdAtBlock),
    last_block: String(block),
    labels: JSON.stringify(labelNames(task)),
  }).map(([key, value]) => ({ key: `hivemark.${key}`, value }))
}
