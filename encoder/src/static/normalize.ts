// Pinned: browsers update their Unicode tables, this encoder must not follow them.
import folds from '../../table/folds.json' with { type: 'json' }

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

const SPACE = 0x20
const AMPERSAND = 0x26
const REPLACEMENT = 0xfffd
const LONGEST_ENTITY = 10
const DROP = -1
/** `FIRST_EXPANSION - k` stands for `EXPANSIONS[k]`. */
const FIRST_EXPANSION = -2

const DROPPED = folds.dropped as [from: number, to: number][]
const ENTITIES = new Map(Object.entries(folds.entities))
const EXPANSIONS: readonly (readonly number[])[] = Object.values(folds.multiple).map(codesOf)
const BMP_FOLDS = bmpFolds()
const LOOK_ALIKE = new Map(
  Object.entries(folds.lookAlikes).flatMap(([latin, others]) =>
    codesOf(others).map(other => [other, latin.charCodeAt(0)] as const),
  ),
)
const LONGEST_FOLD = EXPANSIONS.reduce((most, { length }) => Math.max(most, length), 1)

/** An empty `FoldedText` to fold into, again and again. */
export function emptyFoldedText(): FoldedText {
  const empty = new Int32Array(0)
  return { length: 0, codes: empty, starts: empty, ends: empty, letters: 0, capitals: 0 }
}

/** Folds `text` into `into`. Linear in the text's length. */
export function foldText(text: string, into: FoldedText): void {
  reserve(into, LONGEST_FOLD * text.length)
  into.length = 0
  into.letters = 0
  into.capitals = 0
  for (let at = 0; at < text.length; ) {
    let code = text.charCodeAt(at)
    let end = at + 1
    if (code < 0x80) {
      if (code === AMPERSAND) {
        const entity = entityAt(text, at)
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
    append(into, foldCodePoint(code), at, end)
    at = end
  }
  unmaskLookAlikes(into)
}

/** A Latin letter, folded. */
export function isLatin(code: number): boolean {
  return code >= 0x61 && code <= 0x7a
}

function append(into: FoldedText, folded: number, start: number, end: number): void {
  if (folded >= 0) appendOne(into, folded, start, end)
  else if (folded !== DROP) {
    for (const code of EXPANSIONS[FIRST_EXPANSION - folded]!) appendOne(into, code, start, end)
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

function foldCodePoint(code: number): number {
  if (code <= 0xffff) return BMP_FOLDS[code]!
  if (code >= 0x1d400 && code <= 0x1d6a3) return 0x61 + ((code - 0x1d400) % 26)
  if (code >= 0x1d7ce && code <= 0x1d7ff) return 0x30 + ((code - 0x1d7ce) % 10)
  if (code >= 0x1f130 && code <= 0x1f149) return 0x61 + code - 0x1f130
  if (code >= 0x1f150 && code <= 0x1f169) return 0x61 + code - 0x1f150
  if (code >= 0x1f170 && code <= 0x1f189) return 0x61 + code - 0x1f170
  return isDropped(code) ? DROP : code
}

/** The code point of the surrogate pair at `at`; U+FFFD for a lone half. */
function pairAt(text: string, at: number): number {
  const high = text.charCodeAt(at)
  const low = at + 1 < text.length ? text.charCodeAt(at + 1) : 0
  const isPair = high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff
  return isPair ? 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00) : REPLACEMENT
}

/** The HTML entity at `at`, where an ampersand is; null if there is none. */
function entityAt(text: string, at: number): { code: number; end: number } | null {
  const semicolon = semicolonAfter(text, at)
  if (semicolon < 0) return null
  const end = semicolon + 1
  if (text.charCodeAt(at + 1) === 0x23) {
    const code = numericEntity(text, at + 2, semicolon)
    return code < 0 ? null : { code, end }
  }
  const code = ENTITIES.get(text.slice(at + 1, semicolon))
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
function unmaskLookAlikes(text: FoldedText): void {
  const { codes, length } = text
  for (let i = 0; i < length; i++) {
    const from = i
    let latin = 0
    let alike = 0
    for (; i < length; i++) {
      if (isLatin(codes[i]!)) latin++
      else if (!isGreekOrCyrillic(codes[i]!)) break
      else if (LOOK_ALIKE.has(codes[i]!)) alike++
    }
    if (latin > 0 && alike > 0 && latin + alike === i - from) {
      for (let k = from; k < i; k++) codes[k] = LOOK_ALIKE.get(codes[k]!) ?? codes[k]!
    }
  }
}

function isGreekOrCyrillic(code: number): boolean {
  return code >= 0x370 && code <= 0x52f
}

/** What each code point up to U+FFFF becomes. */
function bmpFolds(): Int32Array {
  const bmp = Int32Array.from({ length: 0x10000 }, (_, code) => code)
  for (let code = 0; code <= 0x20; code++) bmp[code] = SPACE
  shift(bmp, 0x41, 0x5a, 0x20)
  shift(bmp, 0x391, 0x3a9, 0x20)
  shift(bmp, 0x410, 0x42f, 0x20)
  shift(bmp, 0x400, 0x40f, 0x50)
  shift(bmp, 0x531, 0x556, 0x30)
  // Full-width forms sit 0xFEE0 above ASCII; circled letters follow the alphabet.
  for (let code = 0xff01; code <= 0xff5e; code++) bmp[code] = bmp[code - 0xfee0]!
  for (let k = 0; k < 52; k++) bmp[0x24b6 + k] = 0x61 + (k % 26)
  for (let k = 0; k < 26; k++) bmp[0x249c + k] = 0x61 + k
  for (const { from, to } of folds.bases) overlay(bmp, from, to.join(''))
  for (const [to, from] of Object.entries(folds.single)) {
    for (const code of codesOf(from)) bmp[code] = to.charCodeAt(0)
  }
  Object.keys(folds.multiple).forEach((from, k) => {
    bmp[from.charCodeAt(0)] = FIRST_EXPANSION - k
  })
  for (const [from, to] of DROPPED) if (to <= 0xffff) bmp.fill(DROP, from, to + 1)
  return bmp
}

function shift(bmp: Int32Array, from: number, to: number, by: number): void {
  for (let code = from; code <= to; code++) bmp[code] = code + by
}

function overlay(bmp: Int32Array, from: number, letters: string): void {
  for (let k = 0; k < letters.length; k++) {
    if (letters[k] !== '.') bmp[from + k] = letters.charCodeAt(k)
  }
}

function isDropped(code: number): boolean {
  for (const [from, to] of DROPPED) if (code >= from && code <= to) return true
  return false
}

function codesOf(letters: string): number[] {
  return Array.from({ length: letters.length }, (_, k) => letters.charCodeAt(k))
}
