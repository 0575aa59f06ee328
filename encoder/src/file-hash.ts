import type { EncoderId } from './types.ts'

/** SHA-256 of a file: of a table file, its encoder's id. */
export async function computeEncoderId(file: ArrayBuffer | Uint8Array): Promise<EncoderId> {
  // A view may lie in a shared buffer, which WebCrypto refuses.
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(file))
  return `0x${toHex(new Uint8Array(digest))}`
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
