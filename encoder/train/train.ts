import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatGolden } from '../src/golden.ts'
import { computeEncoderId, loadStaticEncoder, STATIC_ENCODER_ID } from '../src/index.ts'
import type { Encoder, EncoderId } from '../src/types.ts'
import { DataError, findData, noDataMessage } from './data.ts'
import { learnWords, refinePlan, refineTable } from './stages.ts'
import { starterTasks } from './starter-tasks.ts'
import { type StarterFile, trainStarter } from './starters.ts'

// From the data folder to the table, its golden features and the starter models.

await main()

async function main(): Promise<void> {
  const data = findData(process.argv)
  if (data === null) return fail(noDataMessage)
  try {
    const table = refineTable(data, learnWords(data, say), [], refinePlan, say)
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
