import { loadStaticEncoder } from '../src/index.ts'
import type { Encoder } from '../src/types.ts'
import { cached } from '../train/cache.ts'
import { findData, type LabelledText, noDataMessage, readLabelled } from '../train/data.ts'
import { score } from '../train/score.ts'
import { learnWords, refinePlan, refineTable } from '../train/stages.ts'
import { feelingsOf, type TrainedSet, trainedSets } from '../train/tasks.ts'
import { drawTexts, probeSimilarity, probeTexts } from './probe.ts'
import { tfidf } from './tfidf.ts'

// What the table is worth on tasks it has not learned from: it is refined again without a family of sets
// and measured on them. Beside that: the whole table on the sets it was trained on and on those it never
// is, and TF-IDF weights of words. --seed N refines with another seed, --no-tfidf leaves that column out.

/** Sets left out together: what one teaches must not serve the others. */
const families: readonly (readonly TrainedSet[])[] = [
  ['sms_spam', 'davidson_hate'],
  ['youtube_spam', 'toxicity', 'clickbait'],
  ['x_scam', 'goemotions'],
]

const neverTrained = ['ag_news', 'imdb', 'civil_comments', 'liar']
const SEEDS = 3

/** Accuracy and macro-F1 of one set, as shares; null where there is no such table. */
interface Row {
  readonly set: string
  readonly leftOut: Figures | null
  readonly whole: Figures
  readonly tfidf: Figures | null
}

interface Figures {
  readonly accuracy: number
  readonly macroF1: number
}

const withTfidf = !process.argv.includes('--no-tfidf')
const data = findData(process.argv)
if (data === null) console.log(`Skipped. ${noDataMessage}`)
else print(measureAll(data))

interface Measured {
  readonly rows: readonly Row[]
  /** Correlation on the test split of STS-B. */
  readonly pearson: number
}

function measureAll(folder: string): Measured {
  const unlabelled = learnWords(folder, say)
  const encoderWithout = (leftOut: readonly TrainedSet[]) => {
    say(leftOut.length === 0 ? 'whole table' : `without ${leftOut.join(', ')}`)
    const plan = { ...refinePlan, seed: seedGiven() ?? refinePlan.seed }
    // The id is not looked at here.
    return loadStaticEncoder(refineTable(folder, unlabelled, leftOut, plan, say), '0x')
  }
  const whole = encoderWithout([])
  const partial = families.flatMap(family => {
    const encoder = encoderWithout(family)
    return family.map(set => ({ set, encoder }))
  })
  const rows = [...trainedSets, ...neverTrained].map(set => {
    say(`${set} …`)
    const encoder = partial.find(fold => fold.set === set)?.encoder
    return measure(folder, set, whole, encoder)
  })
  return { rows, pearson: probeSimilarity(whole, folder) }
}

function measure(folder: string, set: string, whole: Encoder, partial?: Encoder): Row {
  const train = readTask(folder, set, 'train')
  const test = readTask(folder, set, 'test')
  const probed = (encoder: Encoder) => probeTexts(encoder, train, test, SEEDS)
  const plan = { set, SEEDS }
  return {
    set,
    leftOut: partial === undefined ? null : probed(partial),
    whole: probed(whole),
    tfidf: withTfidf ? cached('tfidf', plan, say, () => measureTfidf(train, test)) : null,
  }
}

/** GoEmotions as positive or negative: with 28 labels 2,000 rows tell little. */
function readTask(folder: string, set: string, split: 'train' | 'test'): LabelledText[] {
  const texts = readLabelled(folder, set, split)
  return set === 'goemotions' ? feelingsOf(texts) : texts
}

function measureTfidf(train: readonly LabelledText[], test: readonly LabelledText[]): Figures {
  const labels = [...new Set(train.map(({ label }) => label))].sort()
  const toRow = ({ text, label }: LabelledText) => ({ text, label: labels.indexOf(label) })
  const results = Array.from({ length: SEEDS }, (_, seed) => {
    const { rows, tested } = drawTexts(train.map(toRow), test.map(toRow), seed)
    const guesses = tfidf(rows, tested, labels.length)
    const pairs = tested.map(({ label }, i) => ({ truth: label, guess: guesses[i]! }))
    return score(pairs, labels.length)
  })
  return {
    accuracy: mean(results.map(result => result.accuracy)),
    macroF1: mean(results.map(result => result.macroF1)),
  }
}

function print({ rows, pearson }: Measured): void {
  const columns = ['left out', 'macro-F1', 'whole', 'macro-F1', 'TF-IDF', 'macro-F1']
  console.log(`${''.padEnd(22)}${columns.map(column => column.padStart(10)).join('')}`)
  for (const row of rows) console.log(lineOf(row.set, row))
  const trained = rows.filter(({ leftOut }) => leftOut !== null)
  console.log(lineOf('mean, trained sets', meanOf(trained)))
  console.log(lineOf('mean, never trained', meanOf(rows.filter(row => !trained.includes(row)))))
  console.log(`STS-B test, Pearson: ${(100 * pearson).toFixed(1)}`)
}

function meanOf(rows: readonly Row[]): Omit<Row, 'set'> {
  const meanFigures = (figures: readonly (Figures | null)[]) => {
    const known = figures.filter(figure => figure !== null)
    if (known.length < figures.length) return null
    return {
      accuracy: mean(known.map(({ accuracy }) => accuracy)),
      macroF1: mean(known.map(({ macroF1 }) => macroF1)),
    }
  }
  return {
    leftOut: meanFigures(rows.map(row => row.leftOut)),
    whole: meanFigures(rows.map(row => row.whole))!,
    tfidf: meanFigures(rows.map(row => row.tfidf)),
  }
}

function lineOf(name: string, { leftOut, whole, tfidf: words }: Omit<Row, 'set'>): string {
  const figures = [leftOut, whole, words].flatMap(pair => [pair?.accuracy, pair?.macroF1])
  const cells = figures.map(share => (share === undefined ? '–' : (100 * share).toFixed(1)))
  return `${name.padEnd(22)}${cells.map(cell => cell.padStart(10)).join('')}`
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function seedGiven(): number | null {
  const at = process.argv.indexOf('--seed')
  return at < 0 ? null : Number(process.argv[at + 1])
}

function say(line: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)
}
