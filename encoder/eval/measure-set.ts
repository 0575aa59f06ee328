import type { Encoder } from '../src/types.ts'
import { type LabelledText, readLabelled } from '../train/data.ts'
import { choosePenalty, fitLogistic, labelOf } from '../train/logistic.ts'
import { Random } from '../train/random.ts'
import { type Score, score } from '../train/score.ts'
import { learnOnline, learnWide, predictOnline, predictWide, type WideRow } from './online.ts'
import { penalties, TESTED_ROWS, TRAINED_ROWS } from './probe.ts'
import { type TextRow, tfidf } from './tfidf.ts'

/** Shares of right answers, means over seeds. */
export interface SetQuality {
  readonly set: string
  /** A linear model fitted to the training rows. */
  readonly offline: number
  /** What the contract makes of the same rows, one by one, once. */
  readonly online: number
  /** The contract with a sparse tail, the same way. */
  readonly wide: number
  /** Of the offline model: the mean over labels of F1. */
  readonly macroF1: number
  /** Words and pairs of words with TF-IDF weights, logistic regression, the same rows. */
  readonly tfidf: number
  /** Always the most frequent label. */
  readonly majority: number
}

/** A text with its features and tail. */
interface Row extends WideRow, TextRow {}

/**
 * Measures a labelled set: for each seed 2,000 training rows and up to 2,000 test rows.
 * @throws DataError
 */
export function measureSet(encoder: Encoder, data: string, set: string, seeds: number): SetQuality {
  const train = readLabelled(data, set, 'train')
  const test = readLabelled(data, set, 'test')
  const labels = [...new Set(train.map(({ label }) => label))].sort()
  const trainRows = toRows(encoder, train, labels)
  const testRows = toRows(encoder, test, labels)
  const runs = Array.from({ length: seeds }, (_, seed) => {
    const random = new Random(seed + 1)
    const rows = random.shuffle(trainRows.slice()).slice(0, TRAINED_ROWS)
    const tested = random.shuffle(testRows.slice()).slice(0, TESTED_ROWS)
    return measureRun(rows, tested, labels.length)
  })
  const mean = (pick: (run: Run) => number) =>
    Math.round((10_000 * runs.reduce((sum, run) => sum + pick(run), 0)) / runs.length) / 10_000
  return {
    set,
    offline: mean(run => run.offline.accuracy),
    online: mean(run => run.online.accuracy),
    wide: mean(run => run.wide.accuracy),
    macroF1: mean(run => run.offline.macroF1),
    tfidf: mean(run => run.tfidf.accuracy),
    majority: mean(run => run.offline.majority),
  }
}

interface Run {
  readonly offline: Score
  readonly online: Score
  readonly wide: Score
  readonly tfidf: Score
}

function measureRun(rows: readonly Row[], tested: readonly Row[], labels: number): Run {
  const judged = (guesses: readonly number[]) =>
    score(
      tested.map(({ label }, i) => ({ truth: label, guess: guesses[i]! })),
      labels,
    )
  const fitted = fitLogistic(rows, labels, choosePenalty(rows, labels, penalties))
  const taught = learnOnline(rows, labels)
  const taughtWide = learnWide(rows, labels)
  return {
    offline: judged(tested.map(({ features }) => labelOf(fitted, features))),
    online: judged(tested.map(({ features }) => predictOnline(taught, features))),
    wide: judged(tested.map(row => predictWide(taughtWide, row))),
    tfidf: judged(tfidf(rows, tested, labels)),
  }
}

function toRows(
  encoder: Encoder,
  texts: readonly LabelledText[],
  labels: readonly string[],
): Row[] {
  return texts.map(({ text, label }) => {
    const { features, tail } = encoder.encode(text)
    return { text, features, tail, label: labels.indexOf(label) }
  })
}
