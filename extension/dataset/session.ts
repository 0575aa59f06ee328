import type { Task } from '@hivemark/contracts'
import type { Client, Hex } from 'viem'
import { getBlock } from 'viem/actions'
import { type ChainProblem, problemOf } from '../chain/problem'
import { taskKey } from '../tasks/known-task'
import { type Collected, type CollectProgress, collect } from './collect'
import type { Files } from './files/files'
import type { Format } from './formats/format'
import { type MadeFile, makeFile, readMadeFiles, removeMadeFile } from './make-file'
import type { DatasetRow } from './row'
import { type LogAbout, RowLog, readLogAbout } from './row-log'

/** What is on this machine of a task's dataset. */
export interface DatasetHere {
  readonly rows: number
  /** Everything up to this block is here. */
  readonly block: bigint
  /** Its time, seconds. */
  readonly time: number
  /** The last run got where it was going to. */
  readonly whole: boolean
  readonly made: readonly MadeFile[]
}

/** What happens with a task's dataset. */
export type DatasetState =
  | { readonly kind: 'looking' }
  /** Another page of the extension has it open. */
  | { readonly kind: 'busy-elsewhere' }
  | { readonly kind: 'idle'; readonly here: DatasetHere | null; readonly ended: Ended | null }
  | {
      readonly kind: 'collecting'
      readonly here: DatasetHere | null
      readonly progress: CollectProgress | null
    }
  | {
      readonly kind: 'making'
      readonly here: DatasetHere
      readonly format: Format
      readonly rows: number
    }

/** How the last thing that was asked for ended. */
export type Ended =
  | ({ readonly kind: 'collected' } & Collected)
  | { readonly kind: 'made'; readonly format: Format }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'chain'; readonly problem: ChainProblem }
  /** The browser gives no more room. */
  | { readonly kind: 'full' }
  | { readonly kind: 'failed'; readonly reason: string }

/** How to make a file. */
export interface MakeOptions {
  readonly format: Format
  readonly currency: string
  readonly encoder: string | null
  readonly texts: ReadonlyMap<string, string> | null
}

/** Which row: its number, or its hash. */
export type RowName = { readonly index: number } | { readonly hash: Hex }

export interface FoundRow {
  readonly index: number
  readonly row: DatasetRow
}

export interface SessionParts {
  readonly task: Task
  readonly files: Files
  /** Runs work while nobody else has the folder; `false` if somebody has. */
  readonly exclusively: (work: () => Promise<void>) => Promise<boolean>
  readonly clientFor: (url: string, signal: AbortSignal) => Client
  readonly show: (state: DatasetState) => void
}

/** Everything that can be asked of one task's dataset, one thing at a time. */
export class DatasetSession {
  readonly #parts: SessionParts
  #stop: AbortController | null = null
  #here: DatasetHere | null = null

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  /** Shows what is here. */
  async look(): Promise<void> {
    await this.#alone(async () => null)
  }

  /** Reads from the chain what is not here yet. */
  async collect(url: string, behind: bigint): Promise<void> {
    await this.#alone(async signal => {
      const { task, files, clientFor, show } = this.#parts
      show({ kind: 'collecting', here: this.#here, progress: null })
      const client = clientFor(url, signal)
      const { hash } = await getBlock(client, { blockNumber: 0n })
      const log = await RowLog.open(files, aboutOf(task, hash))
      try {
        const onProgress = everySoOften((progress: CollectProgress) =>
          show({ kind: 'collecting', here: this.#here, progress }),
        )
        const collected = await collect(client, task, log, { behind, signal, onProgress })
        return { kind: 'collected', ...collected }
      } finally {
        await log.close()
      }
    })
  }

  /** Makes a file of the rows that are here. */
  async make({ format, currency, encoder, texts }: MakeOptions): Promise<void> {
    await this.#alone(async signal => {
      const { task, files, show } = this.#parts
      const here = this.#here
      const about = await readLogAbout(files)
      if (!here || !about) return null
      const log = await RowLog.open(files, about)
      try {
        const { rows, block, time } = here
        const facts = { task, currency, encoder, genesis: about.genesis, block, time, rows, texts }
        const showDone = (done: number) => show({ kind: 'making', here, format, rows: done })
        showDone(0)
        await makeFile(files, log, format, facts, { signal, onProgress: everySoOften(showDone) })
        return { kind: 'made', format }
      } catch (error) {
        // Nothing of a file that was stopped is left to go on with.
        if (signal.aborted) return null
        throw error
      } finally {
        await log.close()
      }
    })
  }

