import { concat, hexToBytes, keccak256, numberToHex } from 'viem'
import { packFeatures } from '../features.ts'
import { bestExcept } from '../scores.ts'
import { emptyStats, packStats, type Stats, unpackStats } from '../stats.ts'
import { laceOf, packVector, unpackVector, vectorWords } from '../vectors.ts'

/**
 * A linear model: src/models/MarginPerceptron.sol. With 2 labels one vector holds label 1 minus
 * label 0; with more, one vector each.
 */
export interface MarginPerceptron {
  readonly kind: 'margin-perceptron'
  readonly labels: number
  readonly dimensions: number
  /** `vectors × dimensions` weights, −511..511. */
  readonly weights: Int16Array
  /** One per vector; below 16384 in size. */
  readonly biases: Int16Array
  /** Samples the model has learnt from, starter samples included; sets its step. */
  readonly samplesSeen: number
  /** How often all weights were halved, modulo 256. */
  readonly halvings: number
}

/** What a model's words belong to. */
export interface Shape {
  readonly labels: number
  readonly dimensions: number
}

/** Constant input of the biases. */
const BIAS_INPUT = 4

/** Once a weight is this large, all weights and biases are halved. */
export const WEIGHT_LIMIT = 480

/** Once a bias is this large, all weights and biases are halved. */
export const BIAS_LIMIT = 16_384

/** 32 / sqrt(2^h), rounded, at least 1: the step in 256ths of a feature. */
const RATES = [32, 23, 16, 11, 8, 6, 4, 3, 2, 1]

/** T, the score difference that stands for one logit: 512 × dimensions. */
export function logit({ dimensions }: Pick<Shape, 'dimensions'>): number {
  return 512 * dimensions
}

/**
 * A perceptron stops learning a text once its margin is one logit, so its scores stay smaller than its
 * answers deserve. Changes nothing on chain: encoder/README.md, "How sure".
 */
export const temperature = 0.7

/** How many weight vectors a model of so many labels has. */
export function vectorCount(labels: number): number {
  return labels === 2 ? 1 : labels
}

/** Storage words of a model. */
export function wordCount({ labels, dimensions }: Shape): number {
  return vectorCount(labels) * vectorWords(dimensions)
}

/** A model from its storage words, `wordCount` of them, and the counters. */
export function unpack(words: readonly bigint[], stats: Stats, shape: Shape): MarginPerceptron {
  const { labels, dimensions } = shape
  const vectors = vectorCount(labels)
  const size = vectorWords(dimensions)
  const weights = new Int16Array(vectors * dimensions)
  const biases = new Int16Array(vectors)
  for (let v = 0; v < vectors; v++) {
    const vector = words.slice(v * size, (v + 1) * size)
    weights.set(unpackVector(vector, dimensions), v * dimensions)
    biases[v] = unpackStats(laceOf(vector[0]!)).bias
  }
  const { samplesSeen, halvings } = stats
  return { kind: 'margin-perceptron', labels, dimensions, weights, biases, samplesSeen, halvings }
}

/**
 * The reverse of `unpack`; the words of a starter model if no counters are given.
 * @param stats What lies in the first vector's lace beside its bias.
 */
export function pack(
  model: Pick<MarginPerceptron, 'labels' | 'dimensions' | 'weights' | 'biases'>,
  stats: Stats = emptyStats,
): bigint[] {
  const { labels, dimensions, weights, biases } = model
  return Array.from({ length: vectorCount(labels) }, (_, v) => {
    const bias = biases[v]!
    const lace = packStats(v === 0 ? { ...stats, bias } : { ...emptyStats, bias })
    return packVector(weights.subarray(v * dimensions, (v + 1) * dimensions), lace)
  }).flat()
}

/** One score per label. @throws RangeError on features of another length. */
export function scores(model: MarginPerceptron, features: Int8Array): number[] {
  if (features.length !== model.dimensions) {
    throw new RangeError(`the model takes ${model.dimensions} features, not ${features.length}`)
  }
  if (model.labels === 2) return [0, vectorScore(model, features, 0)]
  return Array.from({ length: model.labels }, (_, k) => vectorScore(model, features, k))
}

/**
 * The model after the contract was taught a sample, and what takes the sample out again: the same
 * integers, bit for bit. The model given stays as it is.
 */
export function learn(
  model: MarginPerceptron,
  features: Int8Array,
  label: number,
): { readonly model: MarginPerceptron; readonly lesson: number } {
  const all = scores(model, features)
  const rival = bestExcept(all, label)
  if (!teaches(all[label]! - all[rival]!, model)) return { model, lesson: 0 }
  const lesson = lessonOf(model, rival)
  const next = moved(model, features, moveOf(model, label, lesson, 'learn'))
  return { model: { ...next, samplesSeen: model.samplesSeen + 1 }, lesson }
}

/**
 * The model with a sample taken out again: exactly, unless weights were halved since, and then to
 * the unit. Samples seen stay as they are.
 * @param lesson From `learn`; 0 changes nothing.
 */
export function unlearn(
  model: MarginPerceptron,
  features: Int8Array,
  label: number,
  lesson: number,
): MarginPerceptron {
  if (lesson === 0) return model
  return moved(model, features, moveOf(model, label, lesson, 'unlearn'))
}

/**
 * The averaged model, moved a part of the way to the present one.
 * @param part 64ths, 1 to 64.
 * @param time Seconds: the block in which the contract did it, which sets the rounding.
 */
