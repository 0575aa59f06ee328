import { DIMENSIONS } from '../src/static/table.ts'
import type { Encoder, EncoderId } from '../src/types.ts'
import type { LabelledText } from './data.ts'
import { chooseScale, fitBest, type LinearModel, scaled } from './logistic.ts'
import { Random } from './random.ts'
import { type Score, score, toRows } from './score.ts'
import { type StarterTask, starterTasks, type WeightedTexts } from './starter-tasks.ts'
import { isHeldBack } from './tasks.ts'

/** A task with its first model, as `contracts/deploy/starters/` keeps it. */
export interface StarterFile {
  readonly format: 2
  readonly slug: string
  /** Place in the list of tasks, from 0: the order they are deployed in. */
  readonly order: number
  readonly card: {
    readonly name: string
    readonly description: string
    /** Where more is said about the task. */
    readonly uri: string
    readonly labels: readonly { readonly name: string; readonly definition: string }[]
  }
  readonly encoderId: EncoderId
  readonly dimensions: number
  readonly samplesSeen: number
  /** 2 labels: one row, label 1 minus label 0. More: one row each. */
  readonly weights: readonly (readonly number[])[]
  readonly biases: readonly number[]
  readonly accuracy: {
    readonly testRows: number
    readonly accuracy: number
    readonly macroF1: number
    readonly majority: number
  }
}

/** A score of this is one logit. */
export const LOGIT = 512 * DIMENSIONS
/** What a bias is multiplied by. */
export const BIAS_INPUT = 4

/** Starters are worth as much to the learner as this many samples. */
const SAMPLES_SEEN = 500

/** Tried in turn; the smallest trusts the training texts most. */
const penalties = [0.1, 0.03, 0.01, 0.003]

/** Enough rows for 64 weights. */
const MOST_ROWS = 16_000

/** Weights reach this far at most; at 480 the contract would halve them all. */
const WEIGHT_LIMIT = 360

/** Likewise for biases, which it halves at 16384. */
const BIAS_LIMIT = 12_288

/** Fits a task's first model and measures it on its test texts. @throws DataError */
export function trainStarter(encoder: Encoder, task: StarterTask, data: string): StarterFile {
  const labels = task.labels.map(({ name }) => name)
  const { weights, biases } = toIntegers(fitHonestly(encoder, task.train(data), labels))
  const { accuracy, testRows } = measureStarter(
    encoder,
    { weights, biases },
    labels,
    task.test(data),
  )
  const { slug, name, description } = task
  return {
    format: 2,
    slug,
    order: starterTasks.indexOf(task),
    card: { name, description, uri: '', labels: task.labels },
    encoderId: encoder.id,
    dimensions: DIMENSIONS,
    samplesSeen: SAMPLES_SEEN,
    weights,
    biases,
    accuracy: {
      testRows,
      accuracy: rounded(accuracy.accuracy),
      macroF1: rounded(accuracy.macroF1),
      majority: rounded(accuracy.majority),
    },
  }
}

/** How often a starter names the right label. */
export function measureStarter(
  encoder: Encoder,
  model: Pick<StarterFile, 'weights' | 'biases'>,
  labels: readonly string[],
  texts: readonly LabelledText[],
): { accuracy: Score; testRows: number } {
  const pairs = toRows(encoder, texts, labels).map(({ features, label }) => {
    const scores = starterScores(model, features)
    return { truth: label, guess: scores.indexOf(Math.max(...scores)) }
  })
  return { accuracy: score(pairs, labels.length), testRows: texts.length }
}

/** One score per label, in units of `LOGIT`. */
export function starterScores(
  { weights, biases }: Pick<StarterFile, 'weights' | 'biases'>,
  features: Int8Array,
): number[] {
  const scores = weights.map((row, k) =>
    row.reduce((sum, weight, d) => sum + weight * features[d]!, BIAS_INPUT * biases[k]!),
  )
  return scores.length === 1 ? [0, scores[0]!] : scores
}

/**
 * The model whose penalty and scale are best on texts of the main source (the first) that neither the
 * table nor the model has seen.
 */
function fitHonestly(
  encoder: Encoder,
  sources: readonly WeightedTexts[],
  labels: readonly string[],
): LinearModel {
  const random = new Random(3)
  const most = Math.floor(MOST_ROWS / sources.length)
  const rows = sources.flatMap(({ texts, weight }) => {
    const seen = texts.filter(({ text }) => !isHeldBack(text))
    // Large sources are thinned, and weigh what they weighed; small ones are what the model is about.
    const kept = random.shuffle(seen.slice()).slice(0, most)
    const each = (weight * seen.length) / kept.length
    return toRows(encoder, kept, labels).map(row => ({ ...row, weight: each }))
  })
  const main = sources[0]?.texts ?? []
  const held = toRows(
    encoder,
    main.filter(({ text }) => isHeldBack(text)),
    labels,
  )
  const { model } = fitBest(rows, held, labels.length, penalties)
  return withinLimit(scaled(model, chooseScale(model, held)))
}

/** A model with weights that a trainer can keep on learning from; scores shrink if need be. */
function withinLimit(model: LinearModel): LinearModel {
  const { weights, biases } = toIntegers(model)
  const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs))
  const excess = Math.max(largest(weights.flat()) / WEIGHT_LIMIT, largest(biases) / BIAS_LIMIT)
  return excess <= 1 ? model : scaled(model, 1 / excess)
}

function toIntegers({ labels, dimensions, weights, biases }: LinearModel): {
  weights: number[][]
  biases: number[]
} {
  const row = (k: number) => Array.from(weights.subarray(k * dimensions, (k + 1) * dimensions))
  const rows = Array.from({ length: labels }, (_, k) => ({ weights: row(k), bias: biases[k]! }))
  const vectors =
    labels === 2
      ? [
          {
            weights: rows[1]!.weights.map((weight, d) => weight - rows[0]!.weights[d]!),
            bias: rows[1]!.bias - rows[0]!.bias,
          },
        ]
      : rows
  // Labels compete: what all biases share changes nothing, so their middle becomes 0.
  const centre = labels === 2 ? 0 : middle(vectors.map(({ bias }) => bias))
  return {
    weights: vectors.map(vector => vector.weights.map(weight => Math.round(weight * LOGIT))),
    biases: vectors.map(({ bias }) => Math.round(((bias - centre) * LOGIT) / BIAS_INPUT)),
  }
}

function middle(values: readonly number[]): number {
  return (Math.min(...values) + Math.max(...values)) / 2
}

function rounded(share: number): number {
  return Math.round(10_000 * share) / 10_000
}
