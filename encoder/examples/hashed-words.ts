import { computeEncoderId, type Encoder, type EncoderLoader } from '../src/index.ts'

// An encoder in one file: each word adds 1 to, or takes 1 from, one of 64 numbers, found by its hash.
// It knows nothing of any language; benchmarks show it beside those that do.

const rules =
  'hashed words 1: lower-case runs of letters and digits, FNV-1a, 64 numbers, length 252'
const DIMENSIONS = 64
/** √(1024 × 64 × 63/64) is 254: below what trainers accept, however features are rounded. */
const LENGTH = 252

/** No file to fetch: its id is the hash of its rules. */
export const hashedWords: EncoderLoader = {
  id: await computeEncoderId(new TextEncoder().encode(rules)),
  name: 'Hashed words',
  files: [],
  load: () => encoder,
}

const encoder: Encoder = {
  id: hashedWords.id,
  name: hashedWords.name,
  dimensions: DIMENSIONS,
  encode(text) {
    const words = wordsOf(text)
    const sums = new Float64Array(DIMENSIONS)
    for (const { place, sign } of words) sums[place]! += sign
    const scale = scaleOf(sums)
    const features = Int8Array.from(sums, sum => Math.trunc(sum * scale))
    return { features, tail: new Uint16Array(0), tokens: words.length }
  },
  explain(text, direction) {
    const words = wordsOf(text)
    const sums = new Float64Array(DIMENSIONS)
    for (const { place, sign } of words) sums[place]! += sign
    const scale = scaleOf(sums)
    const shares = words.map(({ start, end, place, sign }) => ({
      start,
      end,
      score: Math.round(sign * scale * direction[place]!),
    }))
    // Shares must add up to the score of the features, which lost something to rounding.
    const score = sums.reduce((sum, x, d) => sum + Math.trunc(x * scale) * direction[d]!, 0)
    const rest = shares.reduce((sum, share) => sum - share.score, score)
    return rest === 0 ? shares : [...shares, { start: 0, end: 0, score: rest }]
  },
}

function wordsOf(text: string) {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index, 0: word }) => {
    let hash = 0x811c9dc5
    for (const unit of word.toLowerCase()) {
      hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193)
    }
    hash ^= hash >>> 15
    const sign = (hash & 64) === 0 ? 1 : -1
    return { start: index, end: index + word.length, place: hash & 63, sign }
  })
}

/** At most 127 in any place. */
function scaleOf(sums: Float64Array): number {
  const length = Math.hypot(...sums)
  const largest = Math.max(...sums.map(Math.abs))
  return length === 0 ? 0 : Math.min(LENGTH / length, 127 / largest)
}
