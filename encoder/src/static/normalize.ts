import { DROP, FIRST_EXPANSION, type Folds } from './folds.ts'

/** A text folded to one spelling. Entry `i` of the arrays speaks of folded code point `i`. */
export interface FoldedText {
  length: number
  /** Folded code points: lower case, no accents, straight quotes. */
  codes: Int32Array
  /** Where each came from: UTF-16 code units of the original text, end excluded. */
  starts: Int32Array
  ends: Int32Array
  /** ASCII letters of the original, and how many of them were upper case. */
  letters: number
  capitals: number
}

const AMPERSAND = 0x26
const REPLACEMENT = 0xfffd
const LONGEST_ENTITY = 10

/** An empty `FoldedText` to fold into, again and again. */
export function emptyFoldedText(): FoldedText {
  const empty = new Int32Array(0)
  return { length: 0, codes: empty, starts: empty, ends: empty, letters: 0, capitals: 0 }
}

/** Folds `text` into `into`. Linear in the text's length. */
export function foldText(text: string, folds: Folds, into: FoldedText): void {
  reserve(into, folds.longest * text.length)
  into.length = 0
  into.letters = 0
  into.capitals = 0
  for (let at = 0; at < text.length; ) {
    let code = text.charCodeAt(at)
    let end = at + 1
    if (code < 0x80) {
      if (code === AMPERSAND) {
        const entity = entityAt(text, at, folds)
        if (entity !== null) {
          code = entity.code
          end = entity.end
        }
      } else if (code >= 0x41 && code <= 0x5a) {
        into.letters++
        into.capitals++
      } else if (code >= 0x61 && code <= 0x7a) into.letters++
    } else if (code >= 0xd800 && code <= 0xdfff) {
      code = pairAt(text, at)
      if (code > 0xffff) end = at + 2
    }
    append(into, folds, foldCodePoint(code, folds), at, end)
    at = end
  }
  unmaskLookAlikes(into, folds)
}

/** A Latin letter, folded. */
export function isLatin(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}

function append(
  into: FoldedText,
  { expansions }: Folds,
  folded: number,
  start: number,
  end: number,
): void {
  if (folded >= 0) appendOne(into, folded, start, end)
  else if (folded !== DROP) {
    for (const code of expansions[FIRST_EXPANSION - folded]!) appendOne(into, code, start, end)
  }
}

function appendOne(into: FoldedText, code: number, start: number, end: number): void {
  const i = into.length++
  into.codes[i] = code
  into.starts[i] = start
  into.ends[i] = end
}

function reserve(into: FoldedText, length: number): void {
  if (into.codes.length >= length) return
  into.codes = new Int32Array(2 * length)
  into.starts = new Int32Array(2 * length)
  into.ends = new Int32Array(2 * length)
}

function foldCodePoint(code: number, { bmp, dropped }: Folds): number {
  if (code <= 0xffff) return bmp[code]!
  if (code >= 0x1d400 && code <= 0x1d6a3) return 0x61 + ((code - 0x1d400) % 26)
  if (code >= 0x1d7ce && code <= 0x1d7ff) return 0x30 + ((code - 0x1d7ce) % 10)
  if (code >= 0x1f130 && code <= 0x1f149) return 0x61 + code - 0x1f130
  if (code >= 0x1f150 && code <= 0x1f169) return 0x61 + code - 0x1f150
  if (code >= 0x1f170 && code <= 0x1f189) return 0x61 + code - 0x1f170
  return dropped.some(([from, to]) => code >= from && code <= to) ? DROP : code
}

/** The code point of the surrogate pair at `at`; U+FFFD for a lone half. */
function pairAt(text: string, at: number): number {
  const high = text.charCodeAt(at)
  const low = at + 1 < text.length ? text.charCodeAt(at + 1) : 0
  const isPair = high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff
  return isPair ? 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00) : REPLACEMENT
}

/** The HTML entity at `at`, where an ampersand is; null if there is none. */
function entityAt(
  text: string,
  at: number,
  { entities }: Folds,
): { code: number; end: number } | null {
  const semicolon = semicolonAfter(text, at)
  if (semicolon < 0) return null
  const end = semicolon + 1
  if (text.charCodeAt(at + 1) === 0x23) {
    const code = numericEntity(text, at + 2, semicolon)
    return code < 0 ? null : { code, end }
  }
  const code = entities.get(text.slice(at + 1, semicolon))
  return code === undefined ? null : { code, end }
}

function semicolonAfter(text: string, at: number): number {
  for (let i = at + 1; i < text.length && i <= at + LONGEST_ENTITY; i++) {
    if (text.charCodeAt(i) === 0x3b) return i
  }
  return -1
}

/** The value of `123` or `x7b` in text[from, to); -1 if it is no scalar value. */
function numericEntity(text: string, from: number, to: number): number {
  const isHex = (text.charCodeAt(from) | 0x20) === 0x78
  const base = isHex ? 16 : 10
  const first = isHex ? from + 1 : from
  let value = 0
  for (let i = first; i < to; i++) {
    const digit = digitOf(text.charCodeAt(i))
    if (digit >= base) return -1
    value = value * base + digit
  }
  const isScalar = value > 0 && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff)
  return first < to && isScalar ? value : -1
}

function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : 99
}

/**
 * In a run of letters that mixes Latin with Cyrillic or Greek, the others become the Latin letters
 * that they pass for, if all of them pass for one.
 */
function unmaskLookAlikes(text: FoldedText, { lookAlikes }: Folds): void {
  const { codes, length } = text
  for (let i = 0; i < length; i++) {
    const from = i
    let latin = 0
    let alike = 0
    for (; i < length; i++) {
      if (isLatin(codes[i]!)) latin++
      else if (!isGreekOrCyrillic(codes[i]!)) break
      else if (lookAlikes.has(codes[i]!)) alike++
    }
    if (latin > 0 && alike > 0 && latin + alike === i - from) {
      for (let k = from; k < i; k++) codes[k] = lookAlikes.get(codes[k]!) ?? codes[k]!
    }
  }
}

function isGreekOrCyrillic(code: number): boolean {
  return code >= 0x370 && code <= 0x52f
}
