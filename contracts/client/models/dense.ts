import { keccak256 } from 'viem'

/** What a model's words belong to. */
export interface Shape {
  /** 2 to 8. */
  readonly labels: number
  /** Dense features of a sample: a multiple of 32. */
  readonly dimensions: number
}

/**
 * The dense part of a margin perceptron: src/models/MarginPerceptron.sol. With 2 labels one vector
 * holds label 1 minus label 0; with more, one vector each.
 */
export interface Dense extends Shape {
  /** `vectors × dimensions` weights, below 480 in size. */
  readonly weights: Int16Array
  /** One per vector; below 16384 in size. */
  readonly biases: Int16Array
  /** Samples the model has seen, starter samples included; sets its step. */
  readonly samplesSeen: number
  /** How often all weights were halved, modulo 256. */
  readonly halvings: number
}

/** One step of a model, forth or back. */
export interface Step {
  readonly label: number
  /** The best other label when the sample was learnt. */
  readonly rival: number
  /** m, in 256ths of a feature. */
  readonly rate: number
  /** Halvings since the sample was learnt: a step back is halved as often. */
  readonly halvings: number
  readonly back: boolean
}

/** Constant input of the biases. */
const BIAS_INPUT = 4

/** Once a weight or a bias is this large, all are halved. */
const WEIGHT_LIMIT = 480
const BIAS_LIMIT = 16_384

/** 32 / sqrt(2^h), rounded, at least 1. */
const RATES = [32, 23, 16, 11, 8, 6, 4, 3, 2, 1]

/** T, the score difference that stands for one logit. */
export function logit({ dimensions }: Pick<Shape, 'dimensions'>): number {
  return 512 * dimensions
}

/** How many weight vectors a model of so many labels has. */
export function vectorCount(labels: number): number {
  return labels === 2 ? 1 : labels
}

/** The vector of a label and which way it speaks for it. */
export function vectorOf(labels: number, label: number): { vector: number; sign: 1 | -1 } {
  if (labels === 2) return { vector: 0, sign: label === 1 ? 1 : -1 }
  return { vector: label, sign: 1 }
}

/** Storage words of the dense part. */
export function denseWordCount({ labels, dimensions }: Shape): number {
  return vectorCount(labels) * vectorWords(dimensions)
}

/**
 * The dense part from its storage words.
 * @param words `denseWordCount` of them; more are not looked at.
 * @param stats The counters' word: src/types/Stats.sol.
 */
export function unpackDense(words: readonly bigint[], stats: bigint, shape: Shape): Dense {
  const { labels, dimensions } = shape
  const vectors = vectorCount(labels)
  const size = vectorWords(dimensions)
  const weights = new Int16Array(vectors * dimensions)
  const biases = new Int16Array(vectors)
  for (let v = 0; v < vectors; v++) {
    for (let i = 0; i < dimensions; i++) {
      const { low, high, shift, upperShift } = place(i)
      const lower = Number((words[v * size + low]! >> shift) & 0xffn)
      const upper = Number((words[v * size + high]! >> upperShift) & 3n)
      weights[v * dimensions + i] = (upper << 8) + lower - 512
    }
    biases[v] = biasIn(laceOf(words[v * size]!))
  }
  // The first bias is both in its word and in the counters.
  biases[0] = biasIn(stats)
  return {
    labels,
    dimensions,
    weights,
    biases,
    samplesSeen: Number(stats & 0xffffffffn),
    halvings: Number((stats >> 112n) & 0xffn),
  }
}

/**
 * The reverse of `unpackDense`.
 * @param stats Counters to keep with the model's own; without them, the words of a starter model.
 */
export function packDense(dense: Dense, stats: bigint | null): bigint[] {
  const { labels, dimensions, weights, biases } = dense
  const size = vectorWords(dimensions)
  const words = new Array<bigint>(denseWordCount(dense)).fill(0n)
  for (let v = 0; v < vectorCount(labels); v++) {
    for (let i = 0; i < dimensions; i++) {
      const { low, high, shift, upperShift } = place(i)
      const u = BigInt(weights[v * dimensions + i]! + 512)
      words[v * size + low]! |= (u & 0xffn) << shift
      words[v * size + high]! |= (u >> 8n) << upperShift
    }
    const own = BigInt(biases[v]! + 32_768) << 96n
    const lace = v === 0 && stats !== null ? packStats(dense, stats) : own
    words[v * size]! |= spread(lace)
  }
  return words
}

/** The counters with what the model keeps there: its first bias, samples seen, halvings. */
export function packStats(dense: Dense, stats: bigint): bigint {
  const kept = stats & ((0xffn << 120n) | (0xffffffffffffffffn << 32n))
  const bias = BigInt(dense.biases[0]! + 32_768)
  return kept | BigInt(dense.samplesSeen) | (bias << 96n) | (BigInt(dense.halvings) << 112n)
}

/** One score per label. @throws RangeError on features of another length */
export function denseScores(dense: Dense, features: Int8Array): number[] {
  const { labels, dimensions, weights, biases } = dense
  if (features.length !== dimensions) {
    throw new RangeError(`the model takes ${dimensions} features, not ${features.length}`)
  }
  const scores = Array.from({ length: vectorCount(labels) }, (_, v) => {
    let sum = BIAS_INPUT * biases[v]!
    for (let i = 0; i < dimensions; i++) sum += weights[v * dimensions + i]! * features[i]!
    return sum
  })
  return labels === 2 ? [0, scores[0]!] : scores
}

