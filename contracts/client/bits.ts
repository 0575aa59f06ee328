/** A field of a packed word. */
export function field(word: bigint, from: number, count: number): bigint {
  return (word >> BigInt(from)) & ((1n << BigInt(count)) - 1n)
}

/** A field of a packed word, as a number. @param count At most 53 bits. */
export function bits(word: bigint, from: number, count: number): number {
  return Number(field(word, from, count))
}
