import { isAddressEqual, zeroAddress } from 'viem'
import { vectorCount } from './model.ts'
import type { Model, SampleRecord } from './types.ts'

// Layouts: src/libraries/PackedVector.sol (weights), src/types/Stats.sol, src/types/Rules.sol,
// src/types/Sample.sol.

const WEIGHTS_PER_WORD = 16
const FEATURES_PER_WORD = 32
const STATUSES = ['open', 'refunded', 'taken', 'swept'] as const
const WEI_PER_GWEI = 1_000_000_000n

/** The counters of a trainer that change with every contribution. */
export interface Stats {
  /** Eight, whatever the number of vectors. */
  readonly biases: Int16Array
  readonly samplesSeen: number
  readonly contributions: number
  /** Seconds. */
  readonly lastUpdate: number
  readonly validated: number
}

/** The rules that the contract itself needs, from their one word. */
export interface PackedRules {
  readonly depositWeight: bigint
  readonly minimumDeposit: bigint
  readonly refundWait: number
  readonly sweepWait: number
  readonly dimensions: number
  readonly labels: number
}

/** Weight words of whole vectors. @param weights A multiple of 32 of them. */
export function packWeights(weights: ArrayLike<number>): bigint[] {
  const words = new Array<bigint>(weights.length / WEIGHTS_PER_WORD).fill(0n)
  for (let i = 0; i < weights.length; i++) {
    const { word, shift } = place(i)
    words[word]! |= BigInt(weights[i]! + 32768) << shift
  }
  return words
}

/** The reverse of `packWeights`. */
export function unpackWeights(words: readonly bigint[]): Int16Array {
  const weights = new Int16Array(words.length * WEIGHTS_PER_WORD)
  for (let i = 0; i < weights.length; i++) {
    const { word, shift } = place(i)
    weights[i] = bits(words[word]!, shift, 16n) - 32768
  }
  return weights
}

export function unpackStats(word: bigint): Stats {
  return {
    biases: Int16Array.from({ length: 8 }, (_, k) => bits(word, BigInt(16 * k), 16n) - 32768),
    samplesSeen: bits(word, 128n, 32n),
    contributions: bits(word, 160n, 32n),
    lastUpdate: bits(word, 192n, 32n),
    validated: bits(word, 224n, 32n),
  }
}

export function unpackRules(word: bigint): PackedRules {
  return {
    depositWeight: BigInt(bits(word, 0n, 40n)) * WEI_PER_GWEI,
    minimumDeposit: BigInt(bits(word, 40n, 40n)) * WEI_PER_GWEI,
    refundWait: bits(word, 80n, 32n),
    sweepWait: bits(word, 112n, 32n),
    dimensions: bits(word, 144n, 16n),
    labels: bits(word, 160n, 8n),
  }
}

/** A record as the contract stores it; null if there is none under the key. */
export function decodeRecord(word: bigint): SampleRecord | null {
  const contributor = `0x${(word & ((1n << 160n) - 1n)).toString(16).padStart(40, '0')}` as const
  const status = STATUSES[bits(word, 244n, 4n) - 1]
  if (status === undefined || isAddressEqual(contributor, zeroAddress)) return null
  return {
    contributor,
    label: bits(word, 240n, 4n),
    deposit: BigInt(bits(word, 160n, 40n)) * WEI_PER_GWEI,
    // The last portion closes the record instead of being counted.
    taken: status === 'taken' ? 256 : bits(word, 232n, 8n),
    submittedAt: bits(word, 200n, 32n),
    status,
  }
}

/** A model from its packed parts. */
export function unpackModel(
  weights: readonly bigint[],
  stats: Stats,
  labels: number,
  dimensions: number,
): Model {
  return {
    labels,
    dimensions,
    weights: unpackWeights(weights),
    biases: stats.biases.slice(0, vectorCount(labels)),
    samplesSeen: stats.samplesSeen,
  }
}

/** Where weight `i` of consecutive vectors is: even features in the first word, odd ones in the second. */
function place(i: number): { word: number; shift: bigint } {
  const within = i % FEATURES_PER_WORD
  const word = 2 * Math.floor(i / FEATURES_PER_WORD) + (within & 1)
  return { word, shift: BigInt(240 - 16 * (within >> 1)) }
}

function bits(word: bigint, from: bigint, count: bigint): number {
  return Number((word >> from) & ((1n << count) - 1n))
}
