import { encodeAbiParameters, hexToBytes, keccak256, parseAbiParameters } from 'viem'
import { packFeatures } from '../features.ts'
import { laceOf, packVector, unpackVector, vectorWords } from '../vectors.ts'

/** Each label has the mean of its samples; the nearest one wins: src/models/NearestCentroid.sol. */
export interface NearestCentroid {
  readonly kind: 'nearest-centroid'
  readonly labels: number
  readonly dimensions: number
  /** `labels × dimensions` sums, below 480 in size. A label's centroid is 2048 × sums / count. */
  readonly sums: Int16Array
  /** How many samples each label has, in 64ths; below 32768. */
  readonly counts: readonly number[]
  /** How often each label was halved, modulo 256. */
  readonly halvings: readonly number[]
  /** Samples the model has seen, starter samples included. */
  readonly samplesSeen: number
}

/** What a model's words belong to. */
interface Shape {
  readonly labels: number
  readonly dimensions: number
}

/** How much of a sample's features goes into the sums, in 256ths. */
const RATE = 8

/** One sample, as counts have it. */
export const SAMPLE = 64

/** At this count a label's sums and count are halved. */
export const FULL_COUNT = 512 * SAMPLE

/** Once a sum is this large, the label's sums and count are halved. */
export const SUM_LIMIT = 480

/** A sample has nothing left in the sums after this many halvings. */
const FORGOTTEN = 4

/** Marks a lesson; the lower byte are the halvings when it was learnt. */
const LESSON = 1 << 15

/** T, the score difference that stands for one logit, whatever the model. */
export function logit(_: Shape): number {
  return 4096
}

/** Storage words of a model. */
export function wordCount({ labels, dimensions }: Shape): number {
  return labels * vectorWords(dimensions)
}

/** A model from its storage words, `wordCount` of them, and the counters. */
export function unpack(
  words: readonly bigint[],
  { samplesSeen }: { readonly samplesSeen: number },
  { labels, dimensions }: Shape,
): NearestCentroid {
  const size = vectorWords(dimensions)
  const sums = new Int16Array(labels * dimensions)
  const counts: number[] = []
  const halvings: number[] = []
  for (let k = 0; k < labels; k++) {
    const vector = words.slice(k * size, (k + 1) * size)
    sums.set(unpackVector(vector, dimensions), k * dimensions)
    const lace = Number(laceOf(vector[0]!) & 0xff_ffffn)
    counts.push(lace & 0xffff)
    halvings.push(lace >> 16)
  }
  return { kind: 'nearest-centroid', labels, dimensions, sums, counts, halvings, samplesSeen }
}

/** The reverse of `unpack`; the words of a starter model if nothing was halved yet. */
export function pack({ labels, dimensions, sums, counts, halvings }: NearestCentroid): bigint[] {
  return Array.from({ length: labels }, (_, k) => {
    const lace = BigInt(counts[k]! | (halvings[k]! << 16))
    return packVector(sums.subarray(k * dimensions, (k + 1) * dimensions), lace)
  }).flat()
}

/**
 * One score per label: |x|² − |x − centroid|², rounded towards 0; 0 for a label without samples.
 * @throws RangeError on features of another length.
 */
export function scores(model: NearestCentroid, features: Int8Array): number[] {
  const { labels, dimensions, sums, counts } = model
  if (features.length !== dimensions) {
    throw new RangeError(`the model takes ${dimensions} features, not ${features.length}`)
  }
  return Array.from({ length: labels }, (_, k) => {
    const count = counts[k]!
    if (count === 0) return 0
    let product = 0
    let norm = 0
    for (let i = 0; i < dimensions; i++) {
      const sum = sums[k * dimensions + i]!
      product += sum * features[i]!
      norm += sum * sum
    }
    // Below 2^51 for features that the contract takes: no rounding but the last.
    return Math.trunc((2 ** 12 * product * count - 2 ** 22 * norm) / count ** 2) + 0
  })
}

/**
 * The model after the contract was taught a sample, and what takes the sample out again: the same
 * integers, bit for bit. The model given stays as it is.
 */
export function learn(
  model: NearestCentroid,
  features: Int8Array,
  label: number,
): { readonly model: NearestCentroid; readonly lesson: number } {
  const count = model.counts[label]! + SAMPLE
  const next = moved(model, label, stepsOf(features, 0), 1, count)
  return {
    model: { ...next, samplesSeen: model.samplesSeen + 1 },
    lesson: LESSON | model.halvings[label]!,
  }
}

