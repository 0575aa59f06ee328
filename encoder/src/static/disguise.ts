import { isLatin } from './normalize.ts'
import type { Vocabulary } from './vocabulary.ts'

// A disguise is undone only where the outcome is a word of the vocabulary: honest spellings stay.

/** Longest word that is looked for behind a disguise, in folded codes. */
export const LONGEST_DISGUISE = 24

const SHORTEST_LEET = 4
const SHORTEST_CUT = 3

/** Two readings of the signs that look like letters, tried in this order. */
const LEET: readonly ReadonlyMap<number, number>[] = [
  signs('4a3e0o1i5s7t$s@a'),
  signs('4a3e0o1l5s7t$s@a'),
]

const scratch = new Int32Array(LONGEST_DISGUISE)

/** The word behind `fr33` or `p@ypal` in codes [from, to); -1 if none. */
export function findLeet(
  vocabulary: Vocabulary,
  codes: Int32Array,
  from: number,
  to: number,
): number {
  if (to - from < SHORTEST_LEET || to - from > LONGEST_DISGUISE) return -1
  let letters = 0
  for (let k = from; k < to; k++) if (isLatin(codes[k]!)) letters++
  if (letters < 2 || letters === to - from) return -1
  for (const reading of LEET) {
    for (let k = from; k < to; k++) scratch[k - from] = reading.get(codes[k]!) ?? codes[k]!
    const word = vocabulary.find(scratch, 0, to - from)
    if (word >= 0) return word
  }
  return -1
}

/** The word behind `sooooo` or `ccllaaiimm` in codes [from, to); -1 if none. */
export function findRepeated(
  vocabulary: Vocabulary,
  codes: Int32Array,
  from: number,
  to: number,
): number {
  for (const [longestRun, keep] of [
    [2, 2],
    [2, 1],
    [1, 1],
  ] as const) {
    const length = collapse(codes, from, to, longestRun, keep)
    const word = length > 0 && length < to - from ? vocabulary.find(scratch, 0, length) : -1
    if (word >= 0) return word
  }
  return -1
}

/** How many codes from `from` on are the longest word that starts there, of 3 letters or more; 0 if none. */
export function longestWord(
  vocabulary: Vocabulary,
  codes: Int32Array,
  from: number,
  to: number,
): number {
  for (let length = to - from; length >= SHORTEST_CUT; length--) {
    if (vocabulary.find(codes, from, from + length) >= 0) return length
  }
  return 0
}

/** Writes codes [from, to) to `scratch`, runs above `longestRun` cut to `keep`; 0 if it gets too long. */
function collapse(
  codes: Int32Array,
  from: number,
  to: number,
  longestRun: number,
  keep: number,
): number {
  let length = 0
  for (let k = from; k < to; ) {
    let end = k + 1
    while (end < to && codes[end] === codes[k]) end++
    const run = end - k > longestRun ? keep : end - k
    if (length + run > LONGEST_DISGUISE) return 0
    for (let r = 0; r < run; r++) scratch[length++] = codes[k]!
    k = end
  }
  return length
}

/** A map from pairs of a sign and its letter. */
function signs(pairs: string): Map<number, number> {
  const map = new Map<number, number>()
  for (let k = 0; k < pairs.length; k += 2) map.set(pairs.charCodeAt(k), pairs.charCodeAt(k + 1))
  return map
}
