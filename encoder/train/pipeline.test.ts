import { beforeAll, describe, expect, it } from 'vitest'
import { StaticEncoder } from '../src/static/encoder.ts'
import { SHAPE_ROWS } from '../src/static/shape.ts'
import { DIMENSIONS, formatTable, parseTable } from '../src/static/table.ts'
import foldRules from '../table/folds.json' with { type: 'json' }
import { composeRows, sampleLines } from './compose.ts'
import { quantizeRows } from './quantize.ts'
import { Random } from './random.ts'
import { refineRows } from './refine.ts'
import { countCorpus } from './vocabulary.ts'
import { trainWordVectors } from './word-vectors.ts'

/** The strongest direction is taken out as what all lines share: two subjects would not survive that. */
const subjects = {
  food: 'soup bread cheese apple rice butter salad pepper'.split(' '),
  sport: 'goal match player coach league stadium referee trophy'.split(' '),
  music: 'piano violin chord singer melody drum concert choir'.split(' '),
  travel: 'train ticket airport luggage hotel passport island ferry'.split(' '),
}
const buckets = 64
/** Milliseconds; on a busy machine the small corpus takes its time too. */
const SLOW = 60_000

/** Lines of one subject's words among common ones. */
function linesOf(subject: keyof typeof subjects, seed: number, count: number): string[] {
  const random = new Random(seed)
  const pick = (words: readonly string[]) => words[random.below(words.length)]!
  return Array.from({ length: count }, () =>
    Array.from({ length: 8 }, (_, i) =>
      i % 2 === 0 ? pick(['the', 'a', 'of', 'and']) : pick(subjects[subject]),
    ).join(' '),
  )
}

function train(): Uint8Array {
  const silent = () => {}
  const parts = [
    { name: 'food', repeats: 2, lines: linesOf('food', 1, 400) },
    { name: 'sport', repeats: 1, lines: linesOf('sport', 2, 800) },
    { name: 'music', repeats: 2, lines: linesOf('music', 6, 400) },
    { name: 'travel', repeats: 1, lines: linesOf('travel', 7, 800) },
  ]
  const corpus = countCorpus(parts, 36, silent)
  const vectors = trainWordVectors(corpus, { seed: 1, epochs: 6, rate: 0.1, sample: 1 }, silent)
  const random = new Random(5)
  const lessons = {
    tasks: [
      {
        name: 'subject',
        labels: ['food', 'sport'],
        turns: 1,
        texts: (['food', 'sport'] as const).flatMap(label =>
          linesOf(label, 3, 50).map(text => ({ text, label })),
        ),
      },
    ],
    pairs: linesOf('food', 4, 40).map((a, i) => ({
      a,
      b: linesOf('sport', 5, 40)[i]!,
      score: i % 6,
    })),
    lines: sampleLines(corpus, 200, random),
  }
  const rowCount = corpus.words.length + buckets + SHAPE_ROWS
  const blank = new Int8Array(rowCount * DIMENSIONS)
  const space = parseTable(formatTable(corpus.words, foldRules, buckets, blank))
  const composed = composeRows(corpus, vectors, new Random(2))
  const plan = { seed: 5, heldBack: 8, steps: 4, rate: 0.003, shapeShare: 0.3, bucketLength: 0.15 }
  const rows = refineRows(composed, space, SHAPE_ROWS, lessons, plan, random, silent)
  return formatTable(
    corpus.words,
    foldRules,
    buckets,
    quantizeRows(rows, corpus.words.length * DIMENSIONS),
  )
}

describe('the training pipeline', () => {
  let table: Uint8Array = new Uint8Array(0)
  beforeAll(() => {
    table = train()
  }, SLOW)

  it(
    'makes the same table again, byte for byte',
    () => {
      expect(Buffer.compare(train(), table)).toBe(0)
    },
    SLOW,
  )

  it('puts words of a subject near each other', () => {
    const encoder = new StaticEncoder(parseTable(table), '0x1', 'small')
    const product = (a: string, b: string) => {
      const x = encoder.encode(a).features
      const y = encoder.encode(b).features
      return x.reduce((sum, value, d) => sum + value * y[d]!, 0)
    }
    const [oneMeal, otherMeal] = ['soup bread cheese apple', 'rice butter salad pepper']
    const [oneGame, otherGame] = ['goal match player coach', 'league stadium referee trophy']
    expect(product(oneMeal, otherMeal)).toBeGreaterThan(product(oneMeal, oneGame))
    expect(product(oneGame, otherGame)).toBeGreaterThan(product(otherMeal, otherGame))
  })
})
