import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  checkGolden,
  computeEncoderId,
  goldenTexts,
  loadStaticEncoder,
  STATIC_ENCODER_ID,
  staticEncoder,
} from './index.ts'

const path = fileURLToPath(new URL('../table/static-2.bin', import.meta.url))
const table = readFileSync(path)
const encoder = loadStaticEncoder(table, STATIC_ENCODER_ID)

/** What a trainer accepts. */
const CAP = (1024 * 64 * 65) / 64

function squaredNorm(features: Int8Array): number {
  return features.reduce((sum, feature) => sum + feature * feature, 0)
}

/** Strings of characters from many scripts, signs and broken pairs. */
function randomText(seed: number): string {
  let state = seed
  const draw = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state >>> 8) % below
  }
  const ranges = [0x80, 0x80, 0x250, 0x600, 0x3000, 0x10000, 0x20000] as const
  const words = ['free', 'wallet', 'the', 'you', 'claim', 'http://a.example', '@me', '!!!']
  return Array.from({ length: 1 + draw(60) }, () =>
    draw(3) === 0 ? ` ${words[draw(words.length)]} ` : character(draw(ranges[draw(7)]!)),
  ).join('')
}

function character(code: number): string {
  return code < 0x10000 ? String.fromCharCode(code) : String.fromCodePoint(code)
}

describe('the committed table', () => {
  it('has the id that the code pins, and at most 4 MB', async () => {
    expect(await computeEncoderId(table)).toBe(STATIC_ENCODER_ID)
    expect(statSync(path).size).toBeLessThanOrEqual(4_000_000)
    expect(staticEncoder.files.map(({ path }) => path)).toEqual(['table/static-2.bin'])
  })

  it('gives the golden features', async () => {
    expect(await checkGolden(encoder)).toEqual({ kind: 'ok', texts: goldenTexts.length })
  })
})

describe('checkGolden', () => {
  it('names the first text that comes out differently', async () => {
    const broken = {
      ...encoder,
      id: encoder.id,
      encode: (text: string) => {
        const encoding = encoder.encode(text)
        if (text.startsWith('URGENT')) encoding.features[5]! ^= 1
        return encoding
      },
      explain: encoder.explain,
    }
    expect(await checkGolden(broken)).toMatchObject({ kind: 'mismatch', text: 'scam' })
  })

  it('knows when it has nothing to compare with', async () => {
    const other = loadStaticEncoder(table, '0x12')
    expect(await checkGolden(other)).toEqual({ kind: 'unknown-encoder', id: '0x12' })
  })
})

describe('encode', () => {
  it('stays below the norm cap for any text', () => {
    for (let seed = 1; seed <= 3000; seed++) {
      const text = randomText(seed)
      const { features, tokens } = encoder.encode(text)
      expect(squaredNorm(features), JSON.stringify(text)).toBeLessThanOrEqual(CAP)
      if (tokens === 0) expect(squaredNorm(features)).toBe(0)
    }
  })

  it.each(['', ' ', '\n\t', '\u200b\u200d', '\u202e'])('finds nothing in %j', text => {
    expect(encoder.encode(text)).toEqual({
      features: new Int8Array(64),
      tail: new Uint16Array(0),
      tokens: 0,
    })
  })

  it.each(['a', '.', '🚀', 'ж', '钱', 'م', '한', 'अ', 'qzxv', '\ud800', '\u{10ffff}', '½'])(
    'finds something in %j',
    text => {
      const { features, tokens } = encoder.encode(text)
      expect(tokens).toBeGreaterThan(0)
      expect(squaredNorm(features)).toBeGreaterThan(CAP / 2)
    },
  )

  it('reads disguised words as the words', () => {
    const plain = encoder.encode('claim your free money now').features
    expect(encoder.encode('cl\u200baim y\u043eur fr\u0435e mon\u00adey n\u03bfw').features).toEqual(
      plain,
    )
    expect(encoder.encode('cl4im y0ur fr33 m0ney now').tokens).toBe(5)
  })

  it('does the same for a text of 100,000 characters as for its repeated part', () => {
    const long = encoder.encode('the quick news report '.repeat(5000))
    expect(long.tokens).toBe(20_000)
    expect(squaredNorm(long.features)).toBeLessThanOrEqual(CAP)
  })

  it('looks at each character a bounded number of times, whatever the text', () => {
    for (const part of [
      'a.',
      'a ',
      'a.b@',
      '1a',
      '&',
      '&amp',
      'аb',
      '@',
      'www.',
      "a'",
      '🚀',
      'a-',
      '$a',
    ]) {
      const { tokens, features } = encoder.encode(part.repeat(100_000 / part.length))
      expect(tokens).toBeGreaterThan(0)
      expect(squaredNorm(features)).toBeLessThanOrEqual(CAP)
    }
  })

  it('does not remember the text before', () => {
    const alone = encoder.encode('hello').features
    encoder.encode('x'.repeat(5000))
    expect(encoder.encode('hello').features).toEqual(alone)
  })
})

