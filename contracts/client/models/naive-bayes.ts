import { concat, hexToBigInt, keccak256, numberToHex } from 'viem'
import { packFeatures } from '../features.ts'

/**
 * Each label has an estimate of how often each feature is 0 or more: src/models/NaiveBayes.sol.
 */
export interface NaiveBayes {
  readonly kind: 'naive-bayes'
  readonly labels: number
  readonly dimensions: number
  /** `labels × dimensions` estimates: v stands for (v + 1/2) / 256. */
  readonly levels: Uint8Array
  /** How many samples each label has; below 4096. */
  readonly counts: readonly number[]
  /** Samples the model has seen, starter samples included. */
  readonly samplesSeen: number
}

/** What a model's words belong to. */
interface Shape {
  readonly labels: number
  readonly dimensions: number
}

/** Once a label has this many samples all counts are halved. */
export const FULL_COUNT = 4096

/** Features of an upper and a lower word. */
const CHUNK = 64

/** What the upper half of an agreement adds to a score: 64 log2((2 u + 1) / 32), 0 made 0. */
const LOGARITHMS = [0, 101, 149, 180, 203, 221, 237, 250, 262, 272, 281, 290, 297, 304, 311, 317]

/** T, the score difference that stands for one logit, whatever the model: 128 log2(e). */
export function logit(_: Shape): number {
  return 185
}

/** Storage words of a model. */
export function wordCount({ labels, dimensions }: Shape): number {
  return 1 + 2 * labels * Math.ceil(dimensions / CHUNK)
}

/** A model from its storage words, `wordCount` of them, and the counters. */
export function unpack(
  words: readonly bigint[],
  { samplesSeen }: { readonly samplesSeen: number },
  { labels, dimensions }: Shape,
): NaiveBayes {
  const counts = Array.from({ length: labels }, (_, k) => {
    return Number((words[0]! >> BigInt(128 + 16 * k)) & 0xffffn)
  })
  const levels = Uint8Array.from({ length: labels * dimensions }, (_, at) => {
    const { word, shift } = place(at, dimensions)
    let level = 0
    for (let plane = 0; plane < 4; plane++) {
      const bit = shift + BigInt(CHUNK * plane)
      level |= Number((words[word]! >> bit) & 1n) << (4 + plane)
      level |= Number((words[word + 1]! >> bit) & 1n) << plane
    }
    return level
  })
  return { kind: 'naive-bayes', labels, dimensions, levels, counts, samplesSeen }
}

/** The reverse of `unpack`; the words of a starter model, too. */
export function pack(model: NaiveBayes): bigint[] {
  const words = new Array<bigint>(wordCount(model)).fill(0n)
  model.counts.forEach((count, k) => {
    words[0]! |= BigInt(count) << BigInt(128 + 16 * k)
  })
  model.levels.forEach((level, at) => {
    const { word, shift } = place(at, model.dimensions)
    for (let plane = 0; plane < 4; plane++) {
      const bit = shift + BigInt(CHUNK * plane)
      words[word]! |= BigInt((level >> (4 + plane)) & 1) << bit
      words[word + 1]! |= BigInt((level >> plane) & 1) << bit
    }
  })
  return words
}

/** One score per label. @throws RangeError on features of another length. */
export function scores(model: NaiveBayes, features: Int8Array): number[] {
  const { labels, dimensions, levels, counts } = model
  if (features.length !== dimensions) {
    throw new RangeError(`the model takes ${dimensions} features, not ${features.length}`)
  }
  return Array.from({ length: labels }, (_, k) => {
    let score = prior(counts[k]!)
    for (let i = 0; i < dimensions; i++) {
      score += LOGARITHMS[agreement(levels[k * dimensions + i]!, features[i]!) >> 4]!
    }
    return score
  })
}

/**
 * The model after the contract was taught a sample, and what takes the sample out again: the same
 * integers, bit for bit. The model given stays as it is.
 */
export function learn(
  model: NaiveBayes,
  features: Int8Array,
  label: number,
): { readonly model: NaiveBayes; readonly lesson: number } {
  const from = stepOf(model.counts[label]!)
  const numbers = draw(features, [0, 1])
  const levels = moved(model, features, label, (level, i) => {
    const step = level >> from < numbers(i) >> from ? 1 << from : 0
    return level + step
  })
  const count = model.counts[label]! + 1
  const counts = model.counts.with(label, count)
  return {
    model: {
      ...model,
      levels,
      counts: count === FULL_COUNT ? counts.map(each => each >> 1) : counts,
      samplesSeen: model.samplesSeen + 1,
    },
    lesson: from + 1,
  }
}

