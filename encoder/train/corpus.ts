import { type LabelledText, readCorpusLines, readLabelled, readPairs } from './data.ts'

/** A file of the corpus, how much of it to take and how often. */
interface Source {
  readonly name: string
  readonly repeats: number
  /** Characters, about; the rest of the file is left out. */
  readonly cap?: number
}

const MILLION = 1_000_000

/** Informal text is rare, and what people select: it is read more than once. */
const sources: readonly Source[] = [
  { name: 'wikipedia-en-2021', repeats: 1, cap: 30 * MILLION },
  { name: 'classic-books-md', repeats: 1, cap: 20 * MILLION },
  { name: 'schema-guided-dialogue', repeats: 1, cap: 5 * MILLION },
  { name: 'us-gov-web', repeats: 1 },
  { name: 'open-english-wordnet', repeats: 1 },
  { name: 'openstax', repeats: 1 },
  { name: 'ubuntu-irc', repeats: 2 },
  { name: 'common-voice', repeats: 2 },
  { name: 'tatoeba', repeats: 2 },
  { name: 'taskmaster', repeats: 2 },
  { name: 'multidogo', repeats: 3 },
  { name: 'topical-chat', repeats: 4 },
  { name: 'civil-comments-toxic', repeats: 5 },
  { name: 'goemotions', repeats: 6 },
  { name: 'clickbait-headlines', repeats: 7 },
  { name: 'davidson-tweets', repeats: 8 },
  { name: 'wallet-ui-strings', repeats: 8 },
  { name: 'janitr-x-posts', repeats: 15 },
]

/** Labelled sets whose training texts are read too, those that the corpus does not hold already. */
const labelledSources: readonly Source[] = [
  { name: 'sms_spam', repeats: 10 },
  { name: 'youtube_spam', repeats: 10 },
  { name: 'toxicity', repeats: 10 },
]

const testSets = [
  'x_scam',
  'youtube_spam',
  'sms_spam',
  'clickbait',
  'davidson_hate',
  'toxicity',
  'civil_comments',
  'goemotions',
  'ag_news',
  'imdb',
  'liar',
]

/** Lines of one source, ready to be mixed. */
export interface CorpusPart {
  readonly name: string
  readonly repeats: number
  readonly lines: readonly string[]
}

/** The corpus without lines that equal a test text, case and punctuation aside. @throws DataError */
export function* readCorpus(data: string): Generator<CorpusPart> {
  const held = heldOut(data)
  for (const { name, repeats, cap } of sources) {
    yield { name, repeats, lines: usable(readCorpusLines(data, name), held, cap) }
  }
  for (const { name, repeats } of labelledSources) {
    const lines = readLabelled(data, name, 'train').map(row => row.text)
    yield { name, repeats, lines: usable(lines, held) }
  }
}

function usable(lines: readonly string[], held: ReadonlySet<string>, cap = Infinity): string[] {
  const kept: string[] = []
  let size = 0
  // A capped file is thinned evenly: its start alone would be a few topics.
  const total = cap === Infinity ? 0 : lines.reduce((sum, line) => sum + line.length, 0)
  const share = total > cap ? cap / total : 1
  let due = 0
  for (const line of lines) {
    due += line.length * share
    if (line === '' || (share < 1 && size > due) || held.has(skeleton(line))) continue
    size += line.length
    // The corpus hides addresses behind this word.
    kept.push(line.replaceAll(/\bEMAIL\b/g, 'someone@example.com'))
  }
  return kept
}

function heldOut(data: string): Set<string> {
  const held = new Set<string>()
  const hold = (text: string) => held.add(skeleton(text))
  for (const set of testSets) {
    const rows: LabelledText[] = readLabelled(data, set, 'test')
    for (const { text } of rows) hold(text)
  }
  for (const { a, b } of readPairs(data, 'stsb', 'test')) {
    hold(a)
    hold(b)
  }
  return held
}

/** A text without case and punctuation. */
export function skeleton(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
