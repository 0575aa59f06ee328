import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { officialModel, wasmBinary, weightsOf } from '../../../encoder/test/use-lite/model-set'
import { root } from '../../fixtures/run'
import { askChromium, bundleWorker, type Served } from '../../fixtures/worker-page'
import { benchTexts } from '../texts'
import type { MeasureRequest, Speed } from './measure'

export type EncoderName = 'static' | 'hashed' | 'use-wasm' | 'use-cpu'

/** Each round has a Worker of its own; the best counts, since other programs can only slow one down. */
const rounds: Record<EncoderName, { readonly count: number; readonly milliseconds: number }> = {
  static: { count: 5, milliseconds: 1_000 },
  hashed: { count: 3, milliseconds: 1_000 },
  'use-wasm': { count: 2, milliseconds: 3_000 },
  'use-cpu': { count: 1, milliseconds: 6_000 },
}

const binary = 'application/octet-stream'

/** How fast an encoder is on texts of 20 words, in a Worker of Chromium, on one core. */
export async function measureSpeed(name: EncoderName): Promise<Speed & { codeBytes: number }> {
  const script = await bundleWorker(`e2e/bench/encoders/${name}.worker.ts`)
  const { count, milliseconds } = rounds[name]
  const files = await filesFor(name)
  const request: MeasureRequest = { folder: '/files/', texts: benchTexts(), milliseconds }
  const speeds: Speed[] = []
  while (speeds.length < count) {
    speeds.push((await askChromium({ script, files, request })) as Speed)
  }
  return {
    loadMs: Math.min(...speeds.map(({ loadMs }) => loadMs)),
    textsPerSecond: Math.max(...speeds.map(({ textsPerSecond }) => textsPerSecond)),
    codeBytes: Buffer.byteLength(script),
  }
}

async function filesFor(name: EncoderName): Promise<Served> {
  if (name === 'hashed') return {}
  if (name === 'static') return { '/files/table.bin': [binary, await readTable()] }
  const set = officialModel()
  return {
    '/files/weights.json': ['application/json', JSON.stringify(await weightsOf(set))],
    '/files/use-lite/tfjs-backend-wasm-simd.wasm': ['application/wasm', wasmBinary()],
    ...Object.fromEntries(
      [...set.files].map(([file, bytes]) => [`/files/use-lite/${file}`, [binary, bytes]] as const),
    ),
  }
}

/** The table of our encoder. */
export function readTable(): Promise<Uint8Array> {
  return readFile(join(root, 'encoder/table/static-2.bin'))
}
