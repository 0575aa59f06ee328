import { describe, expect, it } from 'vitest'
import { type SeedWords, seedTask } from './seed-lessons.ts'
import { countCorpus } from './vocabulary.ts'

const seeds: SeedWords = {
  labels: { praise: ['lovely', 'bright'], blame: ['dull'] },
  negations: ['not'],
}

/** The lesson from these lines, spelt out. */
function lessonOf(...lines: string[]): string[] {
  const corpus = countCorpus([{ name: 'lines', repeats: 1, lines }], 100, () => {})
  return seedTask(corpus, seeds, 1).lines.map(
    ({ line, label }) => `${label}: ${Array.from(line, word => corpus.words[word]).join(' ')}`,
  )
}

describe('a lesson from seed words', () => {
  it('has each line as it is and without its seed words', () => {
    expect(lessonOf('what a lovely bright morning this is', 'the talk was long and dull')).toEqual([
      '0: what a lovely bright morning this is',
      '0: what a morning this is',
      '1: the talk was long and dull',
      '1: the talk was long and',
    ])
  })

  it('leaves out lines without seed words or with those of two labels', () => {
    expect(lessonOf('the train leaves at noon', 'a lovely town and a dull museum')).toEqual([])
  })

  it('leaves out a line whose seed word is negated, up to three words back', () => {
    expect(lessonOf('that was not a very dull evening')).toEqual([])
    expect(lessonOf('not that it was all dull')).toHaveLength(2)
  })

  it('takes sentences by themselves', () => {
    expect(lessonOf('the harbour is lovely today. the weather stays dull until monday')).toEqual([
      '0: the harbour is lovely today',
      '0: the harbour is today',
      '1: the weather stays dull until monday',
      '1: the weather stays until monday',
    ])
  })

  it('does not let one word be all of it', () => {
    const lines = Array.from({ length: 900 }, (_, i) => `day ${i} was dull and grey`)
    expect(lessonOf(...lines)).toHaveLength(1200)
  })
})