export function averaged(
  average: MarginPerceptron,
  model: MarginPerceptron,
  part: number,
  time: number,
): MarginPerceptron {
  const { dimensions } = model
  const next = { ...model, weights: model.weights.slice(), biases: model.biases.slice() }
  for (let v = 0; v < vectorCount(model.labels); v++) {
    const seed = [time, v].map(value => numberToHex(value, { size: 32 }))
    const dither = hexToBytes(keccak256(concat(seed)))
    for (let i = 0; i < dimensions; i++) {
      const at = v * dimensions + i
      const [from, to] = [average.weights[at]! + 512, model.weights[at]! + 512]
      const rounding = dither[(i + (i >> 5)) & 31]! & 63
      next.weights[at] = (((64 - part) * from + part * to + rounding) >> 6) - 512
    }
    next.biases[v] = ((64 - part) * average.biases[v]! + part * model.biases[v]! + 32) >> 6
  }
  return next
}

/**
 * The weights that speak for one label against another, feature by feature: a text's words that pull
 * along it pull towards `label`.
 */
export function contrast(model: MarginPerceptron, label: number, rival: number): Int32Array {
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

function vectorScore(model: MarginPerceptron, features: Int8Array, vector: number): number {
  const { dimensions, weights } = model
  const start = vector * dimensions
  let sum = BIAS_INPUT * model.biases[vector]!
  for (let i = 0; i < dimensions; i++) sum += weights[start + i]! * features[i]!
  return sum
}

/** Whether a sample of this margin moves a model: −3 T to T. */
export function teaches(margin: number, shape: Pick<Shape, 'dimensions'>): boolean {
  return margin <= logit(shape) && margin >= -3 * logit(shape)
}

/** What the contract keeps of a sample, 16 bits: place of the rate + 1, rival, halvings before it. */
export function lessonOf(
  { samplesSeen, halvings }: Pick<MarginPerceptron, 'samplesSeen' | 'halvings'>,
  rival: number,
): number {
  return (rateIndex(samplesSeen) + 1) | (rival << 4) | (halvings << 8)
}

/** h with m = 32 / sqrt(1 + n / 64) to the nearest half power of 2; 181 / 128 stands for sqrt(2). */
function rateIndex(samplesSeen: number): number {
  const doubled = Math.floor(((samplesSeen + 64) * 181) / 8192)
  return Math.min(31 - Math.clz32(doubled), RATES.length - 1)
}

/** What a lesson does to a model. */
export interface Move {
  /** m, in 256ths of a feature. */
  readonly rate: number
  /** Halvings between the lesson and now. */
  readonly halvings: number
  /** The vectors that move, and which way. */
  readonly directions: readonly { readonly vector: number; readonly sign: 1 | -1 }[]
}

/** The move that a lesson stands for. @param lesson Not 0. */
export function moveOf(
  model: Pick<MarginPerceptron, 'labels' | 'halvings'>,
  label: number,
  lesson: number,
  way: 'learn' | 'unlearn',
): Move {
  const towards = way === 'learn' ? 1 : -1
  const away = way === 'learn' ? -1 : 1
  const rival = (lesson >> 4) & 0xf
  return {
    rate: RATES[(lesson & 0xf) - 1]!,
    halvings: (model.halvings - (lesson >> 8)) & 0xff,
    directions:
      model.labels === 2
        ? [{ vector: 0, sign: label === 1 ? towards : away }]
        : [
            { vector: label, sign: towards },
            { vector: rival, sign: away },
          ],
  }
}

/** How far a move takes biases, before its direction. */
export function biasChange({ rate, halvings }: Move): number {
  return shifted(rate * BIAS_INPUT, halvings)
}

/** Halved so often, rounding down. JavaScript shifts by the count modulo 32. */
export function shifted(value: number, halvings: number): number {
  return value >> Math.min(halvings, 31)
}

/** A copy in which a move was done; if it took a weight or a bias to its limit, all are halved. */
export function moved(model: MarginPerceptron, features: Int8Array, move: Move): MarginPerceptron {
  const next = { ...model, weights: model.weights.slice(), biases: model.biases.slice() }
  const steps = stepsOf(features, move)
  const large = move.directions.map(({ vector, sign }) =>
    moveVector(next, vector, steps, biasChange(move), sign),
  )
  return large.includes(true) ? halved(next) : next
}

/**
 * How far each weight moves: the feature at the rate given, rounded by the hash of all features, a
 * byte each. From one word of 32 features to the next the hash is turned by a byte.
 */
function stepsOf(features: Int8Array, { rate, halvings }: Move): Int16Array {
  const dither = hexToBytes(keccak256(packFeatures(features)))
  return Int16Array.from(features, (feature, i) =>
    shifted((rate * feature + dither[(i + (i >> 5)) & 31]!) >> 8, halvings),
  )
}

/** Moves a vector of `model` in place; true if a weight or bias became too large. */
function moveVector(
  model: MarginPerceptron,
  vector: number,
  steps: Int16Array,
  bias: number,
  sign: number,
): boolean {
  const { dimensions, weights, biases } = model
  const start = vector * dimensions
  let large = false
  for (let i = 0; i < dimensions; i++) {
    const weight = weights[start + i]! + sign * steps[i]!
    weights[start + i] = weight
    large ||= Math.abs(weight) >= WEIGHT_LIMIT
  }
  biases[vector]! += sign * bias
  return large || Math.abs(biases[vector]!) >= BIAS_LIMIT
}

/** Rounds down, as a shift does. */
function halved(model: MarginPerceptron): MarginPerceptron {
  return {
    ...model,
    weights: model.weights.map(weight => weight >> 1),
    biases: model.biases.map(bias => bias >> 1),
    halvings: (model.halvings + 1) & 0xff,
  }
}
