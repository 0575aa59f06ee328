/** A field of a packed word, as a number. @param count At most 53 bits. */
export function bits(word: bigint, from: number, count: number): number {
  return Number((word >> BigInt(from)) & ((1n << BigInt(count)) - 1n))
}
