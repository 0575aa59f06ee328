import { breath } from './collect'
import type { Files } from './files/files'
import { readJson, writeJson } from './files/files'
import { cardWriter } from './formats/card'
import { csvWriter } from './formats/csv'
import {
  type DatasetFacts,
  type Format,
  type FormatWriter,
  formats,
  type Sink,
} from './formats/format'
import { jsonlWriter } from './formats/jsonl'
import { parquetWriter } from './formats/parquet'
import type { RowLog } from './row-log'

/** A file that was made and lies ready. */
export interface MadeFile {
  readonly format: Format
  readonly bytes: number
  readonly rows: number
  /** In decimal: last block that its rows come from. */
  readonly block: string
  readonly withTexts: boolean
}

const writers: Readonly<Record<Format, (facts: DatasetFacts, sink: Sink) => FormatWriter>> = {
  jsonl: jsonlWriter,
  csv: csvWriter,
  parquet: parquetWriter,
  card: cardWriter,
}

const listName = 'made.json'
/** Bytes that are gathered before the disk is asked. */
const chunkBytes = 1 << 20

/** The files that were made of a dataset, in the order of `formats`. */
export async function readMadeFiles(files: Files): Promise<MadeFile[]> {
  const list = await readJson(files, listName)
  if (!Array.isArray(list)) return []
  return formats.flatMap(format => (list as MadeFile[]).find(each => each.format === format) ?? [])
}

/** Where a file of a format lies in the dataset's folder. */
export function madeName(format: Format): string {
  return `made.${format}`
}

/**
 * Writes one file from the rows that are here; asks no network. A file counts once it is whole.
 * @throws the signal's reason, or what the disk throws
 */
export async function makeFile(
  files: Files,
  log: RowLog,
  format: Format,
  facts: DatasetFacts,
  options: { readonly signal: AbortSignal; readonly onProgress: (rows: number) => void },
): Promise<MadeFile> {
  await removeMadeFile(files, format)
  const file = await files.open(madeName(format))
  try {
    const sink = new BufferedSink((at, bytes) => file.write(at, bytes))
    await file.truncate(0)
    const writer = writers[format](facts, sink)
    let index = 0
    for await (const rows of log.read(0, facts.rows)) {
      options.signal.throwIfAborted()
      await writer.add(rows, index)
      index += rows.length
      options.onProgress(index)
      await breath()
    }
    await writer.end()
    const bytes = await sink.end()
    await file.flush()
    const { rows, block, texts } = facts
    const made = { format, bytes, rows, block: String(block), withTexts: texts !== null }
    await writeJson(files, listName, [...(await readMadeFiles(files)), made])
    return made
  } finally {
    await file.close()
  }
}

/** Deletes a file that was made, whole or not. */
export async function removeMadeFile(files: Files, format: Format): Promise<void> {
  const others = (await readMadeFiles(files)).filter(each => each.format !== format)
  await writeJson(files, listName, others)
  await files.remove(madeName(format))
}

class BufferedSink implements Sink {
  #buffer = new Uint8Array(chunkBytes)
  #filled = 0
  #at = 0
  readonly #write: (at: number, bytes: Uint8Array) => Promise<void>

  constructor(write: (at: number, bytes: Uint8Array) => Promise<void>) {
    this.#write = write
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#filled + bytes.length > chunkBytes) await this.#drain()
    if (bytes.length > chunkBytes) {
      await this.#write(this.#at, bytes)
      this.#at += bytes.length
      return
    }
    this.#buffer.set(bytes, this.#filled)
    this.#filled += bytes.length
  }

  /** @returns bytes written in all */
  async end(): Promise<number> {
    await this.#drain()
    return this.#at
  }

  async #drain(): Promise<void> {
    await this.#write(this.#at, this.#buffer.subarray(0, this.#filled))
    this.#at += this.#filled
    this.#filled = 0
  }
}
