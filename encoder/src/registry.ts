import { STATIC_1_ID } from './static/pinned.ts'
import type { EncoderId } from './types.ts'

/** An encoder that this package brings along. */
export interface KnownEncoder {
  readonly id: EncoderId
  readonly name: string
  /** Its table, from the package's root. */
  readonly tableFile: string
}

/** The id of the committed table. */
export const STATIC_ENCODER_ID: EncoderId = STATIC_1_ID

const known: readonly KnownEncoder[] = [
  { id: STATIC_ENCODER_ID, name: 'Static 1 (English)', tableFile: 'table/static-1.bin' },
]

/** The encoder of an id; null if this package does not bring it along. */
export function findKnownEncoder(id: EncoderId): KnownEncoder | null {
  return known.find(encoder => encoder.id === id) ?? null
}

/** The id of a table file: its SHA-256. */
export async function computeEncoderId(table: ArrayBuffer | Uint8Array): Promise<EncoderId> {
  // A view may lie in a shared buffer, which WebCrypto refuses.
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(table))
  return `0x${toHex(new Uint8Array(digest))}`
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
