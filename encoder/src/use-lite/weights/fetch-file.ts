import { computeEncoderId } from '../../file-hash.ts'
import type { WeightFile } from '../spec.ts'
import type { WeightSource } from './sources.ts'
import type { WeightStore } from './store.ts'
import type { Trouble } from './trouble.ts'

export type WebSource = Extract<WeightSource, { kind: 'web' }>

export type FetchedFile =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly trouble: Trouble }

export interface FetchOptions {
  readonly store: WeightStore
  readonly signal?: AbortSignal
  /** Bytes of this file that are here. */
  readonly onBytes: (received: number) => void
  readonly fetch: typeof globalThis.fetch
  /** Milliseconds without a byte after which a source is given up. */
  readonly stallMs: number
}

/** Tries at one source for one file, as long as each brings more of it. */
const MOST_TRIES = 5
/** What comes is kept after so many bytes, so that a closed page loses little. */
const CHECKPOINT = 1 << 20

/** Under which the start of a file is kept until the rest is there. */
export function partKey(file: WeightFile): string {
  return `${file.hash}.part`
}

/**
 * Fetches one file and checks it. Goes on where an earlier try ended, if the source can.
 * @throws the signal's reason if aborted, what the store throws
 */
export async function fetchFile(
  file: WeightFile,
  source: WebSource,
  options: FetchOptions,
): Promise<FetchedFile> {
  for (let tries = 1; ; tries++) {
    const attempt = await tryOnce(file, source, options)
    switch (attempt.kind) {
      case 'whole':
        return { kind: 'fetched', bytes: attempt.bytes }
      case 'again':
        if (tries < MOST_TRIES) continue
        return { kind: 'failed', trouble: attempt.trouble }
      case 'failed':
        return attempt
    }
  }
}

type Attempt =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  /** The next try may do better. */
  | { readonly kind: 'again'; readonly trouble: Trouble }
  | { readonly kind: 'failed'; readonly trouble: Trouble }

async function tryOnce(
  file: WeightFile,
  source: WebSource,
  options: FetchOptions,
): Promise<Attempt> {
  const about = { file: file.name, source: source.name }
  const kept = (await options.store.read(partKey(file))) ?? new Uint8Array(0)
  const connection = new Connection(options)
  try {
    const response = await connection.open(source.addressOf(file.name), kept.length)
    if (response === null) {
      const lengths = { received: kept.length, expected: file.bytes }
      const trouble: Trouble = connection.isStalled
        ? { ...about, ...lengths, kind: 'stalled' }
        : { ...about, kind: 'unreachable' }
      return { kind: 'failed', trouble }
    }
    const start = startOf(response, kept)
    if (start === null) {
      await response.body?.cancel()
      if (response.status !== 416 || kept.length === 0) {
        return { kind: 'failed', trouble: { ...about, kind: 'refused', status: response.status } }
      }
      return await forget(file, options, { ...about, kind: 'wrong-bytes' })
    }
    const body = await receive(response, start, file, connection, options)
    return await judge(body, start.length, file, about, options)
  } finally {
    connection.close()
  }
}

/** What of the file is here already, as far as this answer continues it; `null` if it is no answer. */
function startOf({ status, headers }: Response, kept: Uint8Array): Uint8Array | null {
  if (status === 200) return new Uint8Array(0)
  if (status !== 206) return null
  // Servers need not let others see this header; the hash decides in the end.
  const range = headers.get('content-range')
  return range === null || range.startsWith(`bytes ${kept.length}-`) ? kept : null
}

interface Body {
  readonly bytes: Uint8Array
  readonly end: 'complete' | 'cut' | 'stalled' | 'too-long'
}

