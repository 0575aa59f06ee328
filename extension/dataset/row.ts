import type { SampleState } from '@hivemark/contracts'
import { type Address, bytesToHex, type Hex, hexToBytes } from 'viem'

/** A sample of a dataset: what the chain tells of one contribution. */
export interface DatasetRow {
  readonly block: bigint
  /** Time of the block, seconds. */
  readonly time: number
  readonly contributor: Address
  readonly label: number
  readonly features: Int8Array
  /** Ids of words; empty for tasks without. */
  readonly ids: readonly number[]
  /** Wei, or the token's smallest units; null where nothing is deposited. */
  readonly deposit: bigint | null
  readonly status: RowStatus
  /** keccak256 of features, ids and label: names the sample. */
  readonly key: Hex
  readonly transaction: Hex
}

export type RowStatus = SampleState['status']

/** What a byte stands for; new ones go to the end. */
const statuses: readonly RowStatus[] = [
  'open',
  'reported',
  'refunded',
  'taken',
  'swept',
  'validated',
]

/** Whether the contract's record says that the model came to agree. */
export function isValidated(status: RowStatus): boolean {
  return status === 'refunded' || status === 'validated'
}

/** Whether what the record says can still change. */
export function isUnsettled(status: RowStatus): boolean {
  return status === 'open' || status === 'reported'
}

const mostIds = 8
const keyAt = 32
const featuresAt = 116

/**
 * Rows as records of one size, so that each is found by its number: block (8 bytes), time (4), status,
 * label, number of ids, whether there is a deposit (1 each), deposit (16), key (32), contributor (20),
 * transaction (32), features, eight ids of 2 bytes. Low byte first.
 */
export class RowLayout {
  readonly #dimensions: number
  /** Bytes of a row. */
  readonly size: number

  constructor(dimensions: number) {
    this.#dimensions = dimensions
    this.size = featuresAt + dimensions + 2 * mostIds
  }

  /** @throws RangeError on features of another length */
  pack(rows: readonly DatasetRow[]): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(rows.length * this.size)
    for (const [i, row] of rows.entries()) this.#packOne(row, bytes, i * this.size)
    return bytes
  }

  /** Bytes of part of a row at the end are left out. */
  unpack(bytes: Uint8Array<ArrayBuffer>): DatasetRow[] {
    const rows: DatasetRow[] = []
    for (let at = 0; at + this.size <= bytes.length; at += this.size) {
      rows.push(this.#unpackOne(bytes, at))
    }
    return rows
  }

  /** The key of the row that begins there. */
  keyBytes(bytes: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
    return bytes.subarray(at + keyAt, at + keyAt + 32)
  }

  #packOne(row: DatasetRow, bytes: Uint8Array<ArrayBuffer>, at: number): void {
    if (row.features.length !== this.#dimensions) {
      throw new RangeError(`${row.features.length} features instead of ${this.#dimensions}`)
    }
    const view = new DataView(bytes.buffer, at, this.size)
    view.setBigUint64(0, row.block, true)
    view.setUint32(8, row.time, true)
    view.setUint8(12, statuses.indexOf(row.status))
    view.setUint8(13, row.label)
    view.setUint8(14, row.ids.length)
    view.setUint8(15, row.deposit === null ? 0 : 1)
    view.setBigUint64(16, BigInt.asUintN(64, row.deposit ?? 0n), true)
    view.setBigUint64(24, (row.deposit ?? 0n) >> 64n, true)
    bytes.set(hexToBytes(row.key), at + keyAt)
    bytes.set(hexToBytes(row.contributor), at + 64)
    bytes.set(hexToBytes(row.transaction), at + 84)
    bytes.set(
      new Uint8Array(row.features.buffer, row.features.byteOffset, this.#dimensions),
      at + featuresAt,
    )
    for (const [i, id] of row.ids.entries()) {
      view.setUint16(featuresAt + this.#dimensions + 2 * i, id, true)
    }
  }

  #unpackOne(bytes: Uint8Array<ArrayBuffer>, at: number): DatasetRow {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, this.size)
    const hex = (from: number, length: number) =>
      bytesToHex(bytes.subarray(at + from, at + from + length))
    const first = at + featuresAt
    const idsAt = featuresAt + this.#dimensions
    return {
      block: view.getBigUint64(0, true),
      time: view.getUint32(8, true),
      status: statuses[view.getUint8(12)] ?? 'open',
      label: view.getUint8(13),
      ids: Array.from({ length: view.getUint8(14) }, (_, i) => view.getUint16(idsAt + 2 * i, true)),
      deposit:
        view.getUint8(15) === 0
          ? null
          : view.getBigUint64(16, true) + (view.getBigUint64(24, true) << 64n),
      key: hex(keyAt, 32),
      contributor: hex(64, 20),
      transaction: hex(84, 32),
      features: new Int8Array(bytes.slice(first, first + this.#dimensions).buffer),
    }
  }
}
