import { describe, expect, it } from 'vitest'
import { guessMissing } from './guess-missing.ts'
import { Random } from './random.ts'

describe('guessMissing', () => {
  it('finds how two kinds of vectors belong together', () => {
    const random = new Random(1)
    const words = 5000
    const from = Float32Array.from({ length: 3 * words }, () => 2 * random.unit() - 1)
    const at = (word: number, d: number) => from[3 * word + d]!
    const truth = Float32Array.from({ length: 2 * words }, (_, i) => {
      const word = i >> 1
      return i % 2 === 0 ? 2 * at(word, 0) - at(word, 2) + 0.5 : at(word, 1)
    })
    const known = Uint8Array.from({ length: words }, (_, word) => (word % 10 === 0 ? 0 : 1))
    const vectors = truth.map((x, i) => (known[i >> 1] === 1 ? x : 99))
    guessMissing(from, 3, vectors, 2, known, new Float64Array(words).fill(100))
    for (let i = 0; i < vectors.length; i++) {
      if (known[i >> 1] === 1) expect(vectors[i]).toBe(truth[i])
      // The penalty draws guesses a little towards 0.
      else expect(Math.abs(vectors[i]! - truth[i]!)).toBeLessThan(0.15)
    }
  })
})
