import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  createEncoder,
  type Encoder,
  EncoderRegistry,
  loadStaticEncoder,
  STATIC_ENCODER_ID,
} from '@hivemark/encoder'
import { createUseLiteLoader } from '@hivemark/encoder/use-lite'
import { hashedWords } from '../../../encoder/examples/hashed-words'
import { officialModel, reader, weightsOf } from '../../../encoder/test/use-lite/model-set'
import { root } from '../../fixtures/run'
import { benchTexts } from '../texts'
import type { Encode } from './measure'

// Prints the bytes that one encoder holds once it has read some texts: JavaScript's heap, buffers and
// the memory of WebAssembly, without the files it was made of. A process of its own, with --expose-gc.

const texts = benchTexts()

const encoders: Record<string, { load: () => Promise<Encode>; texts: number }> = {
  static: { load: loadStatic, texts: 1_000 },
  hashed: { load: loadHashed, texts: 1_000 },
  'use-wasm': { load: loadUse, texts: 20 },
  'use-cpu': { load: loadPackage, texts: 2 },
}

const chosen = encoders[process.argv[2] ?? '']
if (!chosen || !globalThis.gc) throw new Error('node --expose-gc … memory.ts ENCODER')
await import('@tensorflow/tfjs-core')
const before = held()
const encode = await chosen.load()
for (const text of texts.slice(0, chosen.texts)) await encode(text)
const bytes = Math.max(0, held() - before)
// Used once more, so that it is still there when it is weighed.
await encode(texts[0]!)
console.log(bytes)
process.exit()

function held(): number {
  globalThis.gc!()
  globalThis.gc!()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function loadStatic(): Promise<Encode> {
  const table = readFileSync(join(root, 'encoder/table/static-2.bin'))
  const encoder = loadStaticEncoder(table, STATIC_ENCODER_ID)
  return text => encoder.encode(text)
}

async function loadHashed(): Promise<Encode> {
  const encoder = hashedWords.load([]) as Encoder
  return text => encoder.encode(text)
}

async function loadUse(): Promise<Encode> {
  const set = officialModel()
  const weights = await weightsOf(set)
  const loader = await createUseLiteLoader({ name: 'official', weights, projection: null })
  const registry = new EncoderRegistry([loader])
  const encoder = await createEncoder({ id: loader.id, readFile: reader(set), registry })
  return text => encoder.encode(text)
}

async function loadPackage(): Promise<Encode> {
  const { setBackend } = await import('@tensorflow/tfjs')
  await setBackend('cpu')
  const use = await loadServed()
  return async text => {
    const embedding = await use.embed(text)
    await embedding.data()
    embedding.dispose()
  }
}

/** Apart, so that nothing of the server stays in memory. */
async function loadServed() {
  const { load } = await import('@tensorflow-models/universal-sentence-encoder')
  const { files } = officialModel()
  const server = createServer(({ url }, response) => response.end(files.get(url!.slice(1))))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const folder = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const use = await load({ modelUrl: `${folder}/model.json`, vocabUrl: `${folder}/vocab.json` })
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  return use
}
