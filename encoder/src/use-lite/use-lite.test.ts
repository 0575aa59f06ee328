import type { Server } from 'node:http'
import { memory, type Tensor } from '@tensorflow/tfjs-core'
import { load, Tokenizer } from '@tensorflow-models/universal-sentence-encoder'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { hostileTexts } from '../../test/hostile-texts.ts'
import { officialModel, reader, wasmBinary, weightsOf } from '../../test/use-lite/model-set.ts'
import { tinyModel } from '../../test/use-lite/tiny-model.ts'
import { serve, urlOf } from '../../test/use-lite/weight-server.ts'
import {
  checkGolden,
  computeEncoderId,
  createEncoder,
  EncoderRegistry,
  encodingToHex,
  type LoadedEncoder,
  WrongFileError,
} from '../index.ts'
import { Projector, toFeatures } from './features.ts'
import {
  computeUseLiteId,
  createUseLiteLoader,
  officialWeights,
  type UseLiteLoader,
  useLite64,
  useLite512,
  wasmFile,
} from './index.ts'
import { projection64 } from './official.ts'
import { TokenReader, type Vocabulary } from './tokens.ts'

// Up to 28 MB are hashed and moved, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const set = officialModel()
const vocabularyOf = (files: ReadonlyMap<string, Uint8Array>): Vocabulary =>
  JSON.parse(new TextDecoder().decode(files.get('vocab.json')))

const words =
  'The meeting moved to Tuesday at 10; please bring the signed papers, nobody knows whether prices stay. '
const scam = 'Claim your FREE money now: connect the wallet and enter your seed phrase.'

function squaredNorm(features: Int8Array): number {
  return features.reduce((sum, feature) => sum + feature * feature, 0)
}

describe('the ids', () => {
  it('are the hashes of the specifications', async () => {
    const spec = { weights: officialWeights, projection: null }
    expect(await computeUseLiteId(spec)).toBe(useLite512.id)
    expect(await computeUseLiteId({ ...spec, projection: projection64 })).toBe(useLite64.id)
  })

  it('change with everything that features depend on', async () => {
    const others = [
      { weights: officialWeights.slice(1), projection: null },
      { weights: officialWeights.toReversed(), projection: null },
      { weights: officialWeights, projection: { ...projection64, seed: 2 } },
      { weights: officialWeights, projection: { ...projection64, length: 252 } },
      { weights: officialWeights, projection: { ...projection64, features: 32 } },
    ]
    const ids = await Promise.all(others.map(computeUseLiteId))
    expect(new Set([...ids, useLite512.id, useLite64.id]).size).toBe(7)
  })

  it('name the binary that the installed package brings', async () => {
    expect(await computeEncoderId(wasmBinary())).toBe(wasmFile.hash)
  })
})

describe.each([
  ['official', officialModel()],
  ['tiny', tinyModel()],
])('tokens, %s vocabulary', (_, { files }) => {
  const vocabulary = vocabularyOf(files)
  const tokenizer = new Tokenizer(vocabulary as [string, number][])
  const reader = new TokenReader(tokenizer, vocabulary)
  const expectSame = (text: string) => {
    const whole = tokenizer.encode(text)
    expect(reader.firstTokens(text).ids, JSON.stringify(text.slice(0, 200))).toEqual(
      whole.slice(0, 128),
    )
  }

  it('are the first 128 of the whole text’s', () => {
    for (const length of [1, 30, 500, 620, 700, 1500, 3000])
      expectSame(words.repeat(40).slice(0, length))
    for (const text of hostileTexts(300, 5)) expectSame(text.slice(0, 3000))
  })

  it('are the same where texts repeat themselves, join letters or know no words', () => {
    expectSame('ha'.repeat(700))
    expectSame('!'.repeat(1500))
    expectSame(`${'.'.repeat(1300)} and on`)
    expectSame('e\u0301'.repeat(900))
    expectSame('\uff76\uff9e'.repeat(300))
    expectSame('\u1112\u1161\u11ab '.repeat(300))
    expectSame('钱包'.repeat(500) + words.repeat(10))
    expectSame(`${'钱 '.repeat(400)}free`)
    expectSame(`\ud800${'\udc00'.repeat(200)}free ${'\ud83d\ude00'.repeat(400)} money`)
    expectSame('pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(30))
  })

  it('cover as much of the text as they say', () => {
    const short = reader.firstTokens(scam)
    expect(short.read).toBe(scam.length)
    const isPart = (id: number) => id !== 0 && vocabulary[id]![0] !== '\u2581'
    expect(short.known).toBe(tokenizer.encode(scam).filter(isPart).length)
    const long = words.repeat(40)
    const { ids, read } = reader.firstTokens(long)
    expect(ids).toHaveLength(128)
    // What was read makes these tokens, a little less no longer does.
    expect(tokenizer.encode(long.slice(0, read)).slice(0, 127)).toEqual(ids.slice(0, 127))
    expect(tokenizer.encode(long.slice(0, read - 8)).length).toBeLessThan(128)
    expect(reader.firstTokens('钱包'.repeat(10_000))).toMatchObject({ known: 0, read: 20_000 })
  })

  it('take no longer for a long text than for its start', () => {
    // A tokenizer whose time grows with the square would need hours for these.
    for (const unit of [words, 'x', '钱', 'a\u0301\u0327', ' ', '\ud800'])
      expect(
        reader.firstTokens(unit.repeat(1_000_000 / unit.length)).ids.length,
      ).toBeLessThanOrEqual(128)
  })
})

describe('features', () => {
  it('are the model’s numbers times 512, rounded and bounded', () => {
    expect([...toFeatures(Float32Array.of(0.1, -0.1, 0, 0.5 / 512, -0.5 / 512, 0.9, -1))]).toEqual([
      51, -51, 0, 1, 0, 127, -127,
    ])
  })

  it('are projected by whole numbers, within the bounds that trainers set', () => {
    const projector = new Projector(projection64, 512)
    const cap = (1024 * 64 * 65) / 64
    let state = 3
    const draw = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return (state >>> 8) % 255
    }
    for (let round = 0; round < 500; round++) {
      const sparse = round % 3 === 0
      const features = Int8Array.from({ length: 512 }, () =>
        sparse && draw() > 3 ? 0 : draw() - 127,
      )
      const projected = projector.project(features)
      expect(projected).toHaveLength(64)
      expect(squaredNorm(projected)).toBeLessThanOrEqual(cap)
    }
    expect(projector.project(new Int8Array(512))).toEqual(new Int8Array(64))
  })

  it('are projected by the signs that the seed gives', () => {
    const projector = new Projector(projection64, 512)
    const unit = Int8Array.from({ length: 512 }, (_, at) => (at === 0 ? 1 : 0))
    // One feature alone: each sum is plus or minus it, 253 / √64 after scaling.
    expect(new Set(projector.project(unit).map(Math.abs))).toEqual(new Set([32]))
    const signs = Array.from(projector.project(unit), each => (each > 0 ? '+' : '-')).join('')
    expect(signs).toBe(SIGNS)
  })
})

