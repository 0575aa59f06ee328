import { minimize } from '../train/minimize.ts'
import { Random } from '../train/random.ts'
import { softmax } from '../train/softmax.ts'

// The yardstick: what a bag of words and pairs of words learns from the same rows. Nothing else knows
// of it, so it may take all the numbers it wants.

/** Inverse penalties tried on rows held back. */
const strengths = [1, 10, 100]

/** Cost of a bias, as small as makes no difference. */
const BIAS_PENALTY = 1e-6

/** A text with the number of its label. */
export interface TextRow {
  readonly text: string
  readonly label: number
}

interface SparseRow {
  readonly terms: Int32Array
  readonly values: Float64Array
  readonly label: number
}

interface SparseModel {
  readonly labels: number
  readonly size: number
  /** `labels × (size + 1)`, biases last. */
  readonly weights: Float64Array
}

/**
 * TF-IDF weights of words and pairs of words, each text's length 1, and logistic regression on them.
 * @returns the label it gives each of the texts to test.
 */
export function tfidf(
  train: readonly TextRow[],
  test: readonly TextRow[],
  labels: number,
): number[] {
  const vocabulary = new Map<string, number>()
  const counts = train.map(({ text }) => countTerms(text))
  const texts: number[] = []
  for (const row of counts) {
    for (const term of row.keys()) {
      const number = vocabulary.get(term) ?? vocabulary.size
      vocabulary.set(term, number)
      texts[number] = (texts[number] ?? 0) + 1
    }
  }
  const rarity = texts.map(count => Math.log((1 + train.length) / (1 + count)) + 1)
  const weigh = (row: ReadonlyMap<string, number>, label: number) =>
    toSparse(row, label, vocabulary, rarity)
  const rows = counts.map((row, i) => weigh(row, train[i]!.label))
  const strength = chooseStrength(rows, labels, vocabulary.size)
  const model = fit(rows, labels, vocabulary.size, strength)
  return test.map(({ text }) => best(model, weigh(countTerms(text), 0)))
}

function countTerms(text: string): Map<string, number> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? []
  const counts = new Map<string, number>()
  const add = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1)
  words.forEach((word, i) => {
    add(word)
    if (i > 0) add(`${words[i - 1]} ${word}`)
  })
  return counts
}

function toSparse(
  counts: ReadonlyMap<string, number>,
  label: number,
  vocabulary: ReadonlyMap<string, number>,
  rarity: readonly number[],
): SparseRow {
  const terms: number[] = []
  const values: number[] = []
  for (const [term, count] of counts) {
    const number = vocabulary.get(term)
    if (number === undefined) continue
    terms.push(number)
    values.push(count * rarity[number]!)
  }
  const length = Math.hypot(...values) || 1
  return {
    terms: Int32Array.from(terms),
    values: Float64Array.from(values, value => value / length),
    label,
  }
}

function chooseStrength(rows: readonly SparseRow[], labels: number, size: number): number {
  const order = new Random(1).shuffle(rows.slice())
  const held = order.filter((_, i) => i % 5 === 0)
  const fitted = order.filter((_, i) => i % 5 !== 0)
  const hits = strengths.map(strength => {
    const model = fit(fitted, labels, size, strength)
    return held.filter(row => best(model, row) === row.label).length
  })
  return strengths[hits.indexOf(Math.max(...hits))]!
}

function fit(
  rows: readonly SparseRow[],
  labels: number,
  size: number,
  strength: number,
): SparseModel {
  const penalty = 1 / (strength * rows.length)
  const weights = minimize(labels * (size + 1), (at, slope) => {
    slope.fill(0)
    let loss = 0
    for (const row of rows) {
      const shares = scoresOf({ labels, size, weights: at }, row)
      softmax(shares)
      loss -= Math.log(shares[row.label]! + 1e-300) / rows.length
      for (let k = 0; k < labels; k++) {
        const error = (shares[k]! - (k === row.label ? 1 : 0)) / rows.length
        const from = k * (size + 1)
        for (let t = 0; t < row.terms.length; t++) {
          slope[from + row.terms[t]!]! += error * row.values[t]!
        }
        slope[from + size]! += error
      }
    }
    for (let i = 0; i < at.length; i++) {
      const cost = (i + 1) % (size + 1) === 0 ? BIAS_PENALTY : penalty
      loss += (cost / 2) * at[i]! ** 2
      slope[i]! += cost * at[i]!
    }
    return loss
  })
  return { labels, size, weights }
}

function scoresOf({ labels, size, weights }: SparseModel, row: SparseRow): Float64Array {
  const scores = new Float64Array(labels)
  for (let k = 0; k < labels; k++) {
    const from = k * (size + 1)
    let sum = weights[from + size]!
    for (let t = 0; t < row.terms.length; t++) {
      sum += weights[from + row.terms[t]!]! * row.values[t]!
    }
    scores[k] = sum
  }
  return scores
}

function best(model: SparseModel, row: SparseRow): number {
  const scores = scoresOf(model, row)
  return scores.indexOf(Math.max(...scores))
}
