// Layout: src/libraries/PackedVector.sol. Ten bits a weight (+ 512): blocks of one high word with the
// upper two bits of 64 weights, in nibbles whose upper halves are the lace, and two low words with
// the lower eight bits of 32 weights each. An odd number of 32 features ends with one low word.

const FEATURES_PER_WORD = 32

/** Storage words of a vector of so many weights. */
export function vectorWords(dimensions: number): number {
  const lows = dimensions / FEATURES_PER_WORD
  return lows + Math.ceil(lows / 2)
}

/**
 * The words of one vector.
 * @param weights A multiple of 32 of them, −512..511.
 * @param lace Up to 128 bits for the first word; the other high words have none.
 */
export function packVector(weights: ArrayLike<number>, lace: bigint): bigint[] {
  const dimensions = weights.length
  const words = new Array<bigint>(vectorWords(dimensions)).fill(0n)
  for (let i = 0; i < dimensions; i++) {
    const { low, lowShift, high, highShift } = place(i)
    const weight = weights[i]! + 512
    words[low]! |= BigInt(weight & 0xff) << lowShift
    words[high]! |= BigInt(weight >> 8) << highShift
  }
  words[0]! |= spread(lace)
  return words
}

/** The weights of one vector's words. */
export function unpackVector(words: readonly bigint[], dimensions: number): Int16Array {
  return Int16Array.from({ length: dimensions }, (_, i) => {
    const { low, lowShift, high, highShift } = place(i)
    const lower = Number((words[low]! >> lowShift) & 0xffn)
    return lower + 256 * Number((words[high]! >> highShift) & 3n) - 512
  })
}

/** The lace of a high word, closed up to 128 bits. */
export function laceOf(high: bigint): bigint {
  let lace = 0n
  for (let nibble = 0n; nibble < 64n; nibble++) {
    lace |= ((high >> (4n * nibble + 2n)) & 3n) << (2n * nibble)
  }
  return lace
}

/** A lace's pairs of bits, each in the upper half of its nibble. */
function spread(lace: bigint): bigint {
  let high = 0n
  for (let nibble = 0n; nibble < 64n; nibble++) {
    high |= ((lace >> (2n * nibble)) & 3n) << (4n * nibble + 2n)
  }
  return high
}

/** Where weight `i` of a vector is. */
function place(i: number) {
  const block = Math.floor(i / (2 * FEATURES_PER_WORD))
  const second = i % (2 * FEATURES_PER_WORD) >= FEATURES_PER_WORD
  const lowShift = BigInt(248 - 8 * (i % FEATURES_PER_WORD))
  return {
    high: 3 * block,
    highShift: second ? lowShift : lowShift + 4n,
    low: 3 * block + (second ? 2 : 1),
    lowShift,
  }
}
