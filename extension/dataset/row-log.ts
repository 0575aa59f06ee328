import { bytesToHex, type Hex, hexToBytes, keccak256, toBytes } from 'viem'
import { type Files, type RandomFile, readJson, writeJson } from './files/files'
import { KeySet } from './key-set'
import { type DatasetRow, isUnsettled, RowLayout, type RowStatus } from './row'

/** Which task's rows a log holds; rows of anything else are never mixed with them. */
export interface LogAbout {
  readonly format: 1
  /** `taskKey` */
  readonly task: string
  /** Hash of the chain's first block: tells a chain from one that was started afresh. */
  readonly genesis: Hex
  readonly dimensions: number
  /** Block of the task's creation, in decimal. */
  readonly since: string
}

/** How far a log goes: everything up to a block is in it. */
export interface Commit {
  readonly block: bigint
  /** Where the run that wrote this was going to. */
  readonly target: bigint
  readonly hash: Hex
  /** Time of the block, seconds. */
  readonly time: number
  /** Rows of the log up to here. */
  readonly rows: number
}

const names = { about: 'about.json', rows: 'rows.bin', journal: 'journal.bin' }
const commitSize = 72
/** Rows that are in memory at a time. */
const rowsAtOnce = 2_000

/** What a log is about, if one was begun. */
export async function readLogAbout(files: Files): Promise<LogAbout | null> {
  const about = (await readJson(files, names.about)) as LogAbout | null
  return about?.format === 1 ? about : null
}

/**
 * A dataset's rows as they come from the chain, in a file that only grows. A row counts once it is
 * committed: a journal says, chunk by chunk, up to which block which rows were read. Whatever stopped a
 * writer, what is behind the last whole commit is cut off at the next opening.
 */
export class RowLog {
  readonly layout: RowLayout
  readonly #rowsFile: RandomFile
  readonly #journal: RandomFile
  /** Commits in the journal. */
  #commits: number
  #last: Commit | null
  #keys: KeySet | null = null

  private constructor(layout: RowLayout, rows: RandomFile, journal: RandomFile) {
    this.layout = layout
    this.#rowsFile = rows
    this.#journal = journal
    this.#commits = 0
    this.#last = null
  }

  /** Opens a task's log; one about something else, e.g. a chain that is gone, is begun anew. */
  static async open(files: Files, about: LogAbout): Promise<RowLog> {
    const before = await readLogAbout(files)
    const same = JSON.stringify(before) === JSON.stringify(about)
    if (!same) await files.removeAll()
    const log = new RowLog(
      new RowLayout(about.dimensions),
      await files.open(names.rows),
      await files.open(names.journal),
    )
    if (!same) await writeJson(files, names.about, about)
    await log.#recover()
    return log
  }

  get rows(): number {
    return this.#last?.rows ?? 0
  }

  /** Up to where everything is here; `null` before the first commit. */
  get last(): Commit | null {
    return this.#last
  }

  /**
   * Adds what was read since the last commit, and commits it. Rows that are here already are left out:
   * a contract takes each sample once, an endpoint may tell of it twice.
   * @returns rows added
   */
  async append(rows: readonly DatasetRow[], commit: Omit<Commit, 'rows'>): Promise<number> {
    const keys = await this.#knownKeys()
    const fresh = rows.filter(({ key }) => keys.add(hexToBytes(key)))
    if (fresh.length > 0) {
      await this.#rowsFile.write(this.rows * this.layout.size, this.layout.pack(fresh))
      await this.#rowsFile.flush()
    }
    const next = { ...commit, rows: this.rows + fresh.length }
    await this.#journal.write(this.#commits * commitSize, packCommit(next))
    await this.#journal.flush()
    this.#commits++
    this.#last = next
    return fresh.length
  }

  /**
   * Takes back the newest commits until one holds, e.g. because its block is still part of the chain.
   * @returns rows taken back
   */
  async rollBack(holds: (commit: Commit) => Promise<boolean>): Promise<number> {
    const before = this.rows
    let count = this.#commits
    for (; count > 0; count--) {
      const commit = await this.#commitAt(count - 1)
      if (commit && (await holds(commit))) break
    }
    await this.#cutTo(count)
    return before - this.rows
  }

