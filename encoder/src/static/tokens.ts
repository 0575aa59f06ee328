import { findLeet, findRepeated, LONGEST_DISGUISE, longestWord } from './disguise.ts'
import { HASH_DENSE, HASH_TRIGRAM, hashCode, hashEnd, hashWord } from './hash.ts'
import { type FoldedText, isLatin } from './normalize.ts'
import { addRow, addTerm, addWord, clearRows, type RowSpace, type Rows } from './rows.ts'
import { Kind, type Pieces } from './scan.ts'

const APOSTROPHE = 0x27
const DOLLAR = 0x24
const AT = 0x40
const SPACE = 0x20
const WORD_START = 2
const WORD_END = 3
const SHORTEST_SPACED = 3
/** Spaced letters this many or more are one word even if nobody knows it. */
const SHORTEST_UNKNOWN_SPACED = 5
/** `.` `-` `_` `*` between letters count as spacing. */
const SPACERS = new Set([0x2e, 0x2d, 0x5f, 0x2a])

const letters = new Int32Array(LONGEST_DISGUISE)

/** Finds the rows of a scanned text. Linear in its length. */
export function findRows(text: FoldedText, pieces: Pieces, space: RowSpace, into: Rows): void {
  clearRows(into)
  let i = 0
  // Runs that turned out to be no disguise are not tried again from their middle.
  let spacedTried = 0
  let leetTried = 0
  while (i < pieces.length) {
    if (i >= spacedTried) {
      const count = spacedLetters(text, pieces, i)
      spacedTried = i + 1
      if (count > 0) {
        const end = spacedEnd(pieces, i, count)
        spacedTried = end
        if (addSpaced(text, pieces, space, into, i, end, count)) {
          i = end
          continue
        }
      }
    }
    if (i >= leetTried) {
      const end = joinedEnd(text, pieces, i)
      leetTried = end
      const from = pieces.froms[i]!
      const to = pieces.tos[end - 1]!
      const word = end - i > 1 ? findLeet(space.vocabulary, text.codes, from, to) : -1
      if (word >= 0) {
        addWord(into, space, word, from, to)
        into.tokens++
        i = end
        continue
      }
    }
    addPiece(text, space, into, pieces.kinds[i]!, pieces.froms[i]!, pieces.tos[i]!)
    into.tokens++
    i++
  }
}

/** The vocabulary's spelling of a piece that is not spelt by its own codes; '' for the others. */
export function stand(kind: number, text: FoldedText, from: number, to: number): string {
  if (kind === Kind.url) return '<url>'
  if (kind === Kind.user) return '<user>'
  if (kind === Kind.email) return '<email>'
  if (kind !== Kind.number || to - from === 1) return ''
  if (to - from === 2) return '<n2>'
  if (to - from === 3) return '<n3>'
  if (to - from === 4) return isYear(text, from) ? '<yr>' : '<n4>'
  return to - from < 8 ? '<n5>' : '<n8>'
}

function addPiece(
  text: FoldedText,
  space: RowSpace,
  into: Rows,
  kind: number,
  from: number,
  to: number,
): void {
  if (kind === Kind.dense) addDense(text, space, into, from, to)
  else if (kind === Kind.word || kind === Kind.foreign) {
    addSpelt(text.codes, from, to, space, into, from, to)
  } else {
    const name = stand(kind, text, from, to)
    const { vocabulary } = space
    const word = name === '' ? vocabulary.find(text.codes, from, to) : vocabulary.findAscii(name)
    if (word >= 0) addWord(into, space, word, from, to)
    else addBucket(into, space, hashWord(text.codes, from, to), from, to)
  }
}

/** Rows of the word codes[wordFrom, wordTo), for the text [from, to). */
function addSpelt(
  codes: Int32Array,
  wordFrom: number,
  wordTo: number,
  space: RowSpace,
  into: Rows,
  from: number,
  to: number,
): void {
  const word = findWord(codes, wordFrom, wordTo, space)
  if (word >= 0) addWord(into, space, word, from, to)
  else addNgrams(codes, wordFrom, wordTo, space, into, from, to)
}

/** The word itself, without its apostrophe ending, or without repeated letters; -1 if unknown. */
function findWord(codes: Int32Array, from: number, to: number, { vocabulary }: RowSpace): number {
  const word = vocabulary.find(codes, from, to)
  if (word >= 0) return word
  let stem = from
  while (stem < to && codes[stem] !== APOSTROPHE) stem++
  const stemmed = stem < to ? vocabulary.find(codes, from, stem) : -1
  return stemmed >= 0 ? stemmed : findRepeated(vocabulary, codes, from, stem)
}

/** Buckets of an unknown word: the whole of it, and each three letters with its borders. */
function addNgrams(
  codes: Int32Array,
  wordFrom: number,
  wordTo: number,
  space: RowSpace,
  into: Rows,
  from: number,
  to: number,
): void {
  addBucket(into, space, hashWord(codes, wordFrom, wordTo), from, to)
  if (wordTo - wordFrom < 3) return
  let before = WORD_START
  for (let k = wordFrom; k < wordTo; k++) {
    const after = k + 1 < wordTo ? codes[k + 1]! : WORD_END
    const hash = hashCode(hashCode(hashCode(HASH_TRIGRAM, before), codes[k]!), after)
    addRow(into, bucket(space, hashEnd(hash)), from, to)
    before = codes[k]!
  }
}

