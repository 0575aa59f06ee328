import { type FoldedText, isLatin } from './normalize.ts'

/** What a piece of folded text is. */
export const Kind = {
  /** Latin letters, perhaps with one apostrophe inside. */
  word: 0,
  number: 1,
  /** One code point that is neither letter nor digit. */
  symbol: 2,
  url: 3,
  user: 4,
  email: 5,
  /** Letters of another script that puts spaces between words. */
  foreign: 6,
  /** Letters of a script without spaces, e.g. Chinese, Japanese, Thai. */
  dense: 7,
} as const

/** Pieces of a folded text, in order. Piece `i` covers folded codes from `froms[i]` to `tos[i]`, end excluded. */
export interface Pieces {
  length: number
  kinds: Uint8Array
  froms: Int32Array
  tos: Int32Array
}

const SPACE = 0x20
const APOSTROPHE = 0x27
const AT = 0x40
const DOT = 0x2e
const SLASH = 0x2f

/** Endings that make `name.ending` a link even without `http://`. Pinned; by no means all there are. */
const LINK_ENDINGS = new Set(
  'com net org io co xyz app finance info biz site online shop top club ly me gg link live us uk eu de fr ru cn in ai dev edu gov tv to fm cc vip pro win click'.split(
    ' ',
  ),
)

/** Longest ending in `LINK_ENDINGS`. */
const LONGEST_ENDING = 7

/** Empty `Pieces` to scan into, again and again. */
export function emptyPieces(): Pieces {
  const empty = new Int32Array(0)
  return { length: 0, kinds: new Uint8Array(0), froms: empty, tos: empty }
}

/** Cuts a folded text into pieces. Linear in its length. */
export function scan(text: FoldedText, into: Pieces): void {
  reserve(into, text.length)
  into.length = 0
  const { codes, length } = text
  // A run of non-spaces is looked at once for being an address, however many words it holds.
  let addressChecked = 0
  for (let at = 0; at < length; ) {
    const code = codes[at]!
    if (code === SPACE) {
      at++
      continue
    }
    if (at >= addressChecked) {
      addressChecked = wordishEnd(text, at)
      const link = addressChecked - at >= 4 ? addressAt(text, at, addressChecked) : null
      if (link !== null) {
        push(into, link.kind, at, link.to)
        at = link.to
        continue
      }
    }
    const kind = kindOf(code)
    let to = at + 1
    if (kind === Kind.word) to = wordEnd(text, at)
    else if (code === AT && startsHandle(text, at)) {
      while (to < length && isHandle(codes[to]!)) to++
      push(into, Kind.user, at, to)
      at = to
      continue
    } else if (kind !== Kind.symbol) {
      while (to < length && kindOf(codes[to]!) === kind) to++
    }
    push(into, kind, at, to)
    at = to
  }
}

/** The kind of a piece that starts with `code`. */
export function kindOf(code: number): number {
  if (code < 0x80) {
    if (isLatin(code)) return Kind.word
    return isDigit(code) ? Kind.number : Kind.symbol
  }
  if (isSymbol(code)) return Kind.symbol
  return isDense(code) ? Kind.dense : Kind.foreign
}

function push(into: Pieces, kind: number, from: number, to: number): void {
  const i = into.length++
  into.kinds[i] = kind
  into.froms[i] = from
  into.tos[i] = to
}

function reserve(into: Pieces, length: number): void {
  if (into.kinds.length >= length) return
  into.kinds = new Uint8Array(2 * length)
  into.froms = new Int32Array(2 * length)
  into.tos = new Int32Array(2 * length)
}

/** `[a-z]+('[a-z]+)?` */
function wordEnd({ codes, length }: FoldedText, from: number): number {
  let to = from + 1
  while (to < length && isLatin(codes[to]!)) to++
  if (to + 1 < length && codes[to] === APOSTROPHE && isLatin(codes[to + 1]!)) {
    to += 2
    while (to < length && isLatin(codes[to]!)) to++
  }
  return to
}

/** The end of the run of characters that a link or an e-mail address is made of. */
function wordishEnd({ codes, length }: FoldedText, from: number): number {
  let to = from
  while (to < length && isAddress(codes[to]!)) to++
  return to === from ? from + 1 : to
}