/** The label of the best score, the lowest in a tie; one label can be left out. */
export function bestExcept(scores: readonly number[], except: number | null): number {
  let best = except === 0 ? 1 : 0
  for (let k = best + 1; k < scores.length; k++) {
    if (k !== except && scores[k]! > scores[best]!) best = k
  }
  return best
}

/** Whether a sample of this margin moves the model: −3 T to T. */
export function teaches(margin: number, shape: Shape): boolean {
  return margin <= logit(shape) && margin >= -3 * logit(shape)
}

/**
 * What the contract keeps of a sample learnt, 16 bits: the place of its rate + 1, its rival, the
 * halvings before it.
 */
export function lessonOf(dense: Dense, rival: number): number {
  return (rateIndex(dense.samplesSeen) + 1) | (rival << 4) | (dense.halvings << 8)
}

/** The step that a lesson stands for. @param lesson Not 0. */
export function stepOf(dense: Dense, label: number, lesson: number, back: boolean): Step {
  return {
    label,
    rival: (lesson >> 4) & 0xf,
    rate: RATES[(lesson & 0xf) - 1]!,
    halvings: (dense.halvings - (lesson >> 8)) & 0xff,
    back,
  }
}

/** How far a step moves biases, before its direction. */
export function biasChange({ rate, halvings }: Step): number {
  return shifted(BIAS_INPUT * rate, halvings)
}

/** The vectors that a step moves, and which way. */
export function movesOf(shape: Shape, step: Step): { vector: number; sign: 1 | -1 }[] {
  const turn = step.back ? -1 : 1
  const towards = vectorOf(shape.labels, step.label)
  const moves = [{ vector: towards.vector, sign: (turn * towards.sign) as 1 | -1 }]
  if (shape.labels > 2) moves.push({ vector: step.rival, sign: -turn as 1 | -1 })
  return moves
}

/** The dense part after a step; if it took a weight to its limit, all are halved. */
export function moveDense(dense: Dense, features: Int8Array, step: Step): Dense {
  const { dimensions } = dense
  const weights = dense.weights.slice()
  const biases = dense.biases.slice()
  const dither = keccak256(
    Uint8Array.from(features, feature => feature + 128),
    'bytes',
  )
  let large = false
  for (const { vector, sign } of movesOf(dense, step)) {
    for (let i = 0; i < dimensions; i++) {
      // Turned by a byte for each further word of 32 features.
      const noise = dither[(i + (i >> 5)) & 31]!
      const change = shifted((step.rate * features[i]! + noise) >> 8, step.halvings)
      const weight = weights[vector * dimensions + i]! + sign * change
      weights[vector * dimensions + i] = weight
      large ||= Math.abs(weight) >= WEIGHT_LIMIT
    }
    const bias = biases[vector]! + sign * biasChange(step)
    biases[vector] = bias
    large ||= Math.abs(bias) >= BIAS_LIMIT
  }
  if (!large) return { ...dense, weights, biases }
  return {
    ...dense,
    weights: weights.map(weight => weight >> 1),
    biases: biases.map(bias => bias >> 1),
    halvings: (dense.halvings + 1) & 0xff,
  }
}

/** Halved so often, rounding down. JavaScript shifts by the count modulo 32. */
export function shifted(value: number, halvings: number): number {
  return value >> Math.min(halvings, 31)
}

/** m = 32 / sqrt(1 + n / 64) to the nearest half power of 2; 181 / 128 stands for sqrt(2). */
function rateIndex(samplesSeen: number): number {
  const doubled = Math.floor(((samplesSeen + 64) * 181) / 8192)
  return Math.min(31 - Math.clz32(doubled), RATES.length - 1)
}

// Layout: src/libraries/PackedVector.sol. The lace of a vector's first word holds its bias.

function vectorWords(dimensions: number): number {
  return dimensions / 32 + Math.ceil(dimensions / 64)
}

/** Where the lower eight and the upper two bits of weight `i` are. */
function place(i: number) {
  const high = 3 * (i >> 6)
  const second = (i & 63) >= 32
  const shift = BigInt(248 - 8 * (i & 31))
  return { low: high + (second ? 2 : 1), high, shift, upperShift: shift + (second ? 0n : 4n) }
}

/** The lace of a word: two bits of each nibble. */
function laceOf(word: bigint): bigint {
  let lace = 0n
  for (let nibble = 0n; nibble < 64n; nibble++) {
    lace |= ((word >> (4n * nibble + 2n)) & 3n) << (2n * nibble)
  }
  return lace
}

function spread(lace: bigint): bigint {
  let word = 0n
  for (let nibble = 0n; nibble < 64n; nibble++) {
    word |= ((lace >> (2n * nibble)) & 3n) << (4n * nibble + 2n)
  }
  return word
}

function biasIn(lace: bigint): number {
  return Number((lace >> 96n) & 0xffffn) - 32_768
}
