import { computeEncoderId } from '../../file-hash.ts'
import type { WeightFile } from '../spec.ts'
import { type FetchedFile, fetchFile, partKey } from './fetch-file.ts'
import type { PickedFile, WeightSource } from './sources.ts'
import type { WeightStore } from './store.ts'
import type { Trouble } from './trouble.ts'

export interface InstallOptions {
  readonly store: WeightStore
  /** Asked in this order, for each file anew. */
  readonly sources: readonly WeightSource[]
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: InstallProgress) => void
  readonly fetch?: typeof globalThis.fetch
  /** Milliseconds without a byte after which a source is given up. Default: 30 seconds. */
  readonly stallMs?: number
}

/** How far it is. */
export interface InstallProgress {
  /** The file that is being got. */
  readonly file: string
  /** Bytes here, of all files together. */
  readonly bytes: number
  readonly total: number
}

/** How it ended. Troubles tell what sources did not give, even if others did in the end. */
export type InstallResult =
  | { readonly kind: 'installed'; readonly troubles: readonly Trouble[] }
  | {
      readonly kind: 'incomplete'
      readonly missing: readonly WeightFile[]
      readonly troubles: readonly Trouble[]
    }
  /** The browser keeps no more for this origin, or the disk is full. */
  | { readonly kind: 'no-room'; readonly file: string; readonly missingBytes: number }
  | { readonly kind: 'cancelled' }

const STALL_MS = 30_000

/**
 * Gets the files that are not here yet, each checked before it is kept. A file that one source does not
 * give is asked of the next; whatever becomes of it, the others are got. Call it again to go on.
 * @throws what the store throws, except that it is full
 */
export async function installWeights(
  files: readonly WeightFile[],
  options: InstallOptions,
): Promise<InstallResult> {
  const { store, signal } = options
  const troubles: Trouble[] = []
  const missing: WeightFile[] = []
  const progress = new Progress(files, options.onProgress)
  const picked = new PickedFiles()
  const silent = new Set<WeightSource>()
  for (const file of files) {
    try {
      if (!(await isInstalled(file, store))) {
        const bytes = await getFile(file, { ...options, progress, troubles, picked, silent })
        if (bytes === null) missing.push(file)
        else await keep(file, bytes, store)
        progress.at(file, bytes === null ? 0 : file.bytes)
      } else progress.at(file, file.bytes)
    } catch (error) {
      if (signal?.aborted) return { kind: 'cancelled' }
      if (!isFull(error)) throw error
      await store.remove(partKey(file))
      progress.at(file, 0)
      return { kind: 'no-room', file: file.name, missingBytes: progress.missing }
    }
  }
  return missing.length === 0
    ? { kind: 'installed', troubles }
    : { kind: 'incomplete', missing, troubles }
}

/** Whether a file is kept whole; its bytes are checked again by whoever reads it. */
export async function isInstalled(file: WeightFile, store: WeightStore): Promise<boolean> {
  return (await store.size(file.hash)) === file.bytes
}

interface GetOptions extends InstallOptions {
  readonly progress: Progress
  readonly troubles: Trouble[]
  readonly picked: PickedFiles
  /** Sources that did not answer in time: each further file would wait as long. */
  readonly silent: Set<WeightSource>
}

async function getFile(file: WeightFile, options: GetOptions): Promise<Uint8Array | null> {
  for (const source of options.sources) {
    options.signal?.throwIfAborted()
    if (options.silent.has(source)) continue
    const got = await getFrom(file, source, options)
    if (got.kind === 'fetched') return got.bytes
    options.troubles.push(got.trouble)
    if (got.trouble.kind === 'stalled') options.silent.add(source)
  }
  return null
}

function getFrom(
  file: WeightFile,
  source: WeightSource,
  { store, signal, progress, picked, fetch = globalThis.fetch, stallMs = STALL_MS }: GetOptions,
): Promise<FetchedFile> {
  if (source.kind === 'picked') return picked.get(file, source.name, source.files)
  const onBytes = (received: number) => progress.at(file, received)
  return fetchFile(file, source, { store, signal, onBytes, fetch, stallMs })
}

async function keep(file: WeightFile, bytes: Uint8Array, store: WeightStore): Promise<void> {
  // First, so that never more than one file's start takes room twice.
  await store.remove(partKey(file))
  await store.write(file.hash, bytes)
}

function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError'
}

/** Bytes of all files together. */
class Progress {
  readonly #here = new Map<string, number>()
  readonly #total: number
  readonly #tell: InstallOptions['onProgress']

  constructor(files: readonly WeightFile[], tell: InstallOptions['onProgress']) {
    this.#total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    this.#tell = tell
  }

  get missing(): number {
    return this.#total - this.#bytes
  }

  at({ name }: WeightFile, here: number): void {
    this.#here.set(name, here)
    this.#tell?.({ file: name, bytes: this.#bytes, total: this.#total })
  }

  get #bytes(): number {
    return [...this.#here.values()].reduce((sum, here) => sum + here, 0)
  }
}

/** Files are known by their bytes: browsers and people rename them. */
class PickedFiles {
  readonly #hashes = new Map<PickedFile, Promise<{ hash: string; bytes: Uint8Array } | null>>()

  async get(file: WeightFile, source: string, all: readonly PickedFile[]): Promise<FetchedFile> {
    const about = { file: file.name, source }
    for (const candidate of all.filter(({ size }) => size === file.bytes)) {
      const read = await this.#read(candidate)
      if (read?.hash === file.hash) return { kind: 'fetched', bytes: read.bytes }
    }
    const namesake = all.find(({ name }) => name === file.name)
    return { kind: 'failed', trouble: await this.#troubleOf(file, namesake, about) }
  }

  async #troubleOf(
    file: WeightFile,
    namesake: PickedFile | undefined,
    about: { file: string; source: string },
  ): Promise<Trouble> {
    if (!namesake) return { ...about, kind: 'not-among-files' }
    if (namesake.size !== file.bytes) {
      const lengths = { received: namesake.size, expected: file.bytes }
      return { ...about, ...lengths, kind: 'wrong-length' }
    }
    return { ...about, kind: (await this.#read(namesake)) ? 'wrong-bytes' : 'unreadable' }
  }

  #read(file: PickedFile): Promise<{ hash: string; bytes: Uint8Array } | null> {
    const known = this.#hashes.get(file) ?? readAndHash(file)
    this.#hashes.set(file, known)
    return known
  }
}

async function readAndHash(file: PickedFile): Promise<{ hash: string; bytes: Uint8Array } | null> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    return { hash: await computeEncoderId(bytes), bytes }
  } catch {
    return null
  }
}
