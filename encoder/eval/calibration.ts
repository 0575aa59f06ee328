import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { logit, predict, probabilities } from '../../contracts/client/model.ts'
import type { Model } from '../../contracts/client/models/index.ts'
import { computeEncoderId, loadStaticEncoder } from '../src/index.ts'
import type { Encoder } from '../src/types.ts'
import { findData, type LabelledText, noDataMessage, readLabelled } from '../train/data.ts'
import type { FeatureRow } from '../train/logistic.ts'
import { Random } from '../train/random.ts'
import { toRows } from '../train/score.ts'
import { softmax } from '../train/softmax.ts'
import { starterTasks } from '../train/starter-tasks.ts'
import type { StarterFile } from '../train/starters.ts'
import { learnOnline } from './online.ts'

// Prints how honest "how sure" is on test texts: of the answers given with about 80 %, are 80 % right?
// Once as people see it and once with a logit of score taken for a logit; --json for one JSON value.

/** Taught sample by sample as on chain, from nothing. */
const onlineSets = [
  'sms_spam',
  'x_scam',
  'clickbait',
  'davidson_hate',
  'toxicity',
  'civil_comments',
  'ag_news',
  'imdb',
]
const TAUGHT_ROWS = 2_000
const TESTED_ROWS = 2_000
const BINS = 10

/** Answers whose shares fall into one tenth. */
interface Bin {
  readonly answers: number
  /** Mean share of the label named. */
  readonly said: number
  /** How many of them were right, of one. */
  readonly right: number
}

interface Calibration {
  readonly model: string
  readonly tested: number
  /** Mean distance between share and truth over the bins (ECE), as people see it. */
  readonly error: number
  /** The same without the temperature. */
  readonly errorUnscaled: number
  /** Tenths with answers in them, lowest first. */
  readonly bins: readonly Bin[]
}

const asJson = process.argv.includes('--json')
const data = findData(process.argv)
if (data === null) {
  console.log(asJson ? JSON.stringify({ skipped: noDataMessage }) : `Skipped. ${noDataMessage}`)
} else {
  const found = measureAll(await loadCommitted(), data)
  if (asJson) console.log(JSON.stringify(found))
  else for (const each of found) print(each)
}

async function loadCommitted(): Promise<Encoder> {
  const table = readFileSync(fileURLToPath(new URL('../table/static-2.bin', import.meta.url)))
  return loadStaticEncoder(table, await computeEncoderId(table))
}

function measureAll(encoder: Encoder, folder: string): Calibration[] {
  const starters = starterTasks.map(task => {
    const { model, labels } = readStarter(task.slug)
    return measure(`starter ${task.slug}`, model, toRows(encoder, task.test(folder), labels))
  })
  const taught = onlineSets.map(set => {
    const some = (texts: LabelledText[], rows: number) =>
      new Random(5).shuffle(texts).slice(0, rows)
    const train = some(readLabelled(folder, set, 'train'), TAUGHT_ROWS)
    const test = some(readLabelled(folder, set, 'test'), TESTED_ROWS)
    const labels = [...new Set(train.map(({ label }) => label))].sort()
    const model = learnOnline(toRows(encoder, train, labels), labels.length)
    return measure(`taught ${set}`, model, toRows(encoder, test, labels))
  })
  return [...starters, ...taught]
}

function readStarter(slug: string): { model: Model; labels: string[] } {
  const path = new URL(`../../contracts/deploy/starters/${slug}.json`, import.meta.url)
  const starter = JSON.parse(readFileSync(fileURLToPath(path), 'utf8')) as StarterFile
  const labels = starter.card.labels.map(({ name }) => name)
  const model: Model = {
    kind: 'margin-perceptron',
    labels: labels.length,
    dimensions: starter.dimensions,
    weights: Int16Array.from(starter.weights.flat()),
    biases: Int16Array.from(starter.biases),
    samplesSeen: starter.samplesSeen,
    halvings: 0,
  }
  return { model, labels }
}

function measure(name: string, model: Model, rows: readonly FeatureRow[]): Calibration {
  const seen = binned(rows, features => probabilities(model, predict(model, features).scores))
  const one = logit(model)
  const unscaled = binned(rows, features => {
    const shares = Float64Array.from(predict(model, features).scores, score => score / one)
    softmax(shares)
    return shares
  })
  return {
    model: name,
    tested: rows.length,
    error: errorOf(seen),
    errorUnscaled: errorOf(unscaled),
    bins: seen.filter(({ answers }) => answers > 0),
  }
}

function binned(
  rows: readonly FeatureRow[],
  shares: (features: Int8Array) => ArrayLike<number>,
): Bin[] {
  const bins = Array.from({ length: BINS }, () => ({ answers: 0, said: 0, right: 0 }))
  for (const { features, label } of rows) {
    const all = Array.from(shares(features))
    const top = Math.max(...all)
    const bin = bins[Math.min(BINS - 1, Math.floor(top * BINS))]!
    bin.answers++
    bin.said += top
    if (all.indexOf(top) === label) bin.right++
  }
  return bins.map(({ answers, said, right }) => {
    const many = Math.max(1, answers)
    return { answers, said: said / many, right: right / many }
  })
}

function errorOf(bins: readonly Bin[]): number {
  const total = bins.reduce((sum, { answers }) => sum + answers, 0)
  return (
    bins.reduce((sum, { answers, said, right }) => sum + answers * Math.abs(said - right), 0) /
    total
  )
}

function print({ model, tested, error, errorUnscaled, bins }: Calibration): void {
  const errors = `off by ${percent(error)} (without temperature ${percent(errorUnscaled)})`
  console.log(`${model.padEnd(22)}${String(tested).padStart(6)} texts, ${errors}`)
  const tenths = bins.map(
    ({ answers, said, right }) => `${percent(said)} → ${percent(right)} of ${answers}`,
  )
  console.log(`    ${tenths.join(', ')}`)
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
