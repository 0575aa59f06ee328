/** Start values: equal codes in different roles must not meet in one bucket. */
export const HASH_WORD = 0x811c9dc5
export const HASH_TRIGRAM = 0x2f0b4c47
export const HASH_DENSE = 0x1b873593

/** Adds a code point to an FNV-1a-like 32-bit hash. */
export function hashCode(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193)
}

/** Spreads the last codes over all bits. */
export function hashEnd(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (mixed ^ (mixed >>> 13)) >>> 0
}
