import { compileFolds, type FoldRules, type Folds } from './folds.ts'
import { SHAPE_ROWS } from './shape.ts'
import { Vocabulary } from './vocabulary.ts'

/** Version of SPEC.md that this code follows. */
export const SPEC_VERSION = 2

export const DIMENSIONS = 64

/** `HMST`, read as a little-endian 32-bit number. */
const MAGIC = 0x54534d48
const HEADER_BYTES = 32

/** An encoder's data, ready to use. */
export interface Table {
  readonly folds: Folds
  readonly vocabulary: Vocabulary
  /** Rows that unknown words share; a power of 2. */
  readonly buckets: number
  /** `vocabulary.size + buckets` rows of `DIMENSIONS`. */
  readonly rows: Int8Array
  /** `SHAPE_ROWS` rows of `DIMENSIONS`. */
  readonly shapes: Int8Array
}

/** Why a table file cannot be used. */
export type TableFault = 'truncated' | 'not-a-table' | 'unknown-version' | 'damaged'

/** A table file that cannot be used; the message says what to do next. */
export class TableError extends Error {
  override readonly name = 'TableError'
  readonly fault: TableFault

  constructor(fault: TableFault, message: string) {
    super(message)
    this.fault = fault
  }
}

/**
 * Reads a table file; the layout is in SPEC.md. The rows are a view of the bytes given.
 * @throws TableError
 */
export function parseTable(file: ArrayBuffer | Uint8Array): Table {
  const bytes = file instanceof Uint8Array ? file : new Uint8Array(file)
  if (bytes.length < HEADER_BYTES) {
    throw new TableError(
      'truncated',
      `The table has ${bytes.length} bytes, fewer than its header. Fetch or build it again.`,
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  checkHeader(view, bytes.length)
  const words = view.getUint32(8, true)
  const wordBytes = view.getUint32(12, true)
  const buckets = view.getUint32(16, true)
  const foldsAt = HEADER_BYTES + wordBytes
  const rowsAt = foldsAt + view.getUint32(24, true)
  const rowBytes = (words + buckets) * DIMENSIONS
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    folds: readFolds(bytes.subarray(foldsAt, rowsAt)),
    vocabulary: readVocabulary(bytes.subarray(HEADER_BYTES, foldsAt), words),
    buckets,
    rows: signed.subarray(rowsAt, rowsAt + rowBytes),
    shapes: signed.subarray(rowsAt + rowBytes, rowsAt + rowBytes + SHAPE_ROWS * DIMENSIONS),
  }
}

/**
 * The file of a table.
 * @param words In ascending order of their UTF-8 bytes, without line feeds.
 * @param folds Kept as they are, in JSON.
 * @param rows One per word, then one per bucket, then the shape rows; `DIMENSIONS` each.
 */
export function formatTable(
  words: readonly string[],
  folds: FoldRules,
  buckets: number,
  rows: Int8Array,
): Uint8Array {
  const encoder = new TextEncoder()
  const spelling = encoder.encode(words.map(word => `${word}\n`).join(''))
  const folding = encoder.encode(JSON.stringify(folds))
  const foldsAt = HEADER_BYTES + spelling.length
  const rowsAt = foldsAt + folding.length
  const file = new Uint8Array(rowsAt + rows.length)
  const view = new DataView(file.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint16(4, SPEC_VERSION, true)
  view.setUint16(6, DIMENSIONS, true)
  view.setUint32(8, words.length, true)
  view.setUint32(12, spelling.length, true)
  view.setUint32(16, buckets, true)
  view.setUint32(20, SHAPE_ROWS, true)
  view.setUint32(24, folding.length, true)
  view.setUint32(28, file.length, true)
  file.set(spelling, HEADER_BYTES)
  file.set(folding, foldsAt)
  file.set(new Uint8Array(rows.buffer, rows.byteOffset, rows.length), rowsAt)
  return file
}

function checkHeader(view: DataView, length: number): void {
  if (view.getUint32(0, true) !== MAGIC) {
    throw new TableError('not-a-table', 'This file is no encoder table. Choose another file.')
  }
  const version = view.getUint16(4, true)
  if (version !== SPEC_VERSION) {
    throw new TableError(
      'unknown-version',
      `The table follows version ${version} of the specification; this program knows version ${SPEC_VERSION}. Update the program.`,
    )
  }
  const words = view.getUint32(8, true)
  const wordBytes = view.getUint32(12, true)
  const buckets = view.getUint32(16, true)
  const foldBytes = view.getUint32(24, true)
  const rows = words + buckets + SHAPE_ROWS
  const expected = HEADER_BYTES + wordBytes + foldBytes + rows * DIMENSIONS
  if (
    view.getUint16(6, true) !== DIMENSIONS ||
    view.getUint32(20, true) !== SHAPE_ROWS ||
    view.getUint32(28, true) !== expected ||
    buckets === 0 ||
    (buckets & (buckets - 1)) !== 0
  ) {
    throw new TableError(
      'damaged',
      'The table’s header contradicts itself. Fetch or build it again.',
    )
  }
  if (length !== expected) {
    throw new TableError(
      length < expected ? 'truncated' : 'damaged',
      `The table has ${length} bytes; its header says ${expected}. Fetch or build it again.`,
    )
  }
}

/** Their shape is that of the file whose hash was checked; a file that is none of ours fails here. */
function readFolds(bytes: Uint8Array): Folds {
  try {
    return compileFolds(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    throw new TableError('damaged', 'The table’s folds are damaged. Fetch or build it again.')
  }
}

/** Words as UTF-8, each ended by a line feed. */
function readVocabulary(bytes: Uint8Array, words: number): Vocabulary {
  const codes = new Int32Array(bytes.length)
  const offsets = new Int32Array(words + 1)
  let length = 0
  let word = 0
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!
    if (byte === 0x0a) {
      if (word < words) offsets[++word] = length
      else word = words + 1
      at++
      continue
    }
    const extra = byte < 0x80 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
    let code = extra === 0 ? byte : byte & (0x3f >> extra)
    for (let k = 1; k <= extra; k++) code = (code << 6) | (bytes[at + k]! & 0x3f)
    codes[length++] = code
    at += extra + 1
  }
  if (word !== words || offsets[words] !== length) {
    throw new TableError('damaged', 'The table’s words are damaged. Fetch or build it again.')
  }
  return new Vocabulary(codes.slice(0, length), offsets)
}