/** Of the first of 512 features in each of the 64 sums. */
const SIGNS = '--+--+--+-+------+++++++--+-++++----++++-++++---++++--+++++++-++'

describe('the encoder, official weights', () => {
  let loaders: { all: UseLiteLoader; few: UseLiteLoader }
  let full: LoadedEncoder
  let projected: LoadedEncoder

  beforeAll(async () => {
    const weights = await weightsOf(set)
    loaders = {
      all: await createUseLiteLoader({ name: 'Test, 512', weights, projection: null }),
      few: await createUseLiteLoader({ name: 'Test, 64', weights, projection: projection64 }),
    }
    const registry = new EncoderRegistry([loaders.all, loaders.few])
    const readFile = reader(set)
    full = await createEncoder({ id: loaders.all.id, readFile, registry })
    projected = await createEncoder({ id: loaders.few.id, readFile, registry })
  })

  it('makes 512 features of the length that the scale gives', async () => {
    for (const text of [scam, words, 'a', '?', ...hostileTexts(20, 9)]) {
      const { features, tokens } = await full.encode(text)
      expect(features).toHaveLength(512)
      const norm = Math.sqrt(squaredNorm(features))
      if (tokens === 0) expect(norm).toBe(0)
      else expect(Math.abs(norm - 512), JSON.stringify(text)).toBeLessThan(12)
    }
  })

  it('makes what the package itself makes of the same files', async () => {
    const server: Server = await serve(set.files)
    try {
      const use = await load({
        modelUrl: `${urlOf(server)}/model.json`,
        vocabUrl: `${urlOf(server)}/vocab.json`,
      })
      for (const text of [scam, words, words.repeat(12), 'Ünïcödé ﬁne ½ 钱']) {
        const embedding = (await use.embed(text)) as unknown as Tensor
        const numbers = (await embedding.data()) as Float32Array
        embedding.dispose()
        expect((await full.encode(text)).features).toEqual(toFeatures(numbers))
      }
    } finally {
      server.close()
    }
  })

  it('makes 64 features of the same text', async () => {
    const projector = new Projector(projection64, 512)
    const { features } = await full.encode(scam)
    const few = await projected.encode(scam)
    expect(few.features).toEqual(projector.project(features))
    expect(Math.abs(Math.sqrt(squaredNorm(few.features)) - 253)).toBeLessThan(5)
  })

  it('makes the same of the same text, whatever came before and whoever changed the answer', async () => {
    const first = await full.encode(scam)
    const hex = encodingToHex(first)
    // Another one, since each remembers what it was asked lately.
    const registry = new EncoderRegistry([loaders.all])
    const other = await createEncoder({ id: loaders.all.id, readFile: reader(set), registry })
    const encodings = await other.encodeMany([words.repeat(20), scam, words])
    expect(encodingToHex(encodings[1]!)).toBe(hex)
    first.features.fill(1)
    expect(encodingToHex(await full.encode(scam))).toBe(hex)
  })

  it('says how much of a long text it read', async () => {
    const long = words.repeat(40)
    const { read } = await full.encode(long)
    expect(read).toBeGreaterThan(200)
    expect(read).toBeLessThan(900)
    expect((await full.encode(scam)).read).toBe(scam.length)
    const changed = `${long.slice(0, read)}${scam}`
    expect((await full.encode(changed)).read).toBeLessThanOrEqual(read! + 10)
  })

  it.each(['', ' \n', '钱包', '\ud800'])('finds nothing in %j', async text => {
    const nothing = { tail: new Uint16Array(0), tokens: 0, read: text.length }
    expect(await full.encode(text)).toEqual({ features: new Int8Array(512), ...nothing })
    expect(await projected.encode(text)).toEqual({ features: new Int8Array(64), ...nothing })
  })

  it('explains by leaving words out', async () => {
    const { features } = await full.encode('prize')
    expect(full.explanation).toBe('approximate')
    const why = await full.explain('please bring papers prize', features)
    expect(why.map(({ start, end }) => [start, end])).toEqual([
      [0, 6],
      [7, 12],
      [13, 19],
      [20, 25],
    ])
    // Leaving out the word that the direction is made of costs the most.
    const strongest = why.toSorted((a, b) => b.score - a.score)[0]!
    expect(strongest.start).toBe(20)
    expect(why.every(({ score }) => Number.isInteger(score))).toBe(true)
    const long = await full.explain(words.repeat(40), features)
    expect(long.length).toBeLessThanOrEqual(16)
    expect(await full.explain('', features)).toEqual([])
  })

  it('leaves no tensors behind', async () => {
    await full.encode('a text that was not asked about before')
    const before = memory().numTensors
    for (const text of ['nor was this', `${words.repeat(20)} nor this`]) await full.encode(text)
    expect(memory().numTensors).toBe(before)
  })

  it('refuses a damaged file by name', async () => {
    const read = reader(set)
    const failure = createEncoder({
      id: loaders.all.id,
      registry: new EncoderRegistry([loaders.all]),
      readFile: async file => {
        const bytes = Uint8Array.from(await read(file))
        if (file.path.includes('shard2')) bytes[100]! ^= 1
        return bytes
      },
    })
    await expect(failure).rejects.toThrow(WrongFileError)
    await expect(failure).rejects.toThrow('group1-shard2of')
  })

  it.each([useLite512, useLite64])('makes the pinned features: $name', async loader => {
    const registry = new EncoderRegistry([loader])
    const encoder = await createEncoder({ id: loader.id, readFile: reader(set), registry })
    expect(await checkGolden(encoder)).toEqual({ kind: 'ok', texts: 6 })
  })

  it('has sentences that mean the same near each other, in few features too', async () => {
    for (const encoder of [full, projected]) {
      const [one, same, other] = await encoder.encodeMany([
        'The train to the coast was late again.',
        'Once more our railway service to the seaside did not arrive on time.',
        'Whisk two eggs with the sugar until pale.',
      ])
      const cosine = (a: Int8Array, b: Int8Array) =>
        a.reduce((sum, x, d) => sum + x * b[d]!, 0) / Math.sqrt(squaredNorm(a) * squaredNorm(b))
      const near = cosine(one!.features, same!.features)
      expect(near).toBeGreaterThan(cosine(one!.features, other!.features) + 0.2)
    }
  })

  it('is used to submit only where its golden features come out', async () => {
    expect(await checkGolden(full)).toMatchObject({ kind: 'unknown-encoder' })
    const texts = [{ name: 'scam', text: scam }]
    const encodings = `${encodingToHex(await full.encode(scam))} scam\n`
    expect(await checkGolden(full, { texts, encodings })).toEqual({ kind: 'ok', texts: 1 })
    const wrong = encodings.replace(/^../, byte => (byte === '00' ? '01' : '00'))
    expect(await checkGolden(full, { texts, encodings: wrong })).toMatchObject({ text: 'scam' })
  })
})

describe('golden features', () => {
  it('of the tiny model, as they were when they were pinned', async () => {
    const tiny = tinyModel()
    const weights = await weightsOf(tiny)
    const golden = { texts: [{ name: 'scam', text: scam }], encodings: TINY_GOLDEN }
    const loader = await createUseLiteLoader({
      name: 'Tiny',
      weights,
      projection: projection64,
      golden,
    })
    const registry = new EncoderRegistry([loader])
    const encoder = await createEncoder({ id: loader.id, readFile: reader(tiny), registry })
    expect(encodingToHex(await encoder.encode(scam))).toBe(TINY_GOLDEN.split(' ')[0])
    expect(await checkGolden(encoder)).toEqual({ kind: 'ok', texts: 1 })
  })
})

/** What the tiny model, projected, makes of `scam`; Chromium must make the same. */
const TINY_GOLDEN = `e623b00c0929081825f2f9d4be261cc9e4e901e843f5fa231d202a260f2a0fd91e05f20308e600ea27f7fdd90825f53bd30408f814dfddf114ed032d20d1e729: scam`