function addressAt(
  text: FoldedText,
  from: number,
  runEnd: number,
): { kind: number; to: number } | null {
  const { codes } = text
  if (startsWith(text, from, 'http://') || startsWith(text, from, 'https://')) {
    return { kind: Kind.url, to: linkEnd(text, from) }
  }
  if (startsWith(text, from, 'www.')) return { kind: Kind.url, to: linkEnd(text, from) }
  let at = -1
  let dot = -1
  let end = from
  for (; end < runEnd && codes[end] !== SLASH; end++) {
    if (codes[end] === AT) {
      if (at >= 0) return null
      at = end
      dot = -1
    } else if (codes[end] === DOT && end + 1 < runEnd && isLatin(codes[end + 1]!)) dot = end
  }
  while (end > from && !isLatin(codes[end - 1]!) && !isDigit(codes[end - 1]!)) end--
  if (dot <= at || dot === from || end <= dot) return null
  if (at > from) return { kind: Kind.email, to: end }
  if (at === from || !isLinkEnding(text, dot + 1, end)) return null
  return { kind: Kind.url, to: linkEnd(text, from) }
}

function isLinkEnding({ codes }: FoldedText, from: number, to: number): boolean {
  if (to - from > LONGEST_ENDING) return false
  return LINK_ENDINGS.has(String.fromCharCode(...codes.subarray(from, to)))
}

/** The end of a link: the next space, bracket or quote, without closing punctuation. */
function linkEnd({ codes, length }: FoldedText, from: number): number {
  let to = from
  while (to < length && !endsLink(codes[to]!)) to++
  while (to > from + 1 && isClosing(codes[to - 1]!)) to--
  return to
}

function startsWith({ codes, length }: FoldedText, from: number, prefix: string): boolean {
  if (from + prefix.length > length) return false
  for (let k = 0; k < prefix.length; k++) {
    if (codes[from + k] !== prefix.charCodeAt(k)) return false
  }
  return true
}

/** Space, `<`, `>`, `"`. */
function endsLink(code: number): boolean {
  return code === SPACE || code === 0x3c || code === 0x3e || code === 0x22
}

/** `.` `,` `!` `?` `)` `:` `;` `'` */
function isClosing(code: number): boolean {
  return (
    code === DOT ||
    code === 0x2c ||
    code === 0x21 ||
    code === 0x3f ||
    code === 0x29 ||
    code === 0x3a ||
    code === 0x3b ||
    code === APOSTROPHE
  )
}

/** Letters, digits and `% + - . / : @ _` */
function isAddress(code: number): boolean {
  return (
    isLatin(code) ||
    (code >= 0x2d && code <= 0x3a) ||
    code === AT ||
    code === 0x5f ||
    code === 0x2b ||
    code === 0x25
  )
}

/** True for the `@` of `@name`, false within `p@ypal`. */
function startsHandle({ codes, length }: FoldedText, at: number): boolean {
  const follows = at > 0 && isHandle(codes[at - 1]!)
  return !follows && at + 1 < length && isHandle(codes[at + 1]!)
}

/** What a handle is made of: `[a-z0-9_]`. */
function isHandle(code: number): boolean {
  return isLatin(code) || isDigit(code) || code === 0x5f
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** Punctuation, currency, arrows, pictures and private use, by range. */
function isSymbol(code: number): boolean {
  if (code < 0x2000) {
    return code <= 0xbf || code === 0xd7 || code === 0xf7 || (code >= 0x2c2 && code <= 0x2df)
  }
  if (code <= 0x2bff) return true
  if (code < 0xe000) {
    return (code >= 0x2e00 && code <= 0x2e7f) || (code >= 0x3001 && code <= 0x303f)
  }
  if (code <= 0xf8ff) return true
  if (code <= 0xffff) return code >= 0xfe10 && (code <= 0xfe6f || code >= 0xff00)
  return code >= 0x1f000 && code <= 0x1ffff
}

/** Scripts without spaces: Thai to Myanmar, Khmer, Kana, Han, Hangul syllables. */
function isDense(code: number): boolean {
  return (
    (code >= 0xe00 && code <= 0x109f) ||
    (code >= 0x1780 && code <= 0x17ff) ||
    (code >= 0x2e80 && code <= 0x31ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0x20000 && code <= 0x3ffff)
  )
}