/**
 * The model with a sample taken out again, as far as can be seen; how far that is stands in the
 * contract. Samples seen stay as they are.
 * @param lesson From `learn`; 0 changes nothing.
 */
export function unlearn(
  model: NaiveBayes,
  features: Int8Array,
  label: number,
  lesson: number,
): NaiveBayes {
  if (lesson === 0) return model
  const from = lesson - 1
  const numbers = draw(features, [0, 1])
  const coins = draw(features, [2])
  const levels = moved(model, features, label, (level, i) => {
    const above = (level >> from) - (numbers(i) >> from)
    const was = above < 0 || (above === 0 && (coins(i) & 1) === 1)
    return was && level >> from > 0 ? level - (1 << from) : level
  })
  const counts = model.counts.with(label, Math.max(0, model.counts[label]! - 1))
  return { ...model, levels, counts }
}

/**
 * What speaks for one label against another, feature by feature: how much more the score moves when
 * the feature is 0 or more. A text's words that pull along it pull towards `label`.
 */
export function contrast(model: NaiveBayes, label: number, rival: number): Int32Array {
  const { dimensions, levels } = model
  const odds = (k: number, i: number) => {
    const level = levels[k * dimensions + i]! >> 4
    return LOGARITHMS[level]! - LOGARITHMS[15 - level]!
  }
  return Int32Array.from({ length: dimensions }, (_, i) => odds(label, i) - odds(rival, i))
}

/** The level as the feature sees it: upside down where it is negative. */
function agreement(level: number, feature: number): number {
  return feature < 0 ? 255 - level : level
}

/** A copy of the levels in which a label's agreements with the features are moved. */
function moved(
  model: NaiveBayes,
  features: Int8Array,
  label: number,
  move: (agreement: number, i: number) => number,
): Uint8Array {
  const levels = model.levels.slice()
  for (let i = 0; i < model.dimensions; i++) {
    const at = label * model.dimensions + i
    levels[at] = agreement(move(agreement(levels[at]!, features[i]!), i), features[i]!)
  }
  return levels
}

/**
 * A random number for each feature, from the hash of all of them: four bits from each use of the
 * hash, the first use's on top.
 */
function draw(features: Int8Array, uses: readonly number[]): (i: number) => number {
  const seed = keccak256(packFeatures(features))
  const chunks = Array.from({ length: Math.ceil(features.length / CHUNK) }, (_, chunk) =>
    uses.map(use => {
      const parts = [seed, numberToHex(chunk, { size: 32 }), numberToHex(use, { size: 32 })]
      return hexToBigInt(keccak256(concat(parts as `0x${string}`[])))
    }),
  )
  return i => {
    const shift = BigInt(CHUNK - 1 - (i % CHUNK))
    let number = 0
    for (const word of chunks[Math.floor(i / CHUNK)]!) {
      for (let plane = 3; plane >= 0; plane--) {
        number = 2 * number + Number((word >> (shift + BigInt(CHUNK * plane))) & 1n)
      }
    }
    return number
  }
}

/** The size of a step, as 2^-8 times 2^(what is returned): the fewer samples, the larger. */
function stepOf(count: number): number {
  return Math.max(0, 4 - (31 - Math.clz32((count + 8) >> 3)))
}

/** 128 log2(n + 1), the logarithm straight between powers of 2. */
function prior(count: number): number {
  const whole = 31 - Math.clz32(count + 1)
  return 128 * whole + (((count + 1) << 7) >> whole) - 128
}

/** Where the estimate `at` of all is: its upper word, before its lower one, and its bit in a plane. */
function place(at: number, dimensions: number): { word: number; shift: bigint } {
  const label = Math.floor(at / dimensions)
  const i = at % dimensions
  const chunk = label * Math.ceil(dimensions / CHUNK) + Math.floor(i / CHUNK)
  return { word: 1 + 2 * chunk, shift: BigInt(CHUNK - 1 - (i % CHUNK)) }
}
