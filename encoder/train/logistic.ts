import { minimize } from './minimize.ts'
import { softmax } from './softmax.ts'

/** A linear classifier in units where one logit is 1. */
export interface LinearModel {
  readonly labels: number
  readonly dimensions: number
  /** `labels × dimensions`. */
  readonly weights: Float64Array
  readonly biases: Float64Array
}

/** Features with the number of their label. */
export interface FeatureRow {
  readonly features: Int8Array
  readonly label: number
  /** How much the row counts; 1 if left out. */
  readonly weight?: number
}

/** Features of length 256 become about 1 each. */
const UNIT = 32
/** The constant feature of biases, in that unit. */
const BIAS_FEATURE = 2

/**
 * Multinomial logistic regression: least mean loss + `penalty` / 2 × squared weights, weights in units
 * of a feature of 32. A bias counts as the weight of a constant feature of 64, as a trainer keeps it.
 * By L-BFGS, the same on every run.
 */
export function fitLogistic(
  rows: readonly FeatureRow[],
  labels: number,
  penalty: number,
): LinearModel {
  const dimensions = rows[0]?.features.length ?? 0
  const point = minimize(labels * (dimensions + 1), (at, slope) =>
    loss(rows, labels, dimensions, penalty, at, slope),
  )
  const weights = new Float64Array(labels * dimensions)
  const biases = new Float64Array(labels)
  for (let k = 0; k < labels; k++) {
    const from = k * (dimensions + 1)
    for (let d = 0; d < dimensions; d++) weights[k * dimensions + d] = point[from + d]! / UNIT
    biases[k] = point[from + dimensions]!
  }
  return { labels, dimensions, weights, biases }
}

/** The penalty of `grid` whose model, fitted on part of the rows, loses least on the rest. Rows in any order. */
export function choosePenalty(
  rows: readonly FeatureRow[],
  labels: number,
  grid: readonly number[],
): number {
  const held = rows.filter((_, i) => i % 5 === 0)
  const fitted = rows.filter((_, i) => i % 5 !== 0)
  return fitBest(fitted, held, labels, grid).penalty
}

/** Fits with each penalty of `grid` and keeps the model that loses least on the rows held back. */
export function fitBest(
  rows: readonly FeatureRow[],
  held: readonly FeatureRow[],
  labels: number,
  grid: readonly number[],
): { model: LinearModel; penalty: number } {
  const tried = grid.map(penalty => {
    const model = fitLogistic(rows, labels, penalty)
    return { model, penalty, loss: meanLoss(model, held) }
  })
  return tried.reduce((best, next) => (next.loss < best.loss ? next : best))
}

/** The factor on all scores that makes a model's shares most honest on rows it has not seen. */
export function chooseScale(model: LinearModel, held: readonly FeatureRow[]): number {
  const factors = Array.from({ length: 28 }, (_, i) => 0.3 + 0.05 * i)
  const losses = factors.map(factor => meanLoss(scaled(model, factor), held))
  return factors[losses.indexOf(Math.min(...losses))]!
}

/** The model with all its scores multiplied. */
export function scaled(model: LinearModel, factor: number): LinearModel {
  return {
    ...model,
    weights: model.weights.map(weight => factor * weight),
    biases: model.biases.map(bias => factor * bias),
  }
}

/** Mean −log of the share given to the right label. */
export function meanLoss(model: LinearModel, rows: readonly FeatureRow[]): number {
  let sum = 0
  let total = 0
  for (const { features, label, weight = 1 } of rows) {
    sum -= weight * Math.log(sharesOf(model, features)[label]! + 1e-12)
    total += weight
  }
  return sum / total
}

/** The label with the highest score. */
export function labelOf(model: LinearModel, features: Int8Array): number {
  const shares = sharesOf(model, features)
  return shares.indexOf(Math.max(...shares))
}

function sharesOf(model: LinearModel, features: Int8Array): Float64Array {
  const shares = new Float64Array(model.labels)
  for (let k = 0; k < model.labels; k++) {
    let sum = model.biases[k]!
    for (let d = 0; d < model.dimensions; d++) {
      sum += model.weights[k * model.dimensions + d]! * features[d]!
    }
    shares[k] = sum
  }
  softmax(shares)
  return shares
}

function loss(
  rows: readonly FeatureRow[],
  labels: number,
  dimensions: number,
  penalty: number,
  at: Float64Array,
  slope: Float64Array,
): number {
  slope.fill(0)
  const scores = new Float64Array(labels)
  let sum = 0
  let total = 0
  for (const { weight = 1 } of rows) total += weight
  for (const { features, label, weight = 1 } of rows) {
    for (let k = 0; k < labels; k++) {
      const from = k * (dimensions + 1)
      let score = 0
      for (let d = 0; d < dimensions; d++) score += at[from + d]! * features[d]!
      scores[k] = score / UNIT + at[from + dimensions]!
    }
    softmax(scores)
    sum -= (weight / total) * Math.log(scores[label]! + 1e-300)
    for (let k = 0; k < labels; k++) {
      const error = (weight / total) * (scores[k]! - (k === label ? 1 : 0))
      const from = k * (dimensions + 1)
      for (let d = 0; d < dimensions; d++) slope[from + d]! += (error * features[d]!) / UNIT
      slope[from + dimensions]! += error
    }
  }
  for (let k = 0; k < labels; k++) {
    const from = k * (dimensions + 1)
    for (let d = 0; d < dimensions; d++) {
      sum += (penalty / 2) * at[from + d]! ** 2
      slope[from + d]! += penalty * at[from + d]!
    }
    const bias = at[from + dimensions]!
    sum += (penalty / 2) * (bias / BIAS_FEATURE) ** 2
    slope[from + dimensions]! += (penalty * bias) / BIAS_FEATURE ** 2
  }
  return sum
}
