import { type Model, type Twin, twinOf } from './models/index.ts'
import { bestExcept, marginOf } from './scores.ts'
import type { Prediction } from './types.ts'

/** The difference of scores that stands for one logit. */
export function logit(model: Model): number {
  return ruleOf(model).logit(model)
}

/**
 * What the contract predicts, from a copy of its model. Label k wins ties against higher labels.
 * @param features As many as the model has dimensions; −127..127.
 * @throws RangeError on features of another length
 */
export function predict(model: Model, features: Int8Array): Prediction {
  const scores = ruleOf(model).scores(model, features)
  const label = bestExcept(scores, -1)
  return { label, scores, margin: marginOf(scores, label) }
}

/** The model after the contract was taught a sample; the one given stays as it is. */
export function update(model: Model, features: Int8Array, label: number): Model {
  return learn(model, features, label).model
}

/**
 * `update`, with what takes the sample out again.
 * @returns `lesson` as the contract would keep it, 16 bits; 0 if the model did not change.
 */
export function learn(
  model: Model,
  features: Int8Array,
  label: number,
): { readonly model: Model; readonly lesson: number } {
  return ruleOf(model).learn(model, features, label)
}

/** The model with a sample taken out that `learn` once took in. */
export function unlearn(model: Model, features: Int8Array, label: number, lesson: number): Model {
  return ruleOf(model).unlearn(model, features, label, lesson)
}

/**
 * What speaks for one label against another, feature by feature: a text's words that pull along it
 * pull towards `label`.
 */
export function contrast(model: Model, label: number, rival: number): Int32Array {
  return ruleOf(model).contrast(model, label, rival)
}

/**
 * How likely the model holds each label: softmax of the scores in logits, sharpened by what its rule
 * was measured to say too little. Sums to 1.
 */
export function probabilities(model: Model, scores: readonly number[]): number[] {
  const one = logit(model) * (ruleOf(model).temperature ?? 1)
  const best = Math.max(...scores)
  const powers = scores.map(score => Math.exp((score - best) / one))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map(power => power / total)
}

/**
 * A label's margin by the averaged model, as that would be after it moved a part of the way to the
 * present one.
 * @param part 64ths, 0 to 64.
 */
export function averageMargin(
  average: Model,
  model: Model,
  features: Int8Array,
  label: number,
  part: number,
): number {
  const rule = ruleOf(model)
  const mean = rule.scores(average, features)
  if (part === 0) return marginOf(mean, label)
  const live = rule.scores(model, features)
  const mixed = mean.map((score, k) => Math.floor((score * (64 - part) + live[k]! * part) / 64))
  return marginOf(mixed, label)
}

function ruleOf(model: Model): Twin<Model> {
  // A model exists only where its twin unpacked it.
  return twinOf(model.kind)!
}
