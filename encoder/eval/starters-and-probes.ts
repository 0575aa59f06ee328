import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { computeEncoderId, loadStaticEncoder } from '../src/index.ts'
import type { Encoder } from '../src/types.ts'
import { findData, noDataMessage } from '../train/data.ts'
import { starterTasks } from '../train/starter-tasks.ts'
import { measureStarter, type StarterFile } from '../train/starters.ts'
import { probe, probeSimilarity } from './probe.ts'

// Prints how often the starters are right on test texts, and how well a linear classifier does on the
// committed encoder's features; with --json one JSON value alone.

/** Sets, the accuracy that the encoder ought to reach, and whether its table has learned from them. */
const targets: readonly {
  readonly set: string
  readonly target: number
  readonly seen: boolean
}[] = [
  { set: 'sms_spam', target: 0.98, seen: true },
  { set: 'youtube_spam', target: 0.9, seen: true },
  { set: 'x_scam', target: 0.86, seen: true },
  { set: 'clickbait', target: 0.965, seen: true },
  { set: 'davidson_hate', target: 0.88, seen: true },
  { set: 'toxicity', target: 0.915, seen: true },
  { set: 'goemotions', target: 0.5, seen: true },
  { set: 'ag_news', target: 0.85, seen: false },
  { set: 'imdb', target: 0.795, seen: false },
]
const similarityTarget = 0.71
const SEEDS = 3

interface Evaluation {
  readonly encoderId: string
  readonly starters: readonly {
    readonly slug: string
    readonly testRows: number
    readonly accuracy: number
    readonly macroF1: number
    readonly majority: number
  }[]
  readonly probes: readonly {
    readonly set: string
    readonly seen: boolean
    readonly accuracy: number
    readonly macroF1: number
    readonly majority: number
    readonly target: number
    readonly reached: boolean
  }[]
  readonly similarity: {
    readonly pearson: number
    readonly target: number
    readonly reached: boolean
  }
}

const asJson = process.argv.includes('--json')
const data = findData(process.argv)
if (data === null) {
  console.log(asJson ? JSON.stringify({ skipped: noDataMessage }) : `Skipped. ${noDataMessage}`)
} else {
  const evaluation = evaluate(await loadCommitted(), data)
  if (asJson) console.log(JSON.stringify(evaluation))
  else print(evaluation)
}

async function loadCommitted(): Promise<Encoder> {
  const table = readFileSync(fileURLToPath(new URL('../table/static-2.bin', import.meta.url)))
  return loadStaticEncoder(table, await computeEncoderId(table))
}

function evaluate(encoder: Encoder, folder: string): Evaluation {
  const starters = starterTasks.map(task => {
    const { labels, ...starter } = readStarter(task.slug)
    const { accuracy, testRows } = measureStarter(encoder, starter, labels, task.test(folder))
    return { slug: task.slug, testRows, ...shares(accuracy) }
  })
  const probes = targets.map(({ set, target, seen }) => {
    console.error(`${set} …`)
    const result = shares(probe(encoder, folder, set, SEEDS))
    return { set, seen, ...result, target, reached: result.accuracy >= target }
  })
  const pearson = rounded(probeSimilarity(encoder, folder))
  return {
    encoderId: encoder.id,
    starters,
    probes,
    similarity: { pearson, target: similarityTarget, reached: pearson >= similarityTarget },
  }
}

function readStarter(slug: string): StarterFile & { labels: string[] } {
  const path = new URL(`../../contracts/deploy/starters/${slug}.json`, import.meta.url)
  const starter = JSON.parse(readFileSync(fileURLToPath(path), 'utf8')) as StarterFile
  return { ...starter, labels: starter.card.labels.map(({ name }) => name) }
}

function shares(score: { accuracy: number; macroF1: number; majority: number }) {
  return {
    accuracy: rounded(score.accuracy),
    macroF1: rounded(score.macroF1),
    majority: rounded(score.majority),
  }
}

function rounded(share: number): number {
  return Math.round(10_000 * share) / 10_000
}

function print({ encoderId, starters, probes, similarity }: Evaluation): void {
  console.log(`Encoder ${encoderId}\n`)
  console.log('Starter models on test texts      rows  accuracy  macro-F1  majority')
  for (const { slug, testRows, accuracy, macroF1, majority } of starters) {
    const rows = String(testRows).padStart(6)
    console.log(
      `${slug.padEnd(32)}${rows}${percent(accuracy)}${percent(macroF1)}${percent(majority)}`,
    )
  }
  console.log('\nLinear classifier, 2,000 rows         accuracy  macro-F1  majority    target')
  for (const { set, seen, accuracy, macroF1, majority, target, reached } of probes) {
    const name = `${set}${seen ? '' : ' (never trained on)'}`.padEnd(38)
    const mark = reached ? '  reached' : '  missed'
    const figures = [accuracy, macroF1, majority, target].map(percent).join('')
    console.log(`${name.slice(0, 36)}${figures}${mark}`)
  }
  const { pearson, target, reached } = similarity
  console.log(
    `\nSTS-B test, Pearson ${pearson.toFixed(3)}, target ${target}: ${reached ? 'reached' : 'missed'}`,
  )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`.padStart(10)
}
