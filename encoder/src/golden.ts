import { type GoldenText, goldenTexts } from './golden-texts.ts'
import { STATIC_2_GOLDEN, STATIC_2_ID } from './static/pinned.ts'
import type { AnyEncoder, Encoder, EncoderId, Encoding } from './types.ts'

/** Whether an encoder makes the features it must. */
export type GoldenResult =
  | { readonly kind: 'ok'; readonly texts: number }
  /** Nobody has written down what this encoder must make. */
  | { readonly kind: 'unknown-encoder'; readonly id: EncoderId }
  | {
      readonly kind: 'mismatch'
      /** The name of the first text that came out differently. */
      readonly text: string
      readonly expected: string
      readonly actual: string
    }

/** Texts, and what an encoder must make of them. */
export interface Golden {
  readonly texts: readonly GoldenText[]
  /** One line a text: the encoding as `encodingToHex` writes it, a space, the text's name. */
  readonly encodings: string
}

const pinned: ReadonlyMap<EncoderId, Golden> = new Map([
  [STATIC_2_ID, { texts: goldenTexts, encodings: STATIC_2_GOLDEN }],
])

/**
 * Encodes the golden texts and compares with the features pinned for the encoder. One that fails must
 * not be used to submit: its features would not be those of other people's machines.
 */
export async function checkGolden(
  encoder: Pick<AnyEncoder, 'id' | 'encode'> & { readonly golden?: Golden },
  golden: Golden | undefined = encoder.golden ?? pinned.get(encoder.id),
): Promise<GoldenResult> {
  if (golden === undefined) return { kind: 'unknown-encoder', id: encoder.id }
  const expected = parseGolden(golden.encodings)
  for (const { name, text } of golden.texts) {
    const actual = encodingToHex(await encoder.encode(text))
    const wanted = expected.get(name) ?? ''
    if (actual !== wanted) return { kind: 'mismatch', text: name, expected: wanted, actual }
  }
  return { kind: 'ok', texts: golden.texts.length }
}

/** Features as two hexadecimal digits each, two's complement; a colon; ids of the tail as three digits each. */
export function encodingToHex({ features, tail }: Pick<Encoding, 'features' | 'tail'>): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  const dense = Array.from(features, feature => hex(feature & 0xff, 2))
  return `${dense.join('')}:${Array.from(tail, id => hex(id, 3)).join('')}`
}

/** Lines of an encoding and the text's name. */
export function formatGolden(encoder: Encoder): string {
  return goldenTexts
    .map(({ name, text }) => `${encodingToHex(encoder.encode(text))} ${name}\n`)
    .join('')
}

function parseGolden(lines: string): Map<string, string> {
  const golden = new Map<string, string>()
  for (const line of lines.split('\n')) {
    const space = line.indexOf(' ')
    if (space > 0) golden.set(line.slice(space + 1), line.slice(0, space))
  }
  return golden
}
