import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { computeEncoderId, loadStaticEncoder } from '../src/index.ts'
import type { Encoder } from '../src/types.ts'
import { findData, noDataMessage } from '../train/data.ts'
import { trainedSets } from '../train/tasks.ts'
import { measureSet, type SetQuality } from './measure-set.ts'
import { probeSimilarity } from './probe.ts'

// How much a linear model gets out of the committed encoder's features: fitted offline, taught sample
// by sample as on chain (wide: with the tail), and beside them what words alone give. --json prints one JSON array alone.

/** Never trained on: the last ones must not be, by their licences. */
const unseenSets = ['civil_comments', 'ag_news', 'imdb', 'liar']

/** As many labels as a trainer takes: all but the 28 emotions. */
const sets: readonly string[] = [...trainedSets.filter(set => set !== 'goemotions'), ...unseenSets]

const SEEDS = 5

type Row =
  | (SetQuality & { readonly trained: boolean })
  | { readonly set: 'stsb'; readonly pearson: number }

const columns = ['offline', 'online', 'wide', 'macro-F1', 'TF-IDF', 'majority']

const asJson = process.argv.includes('--json')
await main()

async function main(): Promise<void> {
  const data = findData(process.argv)
  if (data === null) {
    if (asJson) console.log('[]')
    console.error(`Skipped. ${noDataMessage}`)
    return
  }
  const rows = measureAll(await loadCommitted(), data)
  if (asJson) console.log(JSON.stringify(rows))
  else console.log([headLine(), ...rows.map(lineOf)].join('\n'))
}

async function loadCommitted(): Promise<Encoder> {
  const table = readFileSync(fileURLToPath(new URL('../table/static-2.bin', import.meta.url)))
  return loadStaticEncoder(table, await computeEncoderId(table))
}

function measureAll(encoder: Encoder, folder: string): Row[] {
  const rows: Row[] = sets.map(set => {
    console.error(`${set} …`)
    return { ...measureSet(encoder, folder, set, SEEDS), trained: !unseenSets.includes(set) }
  })
  const pearson = Math.round(10_000 * probeSimilarity(encoder, folder)) / 10_000
  return [...rows, { set: 'stsb', pearson }]
}

function headLine(): string {
  return `${''.padEnd(16)}trained${columns.map(name => name.padStart(10)).join('')}`
}

function lineOf(row: Row): string {
  if (!('offline' in row)) return `\nSTS-B test, Pearson: ${row.pearson.toFixed(3)}`
  const { set, trained, offline, online, wide, macroF1, tfidf, majority } = row
  const shares = [offline, online, wide, macroF1, tfidf, majority]
  const figures = shares.map(share => `${(100 * share).toFixed(1)} %`.padStart(10)).join('')
  return `${set.padEnd(16)}${(trained ? 'yes' : 'no').padEnd(7)}${figures}`
}
