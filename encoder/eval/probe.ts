import type { Encoder } from '../src/types.ts'
import { type LabelledText, readLabelled, readPairs } from '../train/data.ts'
import { choosePenalty, fitLogistic, labelOf } from '../train/logistic.ts'
import { Random } from '../train/random.ts'
import { type Score, score, toRows } from '../train/score.ts'

/** What a linear classifier makes of an encoder's features of one labelled set. */
export interface ProbeResult {
  readonly set: string
  readonly accuracy: number
  readonly macroF1: number
  /** Accuracy of always saying the most frequent label. */
  readonly majority: number
}

/** Tried on rows held back. */
export const penalties = [0.1, 0.03, 0.01, 0.003, 0.001]

export const TRAINED_ROWS = 2000
export const TESTED_ROWS = 2000

/** Mean over seeds of: 2,000 training rows, up to 2,000 test rows. @throws DataError */
export function probe(encoder: Encoder, data: string, set: string, seeds: number): ProbeResult {
  const train = readLabelled(data, set, 'train')
  return { set, ...probeTexts(encoder, train, readLabelled(data, set, 'test'), seeds) }
}

/** The same of texts given. */
export function probeTexts(
  encoder: Encoder,
  train: readonly LabelledText[],
  test: readonly LabelledText[],
  seeds: number,
): Score {
  const labels = [...new Set(train.map(({ label }) => label))].sort()
  const results = Array.from({ length: seeds }, (_, seed) => {
    const { rows, tested } = drawTexts(train, test, seed)
    const fitted = toRows(encoder, rows, labels)
    const model = fitLogistic(
      fitted,
      labels.length,
      choosePenalty(fitted, labels.length, penalties),
    )
    const pairs = toRows(encoder, tested, labels).map(({ features, label }) => ({
      truth: label,
      guess: labelOf(model, features),
    }))
    return score(pairs, labels.length)
  })
  const mean = (pick: (result: Score) => number) =>
    results.reduce((sum, result) => sum + pick(result), 0) / results.length
  return {
    accuracy: mean(result => result.accuracy),
    macroF1: mean(result => result.macroF1),
    majority: mean(result => result.majority),
  }
}

/** The training and test texts of a seed, in random order. */
export function drawTexts<Text>(
  train: readonly Text[],
  test: readonly Text[],
  seed: number,
): { rows: Text[]; tested: Text[] } {
  const random = new Random(seed + 1)
  return {
    rows: random.shuffle(train.slice()).slice(0, TRAINED_ROWS),
    tested: random.shuffle(test.slice()).slice(0, TESTED_ROWS),
  }
}

/** Pearson correlation of cosines with people's scores on the test split of STS-B. @throws DataError */
export function probeSimilarity(encoder: Encoder, data: string): number {
  const pairs = readPairs(data, 'stsb', 'test')
  const cosines = pairs.map(({ a, b }) =>
    cosine(encoder.encode(a).features, encoder.encode(b).features),
  )
  return correlation(
    cosines,
    pairs.map(({ score }) => score),
  )
}

function cosine(a: Int8Array, b: Int8Array): number {
  let ab = 0
  let aa = 0
  let bb = 0
  for (let d = 0; d < a.length; d++) {
    ab += a[d]! * b[d]!
    aa += a[d]! ** 2
    bb += b[d]! ** 2
  }
  return aa * bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
  const mx = mean(x)
  const my = mean(y)
  let xy = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < x.length; i++) {
    xy += (x[i]! - mx) * (y[i]! - my)
    xx += (x[i]! - mx) ** 2
    yy += (y[i]! - my) ** 2
  }
  return xy / Math.sqrt(xx * yy)
}
