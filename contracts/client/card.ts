import { bytesToHex, type Hex, hexToBytes, size, slice } from 'viem'
import type { TaskCard } from './types.ts'

// Layout: src/types/CardCode.sol. Every text is its length in two bytes and itself.

/** Sizes in bytes that the factory holds creators to. */
const MAX_NAME = 64
const MAX_DESCRIPTION = 512
const MAX_URI = 200
const MAX_LABEL = 32
const MAX_DEFINITION = 200

/** A card as it stands in a clone's code. */
export function encodeCard({ name, description, uri, labels }: TaskCard): Hex {
  const texts = [
    name,
    description,
    uri,
    ...labels.flatMap(label => [label.name, label.definition]),
  ].map(text => new TextEncoder().encode(text))
  const code = new Uint8Array(texts.reduce((sum, text) => sum + 2 + text.length, 0))
  let at = 0
  for (const text of texts) {
    code.set([text.length >> 8, text.length & 0xff], at)
    code.set(text, at + 2)
    at += 2 + text.length
  }
  return bytesToHex(code)
}

/**
 * A card from a clone's code, fit to be shown.
 * @throws Error on sizes that the factory refuses
 */
export function decodeCard(code: Hex, labels: number): TaskCard {
  if (labels < 2 || labels > 8) throw new Error(`${labels} labels`)
  let rest = code
  const next = (minimum: number, maximum: number): string => {
    const length = size(rest) < 2 ? Number.NaN : Number(slice(rest, 0, 2))
    if (!(length >= minimum && length <= maximum && size(rest) >= 2 + length)) {
      throw new Error(`a text of ${length} bytes`)
    }
    const text = length === 0 ? '' : decodeText(slice(rest, 2, 2 + length))
    rest = size(rest) === 2 + length ? '0x' : slice(rest, 2 + length)
    return text
  }
  const card = {
    name: next(1, MAX_NAME),
    description: next(0, MAX_DESCRIPTION),
    uri: next(0, MAX_URI),
    labels: Array.from({ length: labels }, () => ({
      name: next(1, MAX_LABEL),
      definition: next(0, MAX_DEFINITION),
    })),
  }
  if (rest !== '0x') throw new Error(`${size(rest)} bytes behind the card`)
  return card
}

/** Control characters and marks that reorder text could make a label read as another. */
function decodeText(bytes: Hex): string {
  return new TextDecoder()
    .decode(hexToBytes(bytes))
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}
