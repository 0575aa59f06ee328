import type { Random } from './random.ts'
import { symmetricEigen } from './symmetric-eigen.ts'
import { type CountedCorpus, LINE_END } from './vocabulary.ts'
import { WIDTH } from './window-kernel.ts'

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

/**
 * Turns word vectors so that line vectors have mean 0, no common direction, and variances evened out
 * half-way (each direction divided by the square root of its deviation).
 */
export function composeRows(
  corpus: CountedCorpus,
  vectors: Float32Array,
  random: Random,
): ComposedRows {
  const words = corpus.words.length
  const weighted = new Float32Array(vectors.length)
  for (let word = 0; word < words; word++) {
    const weight = SIF / (SIF + corpus.counts[word]! / corpus.total)
    for (let d = 0; d < WIDTH; d++) weighted[word * WIDTH + d] = weight * vectors[word * WIDTH + d]!
  }
  const lines = sampleLines(corpus, FITTED_LINES, random).map(line => meanOf(weighted, line))
  const mean = new Float64Array(WIDTH)
  for (const line of lines) for (let d = 0; d < WIDTH; d++) mean[d]! += line[d]! / lines.length
  const { values, vectors: axes } = symmetricEigen(covariance(lines, mean), WIDTH)
  const dimensions = WIDTH - 1
  // A small corpus leaves directions empty; they are not to be blown up.
  const least = 1e-6 * values[1]!
  const rows = new Float32Array(words * dimensions)
  for (let word = 0; word < words; word++) {
    for (let k = 0; k < dimensions; k++) {
      let sum = 0
      // Axis 0 is what all lines share.
      const axis = (k + 1) * WIDTH
      for (let d = 0; d < WIDTH; d++)
        sum += axes[axis + d]! * (weighted[word * WIDTH + d]! - mean[d]!)
      rows[word * dimensions + k] = sum / Math.max(values[k + 1]!, least) ** 0.25
    }
  }
  return { dimensions, rows }
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

function meanOf(rows: Float32Array, line: Int32Array): Float64Array {
  const mean = new Float64Array(WIDTH)
  for (const word of line) {
    for (let d = 0; d < WIDTH; d++) mean[d]! += rows[word * WIDTH + d]! / line.length
  }
  return mean
}

function covariance(lines: readonly Float64Array[], mean: Float64Array): Float64Array {
  const sums = new Float64Array(WIDTH * WIDTH)
  const centred = new Float64Array(WIDTH)
  for (const line of lines) {
    for (let d = 0; d < WIDTH; d++) centred[d] = line[d]! - mean[d]!
    for (let i = 0; i < WIDTH; i++) {
      const x = centred[i]!
      for (let k = 0; k <= i; k++) sums[i * WIDTH + k]! += x * centred[k]!
    }
  }
  for (let i = 0; i < WIDTH; i++) {
    for (let k = 0; k <= i; k++) {
      const value = sums[i * WIDTH + k]! / lines.length
      sums[i * WIDTH + k] = value
      sums[k * WIDTH + i] = value
    }
  }
  return sums
}
