import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { computeEncoderId } from '../../src/index.ts'
import { type WeightFile, wasmFile, weightFile } from '../../src/use-lite/index.ts'
import { tinyModel } from './tiny-model.ts'

/** A model's files by their names: graph, vocabulary, shards in order. */
export interface ModelSet {
  /** `surrogate`: the real graph and vocabulary with numbers that mean nothing; `tiny`: our own. */
  readonly kind: 'surrogate' | 'tiny'
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Where the official files that can be had, and the script for the others, may lie. */
export const surrogateFolder = fileURLToPath(
  new URL('../../../../shared/data/use-lite', import.meta.url),
)

/** Which set `modelSet` makes. */
export function modelKind(): ModelSet['kind'] {
  return existsSync(surrogateFolder) ? 'surrogate' : 'tiny'
}

/** The surrogate set, or `null` where its folder is not. */
export function surrogateModel(): ModelSet | null {
  if (modelKind() === 'tiny') return null
  const folder = mkdtempSync(join(tmpdir(), 'hivemark-surrogate-'))
  try {
    const script = join(surrogateFolder, 'build-surrogate.mjs')
    execFileSync(process.execPath, [script, folder])
    const shards = Array.from({ length: 7 }, (_, index) => `group1-shard${index + 1}of7`)
    const names = ['model.json', 'vocab.json', ...shards]
    const files = new Map(names.map(name => [name, readFileSync(join(folder, name))] as const))
    return { kind: 'surrogate', files }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The surrogate set if it can be made, else the tiny one. */
export function modelSet(): ModelSet {
  return surrogateModel() ?? tinyModel()
}

/** A set's files as an encoder's specification lists them. */
export async function weightsOf({ files }: ModelSet): Promise<WeightFile[]> {
  return Promise.all(
    Array.from(files, async ([name, bytes]) =>
      weightFile(name, bytes.length, await computeEncoderId(bytes)),
    ),
  )
}

/** The binary that does the arithmetic, from the package it comes in. */
export function wasmBinary(): Uint8Array {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm')
  return readFileSync(join(dirname(main), '../wasm-out', 'tfjs-backend-wasm-simd.wasm'))
}

/** Reads a set's files, and the binary, as `createEncoder` asks for them. */
export function reader({ files }: ModelSet) {
  return async ({ path }: { path: string }): Promise<Uint8Array> => {
    if (path === wasmFile.path) return wasmBinary()
    const bytes = files.get(path.replace('use-lite/', ''))
    if (!bytes) throw new Error(`The set has no ${path}.`)
    return bytes
  }
}