  /** The rows from one number to before another, oldest first, some at a time. */
  async *read(from = 0, to = this.rows): AsyncGenerator<DatasetRow[]> {
    for (let at = from; at < to; at += rowsAtOnce) {
      yield this.layout.unpack(await this.#bytes(at, Math.min(rowsAtOnce, to - at)))
    }
  }

  /** The row of a number; `null` if there is none. */
  async row(index: number): Promise<DatasetRow | null> {
    if (index < 0 || index >= this.rows) return null
    return this.layout.unpack(await this.#bytes(index, 1))[0] ?? null
  }

  /** The number of the row with a key; `null` if there is none. */
  async find(key: Hex): Promise<number | null> {
    const wanted = hexToBytes(key)
    for await (const { index, found } of this.#eachKey()) {
      if (wanted.every((byte, i) => byte === found[i])) return index
    }
    return null
  }

  /**
   * Asks again how rows stand that can still change, and writes it down.
   * @param upTo Rows before this number.
   * @param ask Answers in the order of the keys; `null` where the contract holds no such sample.
   * @returns rows that changed
   */
  async refreshStates(
    upTo: number,
    ask: (keys: readonly Hex[]) => Promise<readonly (RowStatus | null)[]>,
    onProgress: (index: number) => void,
  ): Promise<number> {
    let changed = 0
    for (let at = 0; at < upTo; at += rowsAtOnce) {
      const rows = this.layout.unpack(await this.#bytes(at, Math.min(rowsAtOnce, upTo - at)))
      const open = rows.filter(({ status }) => isUnsettled(status))
      const answers = open.length > 0 ? await ask(open.map(({ key }) => key)) : []
      const now = new Map(open.map(({ key }, i) => [key, answers[i] ?? null]))
      const next = rows.map(row => ({ ...row, status: now.get(row.key) ?? row.status }))
      const differing = next.filter((row, i) => row.status !== rows[i]!.status).length
      if (differing > 0) {
        await this.#rowsFile.write(at * this.layout.size, this.layout.pack(next))
        changed += differing
      }
      onProgress(at + rows.length)
    }
    await this.#rowsFile.flush()
    return changed
  }

  async close(): Promise<void> {
    await this.#rowsFile.close()
    await this.#journal.close()
  }

  async #recover(): Promise<void> {
    let count = Math.floor((await this.#journal.size()) / commitSize)
    const written = Math.floor((await this.#rowsFile.size()) / this.layout.size)
    for (; count > 0; count--) {
      const commit = await this.#commitAt(count - 1)
      if (commit && commit.rows <= written) break
    }
    await this.#cutTo(count)
  }

  async #cutTo(commits: number): Promise<void> {
    this.#commits = commits
    this.#last = commits > 0 ? await this.#commitAt(commits - 1) : null
    this.#keys = null
    // Journal first: rows without a commit are harmless, a commit without its rows is not.
    await this.#journal.truncate(commits * commitSize)
    await this.#rowsFile.truncate(this.rows * this.layout.size)
  }

  async #commitAt(index: number): Promise<Commit | null> {
    return unpackCommit(await this.#journal.read(index * commitSize, commitSize))
  }

  #bytes(row: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#rowsFile.read(row * this.layout.size, count * this.layout.size)
  }

  async #knownKeys(): Promise<KeySet> {
    if (this.#keys) return this.#keys
    const keys = new KeySet()
    for await (const { found } of this.#eachKey()) keys.add(found)
    this.#keys = keys
    return keys
  }

  async *#eachKey(): AsyncGenerator<{ index: number; found: Uint8Array<ArrayBuffer> }> {
    for (let at = 0; at < this.rows; at += rowsAtOnce) {
      const count = Math.min(rowsAtOnce, this.rows - at)
      const bytes = await this.#bytes(at, count)
      for (let i = 0; i < count; i++) {
        yield { index: at + i, found: this.layout.keyBytes(bytes, i * this.layout.size) }
      }
    }
  }
}

/** Block, target, rows, time (8 bytes each), the block's hash, and 8 bytes that prove the rest whole. */
function packCommit({ block, target, rows, time, hash }: Commit): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(commitSize)
  const view = new DataView(bytes.buffer)
  const numbers = [block, target, BigInt(rows), BigInt(time)]
  for (const [i, number] of numbers.entries()) view.setBigUint64(8 * i, number, true)
  bytes.set(hexToBytes(hash), 32)
  bytes.set(proofOf(bytes), 64)
  return bytes
}

function unpackCommit(bytes: Uint8Array<ArrayBuffer>): Commit | null {
  if (bytes.length < commitSize) return null
  if (!proofOf(bytes).every((byte, i) => byte === bytes[64 + i])) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return {
    block: view.getBigUint64(0, true),
    target: view.getBigUint64(8, true),
    rows: Number(view.getBigUint64(16, true)),
    time: Number(view.getBigUint64(24, true)),
    hash: bytesToHex(bytes.subarray(32, 64)),
  }
}

function proofOf(commit: Uint8Array): Uint8Array {
  return toBytes(keccak256(commit.subarray(0, 64))).subarray(0, 8)
}
