import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { officialModel, wasmBinary, weightsOf } from '../encoder/test/use-lite/model-set'
import type { MeasureRequest, Speed } from './bench/encoders/measure'
import { benchTexts } from './bench/texts'
import { root, runProgram } from './fixtures/run'
import { bundleWorker, inPage, type Served } from './fixtures/worker-page'

// Encoders side by side, in one run, on one core of one machine: npm run bench:encoder

type Name = 'static' | 'hashed' | 'use-wasm' | 'use-cpu'

interface Column extends Speed {
  readonly name: string
  readonly memoryBytes: number
  /** What the encoder adds to a package: its code, and data and binaries that come with it. */
  readonly packageBytes: number
  /** What has to be fetched once, beside the package. */
  readonly fetchedBytes: number
}

const titles: Record<Name, string> = {
  static: 'ours',
  hashed: 'hashed words',
  'use-wasm': 'USE Lite, wasm',
  'use-cpu': 'USE Lite, cpu',
}

/** Each round has a Worker of its own; the best counts, since other programs can only slow one down. */
const rounds: Record<Name, { readonly count: number; readonly milliseconds: number }> = {
  static: { count: 5, milliseconds: 1_000 },
  hashed: { count: 3, milliseconds: 1_000 },
  'use-wasm': { count: 2, milliseconds: 3_000 },
  'use-cpu': { count: 1, milliseconds: 6_000 },
}

const json = process.argv.includes('--json')
const note = (line: string) => console.error(line)

note('Measuring: about a minute on a quiet machine.')
const set = officialModel()
const table = await readFile(join(root, 'encoder/table/static-2.bin'))
const weights = await weightsOf(set)
const names: Name[] = ['static', 'hashed', 'use-wasm', 'use-cpu']
const columns = new Map<Name, Column>()
for (const name of names) columns.set(name, await measure(name))
if (json) console.log(JSON.stringify(figures()))
else printTable()

async function measure(name: Name): Promise<Column> {
  const script = await bundleWorker(`e2e/bench/encoders/${name}.worker.ts`)
  const speed = await inPage({ ...files(), '/worker.js': ['text/javascript', script] }, page =>
    best(page, name),
  )
  const brought = { static: table.length, hashed: 0, 'use-wasm': wasmBinary().length, 'use-cpu': 0 }
  const needsWeights = name === 'use-wasm' || name === 'use-cpu'
  return {
    ...speed,
    name: titles[name],
    memoryBytes: await memoryOf(name),
    packageBytes: Buffer.byteLength(script) + brought[name],
    fetchedBytes: needsWeights ? weights.reduce((sum, { bytes }) => sum + bytes, 0) : 0,
  }
}

async function best(page: Page, name: Name): Promise<Speed> {
  const { count, milliseconds } = rounds[name]
  const speeds: Speed[] = []
  while (speeds.length < count) {
    speeds.push(await ask(page, { folder: '/files/', texts: benchTexts(), milliseconds }))
  }
  return {
    loadMs: Math.min(...speeds.map(({ loadMs }) => loadMs)),
    textsPerSecond: Math.max(...speeds.map(({ textsPerSecond }) => textsPerSecond)),
  }
}

function files(): Served {
  const binary = 'application/octet-stream'
  return {
    '/files/table.bin': [binary, table],
    '/files/weights.json': ['application/json', JSON.stringify(weights)],
    '/files/use-lite/tfjs-backend-wasm-simd.wasm': ['application/wasm', wasmBinary()],
    ...Object.fromEntries(
      [...set.files].map(([name, bytes]) => [`/files/use-lite/${name}`, [binary, bytes]]),
    ),
  }
}

function ask(page: Page, request: MeasureRequest): Promise<Speed> {
  return page.evaluate(
    asked =>
      new Promise<Speed>((resolve, reject) => {
        const worker = new Worker('/worker.js', { type: 'module' })
        worker.onmessage = event => {
          worker.terminate()
          resolve(event.data)
        }
        worker.onerror = event => reject(new Error(event.message))
        worker.postMessage({ ...asked, folder: new URL(asked.folder, location.href).href })
      }),
    request,
  )
}

async function memoryOf(name: Name): Promise<number> {
  const script = join(root, 'e2e/bench/encoders/memory.ts')
  const { ok, output } = await runProgram('node', ['--expose-gc', '--import', 'tsx', script, name])
  const bytes = Number(output.trim().split('\n').at(-1))
  if (!ok || !Number.isFinite(bytes)) throw new Error(`Memory could not be measured:\n${output}`)
  return bytes
}

/** What `--json` prints, and nothing else. */
function figures() {
  const ours = columns.get('static')!
  const msPerText = (name: Name) => rounded(1000 / columns.get(name)!.textsPerSecond)
  return {
    textsPerSecond: Math.round(ours.textsPerSecond),
    loadMs: rounded(ours.loadMs),
    memoryBytes: ours.memoryBytes,
    packageBytes: ours.packageBytes,
    useWasmMsPerText: msPerText('use-wasm'),
    useCpuMsPerText: msPerText('use-cpu'),
  }
}

function printTable(): void {
  const all = [...columns.values()]
  const ours = all[0]!
  const line = (title: string, of: (column: Column) => string) =>
    console.log(title.padEnd(24) + all.map(column => of(column).padStart(18)).join(''))
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`
  line('', ({ name }) => name)
  line('texts of 20 words / s', each => Math.round(each.textsPerSecond).toLocaleString('en'))
  line('ms / text', each => (1000 / each.textsPerSecond).toFixed(3))
  line('ours is faster by', each => `${(ours.textsPerSecond / each.textsPerSecond).toFixed(1)} ×`)
  line('load', each => `${each.loadMs.toFixed(1)} ms`)
  line('memory', each => megabytes(each.memoryBytes))
  line('package', each => megabytes(each.packageBytes))
  line('fetched once', each => megabytes(each.fetchedBytes))
  console.log(
    '\nSpeed and load in a Worker of Chromium, one thread; memory in Node, after some texts.',
  )
}

function rounded(value: number): number {
  return Number(value.toFixed(2))
}
