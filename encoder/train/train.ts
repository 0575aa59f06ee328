import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatGolden } from '../src/golden.ts'
import { computeEncoderId, loadStaticEncoder, STATIC_ENCODER_ID } from '../src/index.ts'
import { SHAPE_ROWS } from '../src/static/shape.ts'
import { DIMENSIONS, formatTable, parseTable } from '../src/static/table.ts'
import type { Encoder, EncoderId } from '../src/types.ts'
import foldRules from '../table/folds.json' with { type: 'json' }
import { cached } from './cache.ts'
import { composeRows, sampleLines } from './compose.ts'
import { readCorpus } from './corpus.ts'
import { DataError, findData, noDataMessage, readPairs } from './data.ts'
import { quantizeRows } from './quantize.ts'
import { Random } from './random.ts'
import { refineRows } from './refine.ts'
import { starterTasks } from './starter-tasks.ts'
import { type StarterFile, trainStarter } from './starters.ts'
import { readTrainingTasks } from './tasks.ts'
import { countCorpus } from './vocabulary.ts'
import { trainWordVectors } from './word-vectors.ts'

// From the data folder to the table, its golden features and the starter models. Stages are kept in
// encoder/.cache/ and not made again unless their plan changes.

const corpusPlan = { size: 40_000 }
const vectorPlan = { seed: 1, epochs: 3, rate: 0.03, sample: 1e-4 }
const buckets = 4096
const refinePlan = {
  seed: 5,
  heldBack: 8,
  steps: 6400,
  rate: 0.03,
  shapeShare: 0.3,
  bucketLength: 0.15,
}
const keptLines = 20_000

await main()

async function main(): Promise<void> {
  const data = findData(process.argv)
  if (data === null) return fail(noDataMessage)
  try {
    const table = makeTable(data)
    const id = await computeEncoderId(table)
    write('../table/static-2.bin', table)
    const encoder = loadStaticEncoder(table, id)
    write('../src/static/pinned.ts', pinnedSource(encoder))
    say(`table: ${table.length} bytes, ${id}`)
    writeStarters(loadStaticEncoder(table, id), data)
    if (id !== STATIC_ENCODER_ID)
      say('The table is not the one of before: deploy new trainers for it.')
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    fail(error.message)
  }
}

function makeTable(data: string): Uint8Array {
  const corpus = cached('corpus', corpusPlan, say, () =>
    countCorpus(readCorpus(data), corpusPlan.size, say),
  )
  const vectors = cached('word-vectors', { corpusPlan, plan: vectorPlan }, say, () =>
    trainWordVectors(corpus, vectorPlan, say),
  )
  const { words } = corpus
  const plan = { corpusPlan, vectorPlan, buckets, refinePlan, keptLines }
  const rows = cached('rows', plan, say, () => {
    const composed = composeRows(corpus, vectors, new Random(2))
    const random = new Random(refinePlan.seed)
    const lessons = {
      tasks: readTrainingTasks(data),
      pairs: readPairs(data, 'stsb', 'train'),
      lines: sampleLines(corpus, keptLines, random),
    }
    const blank = new Int8Array((words.length + buckets + SHAPE_ROWS) * DIMENSIONS)
    const space = parseTable(formatTable(words, foldRules, buckets, blank))
    return refineRows(composed, space, SHAPE_ROWS, lessons, refinePlan, random, say)
  })
  return formatTable(words, foldRules, buckets, quantizeRows(rows, words.length * DIMENSIONS))
}

function writeStarters(encoder: Encoder, data: string): void {
  for (const task of starterTasks) {
    const starter = trainStarter(encoder, task, data)
    write(`../../contracts/deploy/starters/${task.slug}.json`, `${format(starter)}\n`)
    const { accuracy, testRows } = starter.accuracy
    say(`${starter.card.name} ${(100 * accuracy).toFixed(1)} % of ${testRows} test texts`)
  }
}

/** JSON with a line for each list of numbers. */
function format(starter: StarterFile): string {
  return JSON.stringify(starter, null, 2).replaceAll(/\[[-\d,\s]+\]/g, numbers =>
    numbers.replaceAll(/\s+/g, '').replaceAll(',', ', '),
  )
}

function pinnedSource(encoder: Encoder): string {
  const id: EncoderId = encoder.id
  return `// Written by npm run train.
import type { EncoderId } from '../types.ts'

/** SHA-256 of table/static-2.bin. */
export const STATIC_2_ID: EncoderId =
  '${id}'

/** What encodingToHex makes of the golden texts, then the text's name. */
export const STATIC_2_GOLDEN = \`
${formatGolden(encoder)}\`
`
}

function write(path: string, content: string | Uint8Array): void {
  const file = fileURLToPath(new URL(path, import.meta.url))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

function say(line: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
