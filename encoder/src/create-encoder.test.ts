import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hashedWords } from '../examples/hashed-words.ts'
import {
  createEncoder,
  type EncoderFile,
  EncoderRegistry,
  loadStaticEncoder,
  STATIC_ENCODER_ID,
  staticEncoder,
  UnknownEncoderError,
  WrongFileError,
} from './index.ts'

const packageFile = async ({ path }: EncoderFile) =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)))
const create = () => createEncoder({ id: STATIC_ENCODER_ID, readFile: packageFile })
const texts = Array.from({ length: 3000 }, (_, i) => `claim your ${i} free tokens ${i % 7}`)

describe('createEncoder', () => {
  it('makes the encoder of an id from its checked files', async () => {
    const encoder = await create()
    const table = await packageFile(staticEncoder.files[0]!)
    const direct = loadStaticEncoder(table, STATIC_ENCODER_ID)
    expect(encoder).toMatchObject({ id: STATIC_ENCODER_ID, dimensions: 64 })
    expect(await encoder.encode(texts[1]!)).toEqual(direct.encode(texts[1]!))
    const direction = Int16Array.from({ length: 64 }, (_, i) => i - 30)
    expect(await encoder.explain(texts[1]!, direction)).toEqual(
      direct.explain(texts[1]!, direction),
    )
  })

  it('names a file that is not the right one', async () => {
    const readFile = async (file: EncoderFile) => {
      const bytes = await packageFile(file)
      bytes[5000]! ^= 1
      return bytes
    }
    const failure = createEncoder({ id: STATIC_ENCODER_ID, readFile })
    await expect(failure).rejects.toThrow(WrongFileError)
    await expect(failure).rejects.toThrow('table/static-2.bin')
  })

  it('says what to do about an encoder that nobody installed', async () => {
    const failure = createEncoder({ id: hashedWords.id, readFile: packageFile })
    await expect(failure).rejects.toThrow(UnknownEncoderError)
    await expect(failure).rejects.toThrow(`${hashedWords.id} is not installed`)
    await expect(failure).rejects.toThrow('Static 2 (English)')
  })

  it('takes encoders of other people', async () => {
    const registry = new EncoderRegistry([staticEncoder, hashedWords])
    const encoder = await createEncoder({ id: hashedWords.id, readFile: packageFile, registry })
    const { features, tokens } = await encoder.encode('Free FREE money')
    expect(tokens).toBe(3)
    expect(features.filter(feature => feature !== 0)).toHaveLength(2)
    expect((await encoder.encode('…')).features).toEqual(new Int8Array(64))
    const cap = (1024 * 64 * 65) / 64
    for (const text of texts.slice(0, 200)) {
      const { features: each } = await encoder.encode(text)
      expect(each.reduce((sum, x) => sum + x * x, 0)).toBeLessThanOrEqual(cap)
    }
    expect(() => new EncoderRegistry([hashedWords, hashedWords])).toThrow(RangeError)
  })
})

describe('encodeMany', () => {
  it('encodes in order and tells how far it is', async () => {
    const encoder = await create()
    const progress: number[] = []
    const encodings = await encoder.encodeMany(texts, {
      onProgress: (done, total) => {
        expect(total).toBe(texts.length)
        progress.push(done)
      },
    })
    expect(encodings).toEqual(await Promise.all(texts.map(text => encoder.encode(text))))
    expect(progress.at(-1)).toBe(texts.length)
    expect(await encoder.encodeMany([])).toEqual([])
  })

  it('lets others have their turn, and stops when told to', async () => {
    const encoder = await create()
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('enough')), 0)
    const many = Array.from({ length: 400_000 }, (_, i) => texts[i % texts.length]!)
    let done = 0
    const work = encoder.encodeMany(many, {
      signal: stop.signal,
      onProgress: count => {
        done = count
      },
    })
    await expect(work).rejects.toThrow('enough')
    expect(done).toBeLessThan(many.length)
    await expect(encoder.encodeMany(texts, { signal: AbortSignal.abort() })).rejects.toThrow()
  })
})
