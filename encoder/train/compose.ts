import { DIMENSIONS } from '../src/static/table.ts'
import type { Random } from './random.ts'
import { symmetricEigen } from './symmetric-eigen.ts'
import { type CountedCorpus, LINE_END } from './vocabulary.ts'

/** Rows whose mean over a line's words is the line's vector. */
export interface ComposedRows {
  readonly dimensions: number
  /** `words × dimensions`, the most telling dimension first. */
  readonly rows: Float32Array
}

/** Frequent words count less: weight SIF / (SIF + share of the corpus). */
const SIF = 0.003
const FITTED_LINES = 12_000
const SHORTEST_LINE = 4
const LONGEST_LINE = 40

/** Vectors of the same words from one source. */
export interface VectorSource {
  readonly width: number
  /** `words × width`. */
  readonly vectors: Float32Array
}

/**
 * Joins word vectors and turns them so that line vectors have mean 0, no common direction, and variances
 * evened out half-way (each direction divided by the square root of its deviation).
 * @param sources Each counts alike.
 * @param axis A number a word that gets a direction of its own, the last of those that a table keeps.
 */
export function composeRows(
  corpus: CountedCorpus,
  sources: readonly VectorSource[],
  axis: Float32Array,
  random: Random,
): ComposedRows {
  const words = corpus.words.length
  const weights = Float32Array.from(corpus.counts, count => SIF / (SIF + count / corpus.total))
  const { vectors: weighted, width } = joined(sources, weights)
  const lines = sampleLines(corpus, FITTED_LINES, random)
  const points = lines.map(line => meanOf(weighted, width, line))
  const mean = new Float64Array(width)
  for (const point of points) {
    for (let d = 0; d < width; d++) mean[d]! += point[d]! / points.length
  }
  const { values, vectors: axes } = symmetricEigen(covariance(points, mean), width)
  // A small corpus leaves directions empty; they are not to be blown up.
  const least = 1e-6 * values[1]!
  const rows = new Float32Array(words * width)
  for (let word = 0; word < words; word++) {
    for (let k = 0; k + 1 < width; k++) {
      let sum = 0
      // Axis 0 is what all lines share.
      const from = (k + 1) * width
      for (let d = 0; d < width; d++) {
        sum += axes[from + d]! * (weighted[word * width + d]! - mean[d]!)
      }
      const at = k < DIMENSIONS - 1 ? k : k + 1
      rows[word * width + at] = sum / Math.max(values[k + 1]!, least) ** 0.25
    }
  }
  const own = centredAxis(axis, weights, lines, Math.sqrt(values[1]!) ** 0.5)
  for (let word = 0; word < words; word++) rows[word * width + DIMENSIONS - 1] = own[word]!
  return { dimensions: width, rows }
}

/** Vectors side by side, each source's squared length 1 in the mean, times the words' weights. */
function joined(sources: readonly VectorSource[], weights: Float32Array): VectorSource {
  const words = weights.length
  const width = sources.reduce((sum, source) => sum + source.width, 0)
  const all = new Float32Array(words * width)
  let at = 0
  for (const { vectors, width: own } of sources) {
    let squares = 0
    for (const x of vectors) squares += x * x
    const scale = 1 / Math.sqrt(squares / words)
    for (let word = 0; word < words; word++) {
      for (let d = 0; d < own; d++) {
        all[word * width + at + d] = weights[word]! * scale * vectors[word * own + d]!
      }
    }
    at += own
  }
  return { vectors: all, width }
}

/** An axis whose mean over lines is 0 and whose deviation is the one given. */
function centredAxis(
  axis: Float32Array,
  weights: Float32Array,
  lines: readonly Int32Array[],
  deviation: number,
): Float32Array {
  const weighted = axis.map((value, word) => value * weights[word]!)
  const means = lines.map(line => meanOf(weighted, 1, line)[0]!)
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length
  const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / means.length
  const scale = variance === 0 ? 0 : deviation / Math.sqrt(variance)
  return weighted.map(value => scale * (value - mean))
}

/** Lines of the corpus as word numbers, known words only; informal parts as often as they repeat. */
export function sampleLines(corpus: CountedCorpus, count: number, random: Random): Int32Array[] {
  const pools = corpus.parts.map(({ stream, repeats }) => {
    const lines = shortLines(stream)
    return { lines, weight: repeats * lines.length }
  })
  const total = pools.reduce((sum, { weight }) => sum + weight, 0)
  return Array.from({ length: count }, () => {
    let at = random.unit() * total
    const pool = pools.find(({ weight }) => {
      at -= weight
      return at < 0
    })
    const { lines } = pool ?? pools[0]!
    return lines[random.below(lines.length)]!
  })
}

function shortLines(stream: Int32Array): Int32Array[] {
  const lines: Int32Array[] = []
  let from = 0
  for (let i = 0; i < stream.length; i++) {
    if (stream[i] !== LINE_END) continue
    const length = i - from
    if (length >= SHORTEST_LINE && length <= LONGEST_LINE) {
      const known = stream.subarray(from, i).filter(word => word >= 0)
      if (known.length >= SHORTEST_LINE) lines.push(known)
    }
    from = i + 1
  }
  return lines
}

function meanOf(rows: Float32Array, width: number, line: Int32Array): Float64Array {
  const mean = new Float64Array(width)
  for (const word of line) {
    for (let d = 0; d < width; d++) mean[d]! += rows[word * width + d]! / line.length
  }
  return mean
}

function covariance(points: readonly Float64Array[], mean: Float64Array): Float64Array {
  const width = mean.length
  const sums = new Float64Array(width * width)
  const centred = new Float64Array(width)
  for (const point of points) {
    for (let d = 0; d < width; d++) centred[d] = point[d]! - mean[d]!
    for (let i = 0; i < width; i++) {
      const x = centred[i]!
      for (let k = 0; k <= i; k++) sums[i * width + k]! += x * centred[k]!
    }
  }
  for (let i = 0; i < width; i++) {
    for (let k = 0; k <= i; k++) {
      const value = sums[i * width + k]! / points.length
      sums[i * width + k] = value
      sums[k * width + i] = value
    }
  }
  return sums
}