async function receive(
  response: Response,
  start: Uint8Array,
  file: WeightFile,
  connection: Connection,
  { store, onBytes }: FetchOptions,
): Promise<Body> {
  const bytes = new Uint8Array(file.bytes)
  bytes.set(start.subarray(0, file.bytes))
  let length = start.length
  let checkpoint = length + CHECKPOINT
  const so = (end: Body['end']): Body => ({ bytes: bytes.subarray(0, length), end })
  const reader = response.body!.getReader()
  for (;;) {
    onBytes(length)
    const chunk = await connection.read(reader)
    if (chunk.kind !== 'bytes') {
      if (chunk.kind !== 'complete' && length > start.length) {
        await store.write(partKey(file), bytes.subarray(0, length))
      }
      connection.throwIfStopped()
      return so(chunk.kind)
    }
    if (length + chunk.bytes.length > file.bytes) {
      await reader.cancel().catch(() => {})
      return so('too-long')
    }
    bytes.set(chunk.bytes, length)
    length += chunk.bytes.length
    if (length >= checkpoint && length < file.bytes) {
      await store.write(partKey(file), bytes.subarray(0, length))
      checkpoint = length + CHECKPOINT
    }
  }
}

async function judge(
  { bytes, end }: Body,
  resumedFrom: number,
  file: WeightFile,
  about: { file: string; source: string },
  options: FetchOptions,
): Promise<Attempt> {
  const lengths = { received: bytes.length, expected: file.bytes }
  const gotMore = bytes.length > resumedFrom
  if (end === 'cut' || end === 'stalled') {
    const trouble: Trouble = { ...about, ...lengths, kind: end }
    return gotMore && end === 'cut' ? { kind: 'again', trouble } : { kind: 'failed', trouble }
  }
  if (end === 'complete' && bytes.length === file.bytes) {
    if ((await computeEncoderId(bytes)) === file.hash) return { kind: 'whole', bytes }
  }
  const isLength = end === 'too-long' || bytes.length < file.bytes
  const trouble: Trouble = isLength
    ? { ...about, ...lengths, kind: 'wrong-length' }
    : { ...about, kind: 'wrong-bytes' }
  const attempt = await forget(file, options, trouble)
  // What was kept may have been the wrong part, from elsewhere.
  return resumedFrom > 0 ? attempt : { kind: 'failed', trouble }
}

async function forget(
  file: WeightFile,
  { store, onBytes }: FetchOptions,
  trouble: Trouble,
): Promise<Attempt> {
  await store.remove(partKey(file))
  onBytes(0)
  return { kind: 'again', trouble }
}

type Chunk =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'complete' | 'cut' | 'stalled' }

/** One request, ended by the caller's signal or by silence. */
class Connection {
  readonly #abort = new AbortController()
  readonly #options: FetchOptions
  isStalled = false

  constructor(options: FetchOptions) {
    this.#options = options
    options.signal?.addEventListener('abort', this.#stop)
  }

  readonly #stop = () => this.#abort.abort()

  close(): void {
    this.#options.signal?.removeEventListener('abort', this.#stop)
    this.#abort.abort()
  }

  /** `null` if there is no answer. */
  async open(address: string, from: number): Promise<Response | null> {
    this.throwIfStopped()
    // Called as a method, a browser's fetch refuses to work.
    const { fetch } = this.#options
    try {
      return await this.#withinTime(
        fetch(address, {
          headers: from > 0 ? { range: `bytes=${from}-` } : {},
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          cache: 'no-store',
          signal: this.#abort.signal,
        }),
      )
    } catch {
      this.throwIfStopped()
      return null
    }
  }

  async read(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Chunk> {
    try {
      const { done, value } = await this.#withinTime(reader.read())
      return done ? { kind: 'complete' } : { kind: 'bytes', bytes: value }
    } catch {
      return { kind: this.isStalled ? 'stalled' : 'cut' }
    }
  }

  throwIfStopped(): void {
    this.#options.signal?.throwIfAborted()
  }

  async #withinTime<T>(work: Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      this.isStalled = true
      this.#abort.abort()
    }, this.#options.stallMs)
    try {
      return await work
    } finally {
      clearTimeout(timer)
    }
  }
}
