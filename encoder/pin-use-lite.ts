import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createEncoder, EncoderRegistry, encodingToHex, goldenTexts } from './src/index.ts'
import {
  explainTrouble,
  installWeights,
  pickedSource,
  readFrom,
  useLite64,
  useLite512,
  type WeightStore,
  wasmFile,
} from './src/use-lite/index.ts'

// Prints the golden encodings of the official weights in a folder, for `golden` in src/use-lite/official.ts:
// npm run pin:use-lite --workspace encoder -- DIR

/** Those that its tokenizer treats differently; each costs a run of the model whenever it is loaded. */
const names = ['plain', 'scam', 'headline', 'emoji', 'accents', 'shouting', 'very long']

const folder = process.argv[2]
if (!folder) throw new Error('Name the folder with the official files.')
const store = mapStore()
await fill()
for (const loader of [useLite512, useLite64]) {
  const registry = new EncoderRegistry([loader])
  const encoder = await createEncoder({ id: loader.id, readFile: readFrom(store), registry })
  console.log(`${loader.name}, ${loader.id}`)
  for (const { name, text } of goldenTexts.filter(each => names.includes(each.name))) {
    console.log(`${encodingToHex(await encoder.encode(text))} ${name}`)
  }
}

async function fill(): Promise<void> {
  const files = readdirSync(folder!, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => new File([readFileSync(join(folder!, name))], name))
  const result = await installWeights(useLite512.weights, { store, sources: [pickedSource(files)] })
  if (result.kind === 'incomplete') {
    for (const trouble of result.troubles) console.error(explainTrouble(trouble).title)
    process.exit(1)
  }
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  const binary = join(dirname(main), '../wasm-out/tfjs-backend-wasm-simd.wasm')
  await store.write(wasmFile.hash, readFileSync(binary))
}

function mapStore(): WeightStore {
  const files = new Map<string, Uint8Array>()
  return {
    read: async key => files.get(key) ?? null,
    size: async key => files.get(key)?.length ?? null,
    write: async (key, bytes) => void files.set(key, bytes),
    remove: async key => void files.delete(key),
  }
}
