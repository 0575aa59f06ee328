/** Start values: equal codes in different roles must not meet in one bucket. */
export const HASH_WORD = 0x811c9dc5
export const HASH_TRIGRAM = 0x2f0b4c47
export const HASH_DENSE = 0x1b873593
export const HASH_PAIR = 0x3c6ef372

/** Adds a code point to an FNV-1a-like 32-bit hash. */
export function hashCode(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193)
}

/** Spreads the last codes over all bits. */
export function hashEnd(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (mixed ^ (mixed >>> 13)) >>> 0
}

/** The hash of a spelling: codes[from, to). */
export function hashWord(codes: ArrayLike<number>, from: number, to: number): number {
  let hash = HASH_WORD
  for (let k = from; k < to; k++) hash = hashCode(hash, codes[k]!)
  return hashEnd(hash)
}
