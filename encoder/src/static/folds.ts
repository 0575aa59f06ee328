/** Code points that become others, as the table has them in JSON; SPEC.md, section 2. */
export interface FoldRules {
  /** Code points that become nothing, both ends included. */
  readonly dropped: readonly (readonly number[])[]
  /** HTML entities by name. */
  readonly entities: Readonly<Record<string, number>>
  /** Runs of code points and the letters that they become; a dot for none. */
  readonly bases: readonly { readonly from: number; readonly to: readonly string[] }[]
  /** Letters, and who becomes each. */
  readonly single: Readonly<Record<string, string>>
  /** Signs that become several letters. */
  readonly multiple: Readonly<Record<string, string>>
  /** Latin letters, and the letters of other scripts that pass for them. */
  readonly lookAlikes: Readonly<Record<string, string>>
}

/** Fold rules, ready to use. Browsers update their Unicode tables; these stay with the encoder. */
export interface Folds {
  /** What each code point up to U+FFFF becomes: a code point, `DROP` or an expansion. */
  readonly bmp: Int32Array
  /** `FIRST_EXPANSION - k` stands for `expansions[k]`. */
  readonly expansions: readonly (readonly number[])[]
  /** Most folded codes that one code unit gives. */
  readonly longest: number
  readonly dropped: readonly (readonly [from: number, to: number])[]
  readonly entities: ReadonlyMap<string, number>
  readonly lookAlikes: ReadonlyMap<number, number>
}

export const DROP = -1
export const FIRST_EXPANSION = -2

const SPACE = 0x20

/** Makes rules ready to use. */
export function compileFolds(rules: FoldRules): Folds {
  const expansions = Object.values(rules.multiple).map(codesOf)
  return {
    bmp: bmpFolds(rules),
    expansions,
    longest: expansions.reduce((most, { length }) => Math.max(most, length), 1),
    dropped: rules.dropped.map(([from, to]) => [from!, to!] as const),
    entities: new Map(Object.entries(rules.entities)),
    lookAlikes: new Map(
      Object.entries(rules.lookAlikes).flatMap(([latin, others]) =>
        codesOf(others).map(other => [other, latin.charCodeAt(0)] as const),
      ),
    ),
  }
}

function bmpFolds({ bases, single, multiple, dropped }: FoldRules): Int32Array {
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
  for (const { from, to } of bases) overlay(bmp, from, to.join(''))
  for (const [to, from] of Object.entries(single)) {
    for (const code of codesOf(from)) bmp[code] = to.charCodeAt(0)
  }
  Object.keys(multiple).forEach((from, k) => {
    bmp[from.charCodeAt(0)] = FIRST_EXPANSION - k
  })
  for (const [from, to] of dropped) if (to! <= 0xffff) bmp.fill(DROP, from, to! + 1)
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

function codesOf(letters: string): number[] {
  return Array.from({ length: letters.length }, (_, k) => letters.charCodeAt(k))
}
