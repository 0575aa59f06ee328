// Pinned: browsers update their Unicode tables, this encoder must not follow them.

/** What a code point becomes; a dot means that it stays. One letter per code point from U+00C0 on. */
export const LATIN_BASE =
  'aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeeggg' +
  'ggggghhhhiiiiiiiiii..jjkk.llllllllllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzz' +
  'zsbbbb...ccdddd.eeeffg...ikkl..nnooo..pp.....ttttuu.vyyzz......................aaiioouuuuuuuuuu' +
  'eaaaa..ggggkkoooo..j...gg..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hhnd..zzaaeeooooooooyylntj..ac' +
  'cltsz..bu.eejj..rryy'

/** The same from U+1E00 on. */
export const LATIN_ADDITIONAL_BASE =
  'aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrr' +
  'rssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeee' +
  'eeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyll....'

/** Letter-like symbols from U+2100 on, e.g. ℂ and ℓ. */
export const LETTERLIKE_BASE =
  '..c.......ghhhh.iill.n...pqrrr......z...z.kabc.eef.mo....i...........ddeij......'

/** Characters that become one other. Each row: what they become, then the characters. */
export const SINGLE_FOLDS: readonly (readonly [to: string, from: string])[] = [
  ["'", '\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4`\u055a\uff07'],
  ['"', '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u301d\u301e\u301f'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63'],
  ['/', '\u2044\u2215'],
  [' ', '\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'],
  [' ', '\u2028\u2029\u202f\u205f\u3000\ufffc'],
  ['a', '\u1d00\u1d43\u2c65'],
  ['b', '\u0299\u1d2e'],
  ['c', '\u1d04'],
  ['d', '\u1d05'],
  ['e', '\u1d07\u1d49'],
  ['f', '\ua730'],
  ['g', '\u0262\u0261'],
  ['h', '\u029c\u02b0'],
  ['i', '\u026a\u2071'],
  ['j', '\u1d0a\u02b2'],
  ['k', '\u1d0b'],
  ['l', '\u029f\u02e1'],
  ['m', '\u1d0d'],
  ['n', '\u0274\u207f'],
  ['o', '\u1d0f'],
  ['p', '\u1d18'],
  ['r', '\u0280\u02b3'],
  ['s', '\ua731\u02e2'],
  ['t', '\u1d1b'],
  ['u', '\u1d1c'],
  ['v', '\u1d20'],
  ['w', '\u1d21\u02b7'],
  ['x', '\u02e3'],
  ['y', '\u028f\u02b8'],
  ['z', '\u1d22'],
  ['0', '\u2070\u2080\u24ea'],
  ['1', '\u00b9\u2081\u2460'],
  ['2', '\u00b2\u2082\u2461'],
  ['3', '\u00b3\u2083\u2462'],
  ['4', '\u2074\u2084\u2463'],
  ['5', '\u2075\u2085\u2464'],
  ['6', '\u2076\u2086\u2465'],
  ['7', '\u2077\u2087\u2466'],
  ['8', '\u2078\u2088\u2467'],
  ['9', '\u2079\u2089\u2468'],
]

/** Characters that become several. */
export const MULTIPLE_FOLDS: readonly (readonly [from: string, to: string])[] = [
  ['\u00c6', 'ae'],
  ['\u00e6', 'ae'],
  ['\u00de', 'th'],
  ['\u00fe', 'th'],
  ['\u00df', 'ss'],
  ['\u1e9e', 'ss'],
  ['\u0132', 'ij'],
  ['\u0133', 'ij'],
  ['\u0152', 'oe'],
  ['\u0153', 'oe'],
  ['\ufb00', 'ff'],
  ['\ufb01', 'fi'],
  ['\ufb02', 'fl'],
  ['\ufb03', 'ffi'],
  ['\ufb04', 'ffl'],
  ['\ufb05', 'st'],
  ['\ufb06', 'st'],
  ['\u2026', '...'],
  ['\u2122', 'tm'],
  ['\u2116', 'no'],
  ['\u203c', '!!'],
  ['\u2047', '??'],
  ['\u2048', '?!'],
  ['\u2049', '!?'],
]

/** Ranges, both ends included, of what a reader cannot see: dropped. */
export const DROPPED_RANGES: readonly (readonly [from: number, to: number])[] = [
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x483, 0x487],
  [0x591, 0x5c7],
  [0x61c, 0x61c],
  [0x640, 0x640],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20d0, 0x20ff],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1f3fb, 0x1f3ff],
  [0xe0000, 0xe0fff],
]

/** Lower-case Cyrillic and Greek letters and the Latin letters they pass for. */
export const LOOK_ALIKES: readonly (readonly [latin: string, others: string])[] = [
  ['a', '\u0430\u03b1'],
  ['b', '\u0432\u044c\u03b2'],
  ['c', '\u0441\u03f2'],
  ['d', '\u0501'],
  ['e', '\u0435\u0451\u0454\u03b5'],
  ['g', '\u050d'],
  ['h', '\u043d\u04bb'],
  ['i', '\u0456\u0457\u03b9'],
  ['j', '\u0458\u03f3'],
  ['k', '\u043a\u03ba'],
  ['l', '\u04cf'],
  ['m', '\u043c\u03bc'],
  ['n', '\u043f\u03b7'],
  ['o', '\u043e\u03bf\u03c3'],
  ['p', '\u0440\u03c1'],
  ['q', '\u051b'],
  ['r', '\u0433'],
  ['s', '\u0455'],
  ['t', '\u0442\u03c4'],
  ['u', '\u03c5\u0446'],
  ['v', '\u03bd\u0475'],
  ['w', '\u051d\u0448\u03c9'],
  ['x', '\u0445\u03c7'],
  ['y', '\u0443\u03b3'],
  ['z', '\u03b6'],
]

/** Named HTML entities that survive copying from feeds and exports. */
export const ENTITIES: readonly (readonly [name: string, code: number])[] = [
  ['amp', 0x26],
  ['lt', 0x3c],
  ['gt', 0x3e],
  ['quot', 0x22],
  ['apos', 0x27],
  ['nbsp', 0x20],
]
