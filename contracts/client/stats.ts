import { bits } from './bits.ts'

/** All that changes with every contribution but the weights: src/types/Stats.sol. */
export interface Stats {
  /** Starter samples included. */
  readonly samplesSeen: number
  /** Seconds; the opening at first, 0 while the task is not open. */
  readonly lastUpdate: number
  /** Seconds: when the price bucket will have run empty. */
  readonly busyUntil: number
  /** The model's own. */
  readonly bias: number
  /** Modulo 256. */
  readonly halvings: number
}

/** Nothing happened yet. */
export const emptyStats: Stats = {
  samplesSeen: 0,
  lastUpdate: 0,
  busyUntil: 0,
  bias: 0,
  halvings: 0,
}

export function unpackStats(word: bigint): Stats {
  return {
    samplesSeen: bits(word, 0, 32),
    lastUpdate: bits(word, 32, 32),
    busyUntil: bits(word, 64, 32),
    bias: bits(word, 96, 16) - 32_768,
    halvings: bits(word, 112, 8),
  }
}

/** The reverse of `unpackStats`. */
export function packStats({ samplesSeen, lastUpdate, busyUntil, bias, halvings }: Stats): bigint {
  return (
    BigInt(samplesSeen) |
    (BigInt(lastUpdate) << 32n) |
    (BigInt(busyUntil) << 64n) |
    (BigInt(bias + 32_768) << 96n) |
    (BigInt(halvings) << 112n)
  )
}
