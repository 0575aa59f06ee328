import { type CountedCorpus, LINE_END } from './vocabulary.ts'

/** Words that give away the label of a line that nobody labelled. */
export interface SeedWords {
  readonly labels: Readonly<Record<string, readonly string[]>>
  /** A line with one of these shortly before a seed word is left out. */
  readonly negations: readonly string[]
}

/** A task on lines of the corpus. */
export interface LineTask {
  readonly labels: number
  /** Word numbers with the number of their label. */
  readonly lines: readonly { readonly line: Int32Array; readonly label: number }[]
  /** Turns per round. */
  readonly turns: number
}

const SHORTEST = 5
const LONGEST = 40
const SHORTEST_REST = 3
/** Words back that a negation reaches. */
const SCOPE = 3
/** Lines per seed word: otherwise a few everyday ones would be all of the lesson. */
const MOST_LINES = 600

/**
 * Sentences of the corpus with seed words of one label alone. Each is there twice: as it is, and without
 * its seed words, so that the words around them learn what company they keep.
 */
export function seedTask(corpus: CountedCorpus, seeds: SeedWords, turns: number): LineTask {
  const marks = markWords(corpus.words, seeds)
  const taken = new Int32Array(corpus.words.length)
  const lines: { line: Int32Array; label: number }[] = []
  for (const line of sentences(corpus)) {
    const seed = rarestSeed(line, marks, taken)
    if (seed < 0 || taken[seed]! >= MOST_LINES) continue
    taken[seed]!++
    const label = marks[seed]!
    lines.push({ line, label })
    const rest = line.filter(word => marks[word]! < 0)
    if (rest.length >= SHORTEST_REST) lines.push({ line: rest, label })
  }
  return { labels: Object.keys(seeds.labels).length, lines, turns }
}

const NEITHER = -1
const NEGATION = -2

/** For each word its label's number, `NEGATION` or `NEITHER`. */
function markWords(words: readonly string[], { labels, negations }: SeedWords): Int8Array {
  const marks = new Map<string, number>(negations.map(word => [word, NEGATION]))
  Object.values(labels).forEach((list, label) => {
    for (const word of list) marks.set(word, label)
  })
  return Int8Array.from(words, word => marks.get(word) ?? NEITHER)
}

/** The line's seed word with the fewest lines so far; −1 if there is none, or its label is in doubt. */
function rarestSeed(line: Int32Array, marks: Int8Array, taken: Int32Array): number {
  let seed = -1
  let negated = 0
  for (const word of line) {
    const mark = marks[word]!
    if (mark === NEGATION) negated = SCOPE + 1
    negated--
    if (mark < 0) continue
    if (negated >= 0 || (seed >= 0 && marks[seed] !== mark)) return -1
    if (seed < 0 || taken[word]! < taken[seed]!) seed = word
  }
  return seed
}

/** Known words of each sentence that is neither short nor long. */
function* sentences({ parts, words }: CountedCorpus): Generator<Int32Array> {
  const stop = words.indexOf('.')
  for (const { stream } of parts) {
    let from = 0
    for (let i = 0; i < stream.length; i++) {
      if (stream[i] !== LINE_END && stream[i] !== stop) continue
      const line = stream.subarray(from, i).filter(word => word >= 0)
      if (line.length >= SHORTEST && line.length <= LONGEST) yield line
      from = i + 1
    }
  }
}
