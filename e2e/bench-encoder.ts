import { join } from 'node:path'
import { officialWeights } from '@hivemark/encoder/use-lite'
import { wasmBinary } from '../encoder/test/use-lite/model-set'
import type { Speed } from './bench/encoders/measure'
import { type EncoderName, measureSpeed, readTable } from './bench/encoders/speed'
import { root, runProgram } from './fixtures/run'

// Encoders side by side, in one run, on one core of one machine: npm run bench:encoder

interface Column extends Speed {
  readonly name: string
  readonly memoryBytes: number
  /** What the encoder adds to a package: its code, and data and binaries that come with it. */
  readonly packageBytes: number
  /** What has to be fetched once, beside the package. */
  readonly fetchedBytes: number
}

const titles: Record<EncoderName, string> = {
  static: 'ours',
  hashed: 'hashed words',
  'use-wasm': 'USE Lite, wasm',
  'use-cpu': 'USE Lite, cpu',
}

const json = process.argv.includes('--json')
const note = (line: string) => console.error(line)

note('Measuring: about a minute on a quiet machine.')
const table = await readTable()
const weightBytes = officialWeights.reduce((sum, { bytes }) => sum + bytes, 0)
const names: EncoderName[] = ['static', 'hashed', 'use-wasm', 'use-cpu']
const columns = new Map<EncoderName, Column>()
for (const name of names) columns.set(name, await measure(name))
if (json) console.log(JSON.stringify(figures()))
else printTable()

async function measure(name: EncoderName): Promise<Column> {
  const { codeBytes, ...speed } = await measureSpeed(name)
  const brought = { static: table.length, hashed: 0, 'use-wasm': wasmBinary().length, 'use-cpu': 0 }
  const needsWeights = name === 'use-wasm' || name === 'use-cpu'
  return {
    ...speed,
    name: titles[name],
    memoryBytes: await memoryOf(name),
    packageBytes: codeBytes + brought[name],
    fetchedBytes: needsWeights ? weightBytes : 0,
  }
}

async function memoryOf(name: EncoderName): Promise<number> {
  const script = join(root, 'e2e/bench/encoders/memory.ts')
  const { ok, output } = await runProgram('node', ['--expose-gc', '--import', 'tsx', script, name])
  const bytes = Number(output.trim().split('\n').at(-1))
  if (!ok || !Number.isFinite(bytes)) throw new Error(`Memory could not be measured:\n${output}`)
  return bytes
}

/** What `--json` prints, and nothing else. */
function figures() {
  const ours = columns.get('static')!
  const msPerText = (name: EncoderName) => rounded(1000 / columns.get(name)!.textsPerSecond)
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