  async remove(format: Format): Promise<void> {
    await this.#alone(async () => {
      await removeMadeFile(this.#parts.files, format)
      return null
    })
  }

  /** Deletes all that is here. */
  async removeAll(): Promise<void> {
    await this.#alone(async () => {
      await this.#parts.files.removeAll()
      return null
    })
  }

  /** Ends what is being done; what was read stays. */
  stop(): void {
    this.#stop?.abort(new DOMException('Stopped.', 'AbortError'))
  }

  /** A row that is here; `null` if there is none. */
  async find(name: RowName): Promise<FoundRow | null> {
    let found: FoundRow | null = null
    await this.#parts.exclusively(async () => {
      const about = await readLogAbout(this.#parts.files)
      if (!about) return
      const log = await RowLog.open(this.#parts.files, about)
      try {
        const index = 'index' in name ? name.index : await log.find(name.hash)
        const row = index === null ? null : await log.row(index)
        if (index !== null && row) found = { index, row }
      } finally {
        await log.close()
      }
    })
    return found
  }

  async #alone(work: (signal: AbortSignal) => Promise<Ended | null>): Promise<void> {
    if (this.#stop) return
    const stop = new AbortController()
    this.#stop = stop
    try {
      const done = await this.#parts.exclusively(async () => {
        this.#here = await readHere(this.#parts)
        const ended = await work(stop.signal).catch(error => endOf(error, stop.signal))
        this.#here = await readHere(this.#parts)
        this.#parts.show({ kind: 'idle', here: this.#here, ended })
      })
      if (!done) this.#parts.show({ kind: 'busy-elsewhere' })
    } catch (error) {
      this.#parts.show({ kind: 'idle', here: this.#here, ended: endOf(error, stop.signal) })
    } finally {
      this.#stop = null
    }
  }
}

/** What a task's log is about. @param genesis hash of the chain's first block */
export function aboutOf(task: Task, genesis: Hex): LogAbout {
  const { dimensions } = task.rules
  return { format: 1, task: taskKey(task), genesis, dimensions, since: String(task.createdAtBlock) }
}

async function readHere({ task, files }: SessionParts): Promise<DatasetHere | null> {
  const about = await readLogAbout(files)
  if (!about || JSON.stringify(about) !== JSON.stringify(aboutOf(task, about.genesis))) return null
  const log = await RowLog.open(files, about)
  try {
    if (!log.last) return null
    const { rows, block, time, target } = log.last
    return { rows, block, time, whole: block >= target, made: await readMadeFiles(files) }
  } finally {
    await log.close()
  }
}

function endOf(error: unknown, signal: AbortSignal): Ended {
  if (signal.aborted) return { kind: 'stopped' }
  const problem = problemOf(error)
  if (problem) return { kind: 'chain', problem }
  if (isFull(error)) return { kind: 'full' }
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && /quota|NoSpace/i.test(error.name)
}

const showEveryMs = 100

/** Lets through the first and then one in a tenth of a second, so that messages do not pile up. */
function everySoOften<T>(show: (value: T) => void): (value: T) => void {
  let last = 0
  return value => {
    if (Date.now() - last < showEveryMs) return
    last = Date.now()
    show(value)
  }
}
