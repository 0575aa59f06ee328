import { describe, expect, it } from 'vitest'
import { KNOWN_WIDTH, vectorsIn } from './known-vectors.ts'

/** Vectors that are all one number, with two more behind each as the package has them. */
const file = Buffer.from(
  JSON.stringify({
    dimensions: KNOWN_WIDTH,
    words: ['do', 'not', '25', 'say "[x]"', 'dog'],
    vectors: Object.fromEntries(
      Object.entries({ do: 2, not: 4, '25': 5, 'say "[x]"': 6, dog: 7 }).map(([word, value]) => [
        word,
        [...new Array(KNOWN_WIDTH).fill(value), 99, 98],
      ]),
    ),
    unkVector: [],
  }),
)

function numberOf(word: string): number | null {
  const { vectors, known } = vectorsIn(file, ['other', word])
  if (known[1] === 0) return null
  const own = [...vectors.slice(KNOWN_WIDTH)]
  expect(own).toEqual(new Array(KNOWN_WIDTH).fill(own[0]))
  return own[0]!
}

describe('vectorsIn', () => {
  it.each([
    ['do', 2],
    ['<n2>', 5],
    ['say "[x]"', 6],
    ["dog's", 7],
    ["don't", 3],
    ["dogn't", 5.5],
  ])('has one of %s', (word, value) => {
    expect(numberOf(word)).toBe(value)
  })

  it.each(['other', 'unheard-of', '🚀', "'"])('has none of %s', word => {
    expect(numberOf(word)).toBeNull()
  })

  it('refuses a file that holds none', () => {
    expect(() => vectorsIn(Buffer.from('{}'), ['do'])).toThrow('holds no vectors')
  })
})