/**
 * The model with a sample taken out again: exactly, unless its label was halved since, and then sums
 * to the unit. Samples seen stay as they are.
 * @param lesson From `learn`; 0 changes nothing.
 */
export function unlearn(
  model: NearestCentroid,
  features: Int8Array,
  label: number,
  lesson: number,
): NearestCentroid {
  const halvings = (model.halvings[label]! - lesson) & 0xff
  if (lesson === 0 || halvings >= FORGOTTEN) return model
  const count = Math.max(0, model.counts[label]! - (SAMPLE >> halvings))
  return moved(model, label, stepsOf(features, halvings), -1, count)
}

/**
 * The averaged model, moved a part of the way to the present one.
 * @param part 64ths, 1 to 64.
 * @param time Seconds: the block in which the contract did it, which sets the rounding.
 */
export function averaged(
  average: NearestCentroid,
  model: NearestCentroid,
  part: number,
  time: number,
): NearestCentroid {
  const { labels, dimensions } = model
  const sums = new Int16Array(model.sums.length)
  const counts: number[] = []
  for (let k = 0; k < labels; k++) {
    const dither = hexToBytes(
      keccak256(encodeAbiParameters(timeAndLabel, [BigInt(time), BigInt(k)])),
    )
    const mixed = (from: number, to: number, rounding: number) =>
      ((64 - part) * from + part * to + (rounding & 63)) >> 6
    for (let i = 0; i < dimensions; i++) {
      const at = k * dimensions + i
      const rounding = dither[(i + (i >> 5)) & 31]!
      sums[at] = mixed(average.sums[at]! + 512, model.sums[at]! + 512, rounding) - 512
    }
    counts.push(mixed(average.counts[k]!, model.counts[k]!, dither[31]!))
  }
  return { ...model, sums, counts, halvings: model.halvings.map(() => 0) }
}

/** What no average was taken of yet: what the contract's averages are before the first. */
export function emptyAverage({ labels, dimensions }: Shape): NearestCentroid {
  return {
    kind: 'nearest-centroid',
    labels,
    dimensions,
    sums: new Int16Array(labels * dimensions).fill(-512),
    counts: new Array<number>(labels).fill(0),
    halvings: new Array<number>(labels).fill(0),
    samplesSeen: 0,
  }
}

/**
 * What speaks for one label against another, feature by feature: twice the difference of the
 * centroids, in 16ths of a feature. A text's words that pull along it pull towards `label`.
 */
export function contrast(model: NearestCentroid, label: number, rival: number): Int32Array {
  const { dimensions, sums, counts } = model
  const centroid = (k: number, i: number) =>
    counts[k] === 0 ? 0 : (2048 * sums[k * dimensions + i]!) / counts[k]!
  return Int32Array.from({ length: dimensions }, (_, i) =>
    Math.trunc(32 * (centroid(label, i) - centroid(rival, i))),
  )
}

const timeAndLabel = parseAbiParameters('uint256 time, uint256 label')

/**
 * What a sample adds to the sums: an eighth of a quarter of its features, rounded by the hash of all
 * features, a byte each. From one word of 32 features to the next the hash is turned by a byte.
 */
function stepsOf(features: Int8Array, halvings: number): Int16Array {
  const dither = hexToBytes(keccak256(packFeatures(features)))
  return Int16Array.from(
    features,
    (feature, i) => (RATE * feature + dither[(i + (i >> 5)) & 31]!) >> (8 + halvings),
  )
}

/** A copy in which a label's sums moved, halved where need be. */
function moved(
  model: NearestCentroid,
  label: number,
  steps: Int16Array,
  sign: 1 | -1,
  count: number,
): NearestCentroid {
  const sums = model.sums.slice()
  const own = sums.subarray(label * model.dimensions, (label + 1) * model.dimensions)
  for (let i = 0; i < own.length; i++) own[i]! += sign * steps[i]!
  const large = own.some(sum => Math.abs(sum) >= SUM_LIMIT)
  if (!large && count < FULL_COUNT) {
    return { ...model, sums, counts: model.counts.with(label, count) }
  }
  for (let i = 0; i < own.length; i++) own[i]! >>= 1
  return {
    ...model,
    sums,
    counts: model.counts.with(label, count >> 1),
    halvings: model.halvings.with(label, (model.halvings[label]! + 1) & 0xff),
  }
}
