import type { Encoder } from '../src/types.ts'
import type { LabelledText } from './data.ts'
import type { FeatureRow } from './logistic.ts'

/** Texts as features with label numbers. */
export function toRows(
  encoder: Encoder,
  texts: readonly LabelledText[],
  labels: readonly string[],
): FeatureRow[] {
  return texts.map(({ text, label }) => ({
    features: encoder.encode(text).features,
    label: labels.indexOf(label),
  }))
}

export interface Score {
  readonly accuracy: number
  readonly macroF1: number
  readonly majority: number
}

/** Accuracy and the mean over labels of F1. */
export function score(
  pairs: readonly { readonly truth: number; readonly guess: number }[],
  labels: number,
): Score {
  const hits = new Array<number>(labels).fill(0)
  const truths = new Array<number>(labels).fill(0)
  const guesses = new Array<number>(labels).fill(0)
  for (const { truth, guess } of pairs) {
    truths[truth]!++
    guesses[guess]!++
    if (truth === guess) hits[truth]!++
  }
  const f1 = hits.map((hit, k) => (hit === 0 ? 0 : (2 * hit) / (truths[k]! + guesses[k]!)))
  return {
    accuracy: hits.reduce((a, b) => a + b, 0) / pairs.length,
    macroF1: f1.reduce((a, b) => a + b, 0) / labels,
    majority: Math.max(...truths) / pairs.length,
  }
}