describe('the tail', () => {
  it('is at most eight ascending ids of 12 bits, whatever the text', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const { tail, tokens } = encoder.encode(randomText(seed))
      expect(tail.length).toBeLessThanOrEqual(8)
      expect(tail.length === 0).toBe(tokens === 0)
      expect([...tail]).toEqual([...new Set(tail)].sort((a, b) => a - b))
      for (const id of tail) expect(id).toBeLessThan(4096)
    }
  })

  it('has the telling words of a long text, not the frequent ones', () => {
    const filler = 'and it is on the to of a in that was for '
    const telling = encoder.encode('bitcoin airdrop giveaway wallet').tail
    const singles = ['bitcoin', 'airdrop', 'giveaway', 'wallet'].map(
      word => encoder.encode(word).tail[0]!,
    )
    for (const id of singles) expect(telling).toContain(id)
    const { tail } = encoder.encode(`${filler}bitcoin ${filler}airdrop ${filler}giveaway wallet`)
    for (const id of singles) expect(tail).toContain(id)
  })

  it('has pairs of words only where words are few, and knows their order', () => {
    const ab = new Set(encoder.encode('free bitcoin').tail)
    const ba = new Set(encoder.encode('bitcoin free').tail)
    expect(ab.size).toBe(3)
    expect([...ab].filter(id => ba.has(id))).toHaveLength(2)
  })

  it('is the same for a disguised word', () => {
    expect(encoder.encode('fr33 b1tcoin').tail).toEqual(encoder.encode('free bitcoin').tail)
  })
})

describe('explain', () => {
  const direction = Int32Array.from({ length: 64 }, (_, d) => ((d * 7919) % 4001) - 2000)
  const totalOf = (shares: readonly { readonly score: number }[]) =>
    shares.reduce((sum, { score }) => sum + score, 0)

  it('adds up to the score', () => {
    const tail = (id: number) => ((id * 7919) % 20_001) - 10_000
    const texts = [
      ...goldenTexts.map(({ text }) => text),
      ...Array.from({ length: 300 }, (_, seed) => randomText(seed)),
    ]
    for (const text of texts) {
      const encoding = encoder.encode(text)
      const dense = encoding.features.reduce((sum, x, d) => sum + x * direction[d]!, 0)
      expect(totalOf(encoder.explain(text, direction))).toBe(dense)
      const wide = encoding.tail.reduce((sum, id) => sum + tail(id), dense)
      expect(totalOf(encoder.explain(text, direction, tail))).toBe(wide)
    }
  })

  it('gives a phrase of the tail its stretch of the text', () => {
    const text = 'Zyx abc'
    const { tail } = encoder.encode(text)
    expect(tail.length).toBe(3)
    const zero = new Int8Array(64)
    const stretches = [...tail].map(named => {
      const [share, ...others] = encoder.explain(text, zero, id => (id === named ? 500 : 0))
      expect(others).toEqual([])
      expect(share!.score).toBe(500)
      return text.slice(share!.start, share!.end)
    })
    expect(stretches.sort()).toEqual(['Zyx', 'Zyx abc', 'abc'])
  })

  it('points at the words of the original text', () => {
    const text = 'Send y\u200bour s33d phrase 🚀 сейчас'
    const shares = encoder.explain(text, direction)
    const spans = shares
      .filter(({ end }) => end > 0)
      .map(({ start, end }) => text.slice(start, end))
    expect(spans).toEqual(['Send', 'y\u200bour', 's33d', 'phrase', '🚀', 'сейчас'])
  })

  it('has shares within the text, in order, and at most one without a place', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const text = randomText(seed)
      const shares = encoder.explain(text, direction)
      const placed = shares.filter(({ end }) => end > 0)
      expect(shares.length - placed.length).toBeLessThanOrEqual(1)
      for (const [i, { start, end }] of placed.entries()) {
        expect(start).toBeLessThan(end)
        expect(end).toBeLessThanOrEqual(text.length)
        if (i > 0) expect(start).toBeGreaterThanOrEqual(placed[i - 1]!.start)
      }
    }
  })

  it('refuses a direction of another size', () => {
    expect(() => encoder.explain('a', [1, 2])).toThrow(/64 are needed/)
  })
})
