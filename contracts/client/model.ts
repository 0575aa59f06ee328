import type { Model, Prediction } from './types.ts'

/** Constant input of the biases. */
const BIAS_INPUT = 64

/** Once a weight or bias is this large, all are halved. */
const WEIGHT_LIMIT = 16384

/** 64 / sqrt(2^h), rounded, at least 1: the step in sixteenths of a feature. */
const RATES = [64, 45, 32, 23, 16, 11, 8, 6, 4, 3, 2, 1]

/** T, the score difference that stands for one logit: 8 × 1024 × dimensions. */
export function logit(dimensions: number): number {
  return 8192 * dimensions
}

/**
 * What the contract predicts, from a copy of its model. Label k wins ties against higher labels.
 * @param features As many as the model has dimensions; −127..127.
 */
export function predict(model: Model, features: Int8Array): Prediction {
  const scores = scoresOf(model, features)
  const label = bestExcept(scores, -1)
  return { label, scores, margin: scores[label]! - scores[bestExcept(scores, label)]! }
}

/**
 * The model after the contract was taught a sample: the same integers, bit for bit. Learns if the
 * margin is between −3 T and T; the model given stays as it is.
 */
export function update(model: Model, features: Int8Array, label: number): Model {
  const scores = scoresOf(model, features)
  const rival = bestExcept(scores, label)
  const margin = scores[label]! - scores[rival]!
  const oneLogit = logit(model.dimensions)
  const samplesSeen = model.samplesSeen + 1
  if (margin > oneLogit || margin < -3 * oneLogit) return { ...model, samplesSeen }

  const next = {
    ...model,
    samplesSeen,
    weights: model.weights.slice(),
    biases: model.biases.slice(),
  }
  const rate = stepRate(model.samplesSeen)
  let large: boolean
  if (model.labels === 2) {
    large = moveVector(next, features, 0, rate, label === 1 ? 1 : -1)
  } else {
    const towards = moveVector(next, features, label, rate, 1)
    const away = moveVector(next, features, rival, rate, -1)
    large = towards || away
  }
  if (large) halve(next)
  return next
}

/**
 * The weights that speak for one label against another, feature by feature: a text's words that pull
 * along it pull towards `label`.
 */
export function contrast(model: Model, label: number, rival: number): Int32Array {
  const { dimensions, weights } = model
  const direction = new Int32Array(dimensions)
  if (label === rival) return direction
  for (let i = 0; i < dimensions; i++) {
    direction[i] =
      model.labels === 2
        ? (label === 1 ? 1 : -1) * weights[i]!
        : weights[label * dimensions + i]! - weights[rival * dimensions + i]!
  }
  return direction
}

/** How likely the model holds each label: softmax with T as one logit. Sums to 1. */
export function probabilities(model: Model, scores: readonly number[]): number[] {
  const best = Math.max(...scores)
  const powers = scores.map(score => Math.exp((score - best) / logit(model.dimensions)))
  const total = powers.reduce((sum, power) => sum + power, 0)
  return powers.map(power => power / total)
}

/** How many weight vectors a model of so many labels has. */
export function vectorCount(labels: number): number {
  return labels === 2 ? 1 : labels
}

function scoresOf(model: Model, features: Int8Array): number[] {
  if (features.length !== model.dimensions) {
    throw new RangeError(`the model takes ${model.dimensions} features, not ${features.length}`)
  }
  if (model.labels === 2) return [0, vectorScore(model, features, 0)]
  return Array.from({ length: model.labels }, (_, k) => vectorScore(model, features, k))
}

function vectorScore(model: Model, features: Int8Array, vector: number): number {
  const { dimensions, weights } = model
  const start = vector * dimensions
  let sum = BIAS_INPUT * model.biases[vector]!
  for (let i = 0; i < dimensions; i++) sum += weights[start + i]! * features[i]!
  return sum
}

function bestExcept(scores: readonly number[], except: number): number {
  let best = except === 0 ? 1 : 0
  for (let k = best + 1; k < scores.length; k++) {
    if (k !== except && scores[k]! > scores[best]!) best = k
  }
  return best
}

/** m = 64 / sqrt(1 + n / 64) to the nearest half power of 2; 181 / 128 stands for sqrt(2). */
function stepRate(samplesSeen: number): number {
  const doubled = Math.floor(((samplesSeen + 64) * 181) / 8192)
  return RATES[31 - Math.clz32(doubled)] ?? 1
}

/** Moves a vector of `model` in place; true if a weight or bias became too large. */
function moveVector(
  model: Model,
  features: Int8Array,
  vector: number,
  rate: number,
  sign: 1 | -1,
): boolean {
  const { dimensions, weights, biases } = model
  const start = vector * dimensions
  let large = false
  for (let i = 0; i < dimensions; i++) {
    const weight = weights[start + i]! + sign * ((rate * features[i]! + 8) >> 4)
    weights[start + i] = weight
    large ||= Math.abs(weight) >= WEIGHT_LIMIT
  }
  const bias = biases[vector]! + sign * ((rate * BIAS_INPUT + 8) >> 4)
  biases[vector] = bias
  return large || Math.abs(bias) >= WEIGHT_LIMIT
}

/** Rounds down, as a shift does. */
function halve(model: Model): void {
  for (let i = 0; i < model.weights.length; i++) model.weights[i]! >>= 1
  for (let i = 0; i < model.biases.length; i++) model.biases[i]! >>= 1
}