/** Buckets of a script without spaces: each character and each pair. */
function addDense(text: FoldedText, space: RowSpace, into: Rows, from: number, to: number): void {
  for (let k = from; k < to; k++) {
    const single = hashCode(HASH_DENSE, text.codes[k]!)
    addBucket(into, space, hashEnd(single), k, k + 1)
    if (k + 1 < to) {
      addBucket(into, space, hashEnd(hashCode(single, text.codes[k + 1]!)), k, k + 2)
    }
  }
}

/** How many one-letter words follow each other from piece `i` on, all spaced alike; 0 if too few. */
function spacedLetters(text: FoldedText, pieces: Pieces, i: number): number {
  if (!isLetter(text, pieces, i)) return 0
  const step = stepAfter(text, pieces, i)
  if (step === 0) return 0
  let count = 1
  let at = i
  while (count < LONGEST_DISGUISE && stepAfter(text, pieces, at) === step) {
    at += step
    count++
  }
  return count >= SHORTEST_SPACED ? count : 0
}

/** 1 if the next piece is a letter after one space, 2 if a spacer and a letter follow at once, else 0. */
function stepAfter(text: FoldedText, pieces: Pieces, i: number): number {
  const end = pieces.tos[i]!
  if (isLetter(text, pieces, i + 1)) {
    return pieces.froms[i + 1] === end + 1 && text.codes[end] === SPACE ? 1 : 0
  }
  if (!isLetter(text, pieces, i + 2) || !SPACERS.has(text.codes[end]!)) return 0
  return pieces.froms[i + 1] === end && pieces.froms[i + 2] === end + 1 ? 2 : 0
}

function isLetter(text: FoldedText, pieces: Pieces, i: number): boolean {
  if (i >= pieces.length || pieces.tos[i]! - pieces.froms[i]! !== 1) return false
  return isLatin(text.codes[pieces.froms[i]!]!)
}

function spacedEnd(pieces: Pieces, i: number, count: number): number {
  const isSpaced = pieces.froms[i + 1]! > pieces.tos[i]!
  return i + (isSpaced ? count : 2 * count - 1)
}

/** Adds the word or words that spaced letters spell; false if they had better stay letters. */
function addSpaced(
  text: FoldedText,
  pieces: Pieces,
  space: RowSpace,
  into: Rows,
  i: number,
  end: number,
  count: number,
): boolean {
  const step = count === end - i ? 1 : 2
  for (let k = 0; k < count; k++) letters[k] = text.codes[pieces.froms[i + k * step]!]!
  const from = pieces.froms[i]!
  const to = pieces.tos[end - 1]!
  const whole = space.vocabulary.find(letters, 0, count)
  if (whole < 0 && count < SHORTEST_UNKNOWN_SPACED) return false
  into.tokens++
  if (whole >= 0) addWord(into, space, whole, from, to)
  else if (!addCut(pieces, space, into, i, step, count)) {
    addSpelt(letters, 0, count, space, into, from, to)
  }
  return true
}

/** Cuts `letters` into known words, the longest first; adds nothing and is false if that fails. */
function addCut(
  pieces: Pieces,
  space: RowSpace,
  into: Rows,
  i: number,
  step: number,
  count: number,
): boolean {
  const { vocabulary } = space
  for (let at = 0; at < count; ) {
    const length = longestWord(vocabulary, letters, at, count)
    if (length === 0) return false
    at += length
  }
  for (let at = 0; at < count; ) {
    const length = longestWord(vocabulary, letters, at, count)
    const from = pieces.froms[i + at * step]!
    const to = pieces.tos[i + (at + length - 1) * step]!
    addWord(into, space, vocabulary.find(letters, at, at + length), from, to)
    at += length
  }
  return true
}

/** The end of the pieces that touch piece `i` and may be one disguised word with it. */
function joinedEnd({ codes }: FoldedText, pieces: Pieces, i: number): number {
  if (!isJoinable(pieces.kinds[i]!)) return i + 1
  let end = i + 1
  while (end < pieces.length && pieces.froms[end] === pieces.tos[end - 1]) {
    const code = codes[pieces.froms[end]!]
    if (!isJoinable(pieces.kinds[end]!) && code !== DOLLAR && code !== AT) break
    end++
  }
  return end
}

function isJoinable(kind: number): boolean {
  return kind === Kind.word || kind === Kind.number
}

/** Adds the row that terms with this hash share. */
function addBucket(into: Rows, space: RowSpace, hash: number, from: number, to: number): void {
  addTerm(into, bucket(space, hash), hash, from, to)
}

/** The row of a hash. */
function bucket({ vocabulary, buckets }: RowSpace, hash: number): number {
  return vocabulary.size + (hash & (buckets - 1))
}

/** 1900 to 2099. */
function isYear({ codes }: FoldedText, from: number): boolean {
  const century = 10 * (codes[from]! - 0x30) + codes[from + 1]! - 0x30
  return century === 19 || century === 20
}
