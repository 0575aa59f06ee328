import { isAddressEqual, zeroAddress } from 'viem'
import { bits } from './bits.ts'
import type { SampleRecord } from './types.ts'

const statuses = ['open', 'refunded', 'taken', 'swept', 'reported'] as const

/**
 * A record as the contract stores it (src/types/Sample.sol); null if there is none under the key.
 * @param unit Wei that the task's amounts are counted in.
 */
export function decodeRecord(word: bigint, unit: bigint): SampleRecord | null {
  const contributor = `0x${(word & ((1n << 160n) - 1n)).toString(16).padStart(40, '0')}` as const
  const status = statuses[bits(word, 244, 4) - 1]
  if (status === undefined || isAddressEqual(contributor, zeroAddress)) return null
  return {
    contributor,
    label: bits(word, 240, 4),
    deposit: BigInt(bits(word, 160, 40)) * unit,
    // The last portion closes the record instead of being counted.
    taken: status === 'taken' ? 256 : bits(word, 232, 8),
    submittedAt: bits(word, 200, 32),
    status,
  }
}

/** Whether a record can still change. */
export function isOpen(record: SampleRecord): boolean {
  return record.status === 'open' || record.status === 'reported'
}

/** What of a deposit reporters have not taken. In wei, as all amounts here. */
export function depositLeft(record: SampleRecord): bigint {
  return record.deposit - partOf(record, record.taken)
}

/** What the first 256ths of a deposit come to, rounded down: portions add up to the deposit. */
export function partOf(record: SampleRecord, parts: number): bigint {
  return (record.deposit * BigInt(parts)) / 256n
}
