import { type Address, concat, encodeFunctionData, type Hex, numberToHex } from 'viem'
import { pointsAbi } from '../../abi/generated/points.ts'
import { bits } from '../bits.ts'
import { packFeatures } from '../features.ts'
import type { Call } from '../types.ts'

// Layouts: src/types/PointTerms.sol, src/types/PointSample.sol, src/types/Person.sol. All times in
// seconds of chain time.

/** The rules of a points task: `IPoints.Terms`. */
export interface PointTerms {
  readonly incentive: 'points'
  /** From a contribution until it can be validated. */
  readonly wait: number
  /** Over how long the model is averaged that decides; 0: the model of the moment. */
  readonly judgeTime: number
  /** One contribution in this time, all people together, is let in for ever; 0: no limit. */
  readonly interval: number
  /** How many may come at once after a quiet time. */
  readonly burst: number
}

const fields = [
  ['wait', 32],
  ['judgeTime', 32],
  ['interval', 32],
  ['burst', 16],
] as const

/** @throws RangeError on what its bits do not hold */
export function packPointTerms(terms: PointTerms): [bigint, bigint] {
  let word = 0n
  let at = 0n
  for (const [name, count] of fields) {
    const value = terms[name]
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** count) {
      throw new RangeError(`${name} ${value} does not fit ${count} bits`)
    }
    word |= BigInt(value) << at
    at += BigInt(count)
  }
  return [word, 0n]
}

/** The reverse of `packPointTerms`. */
export function unpackPointTerms([first]: readonly [bigint, bigint]): PointTerms {
  return {
    incentive: 'points',
    wait: bits(first, 0, 32),
    judgeTime: bits(first, 32, 32),
    interval: bits(first, 64, 32),
    burst: bits(first, 96, 16),
  }
}

/** Lowest bit first. */
const badgeNames = ['first', 'ten', 'hundred', 'thousand', 'every-label', 'correction'] as const

/**
 * For the first, ten, a hundred or a thousand validated samples, for one of every label, for one that
 * the model contradicted at first.
 */
export type Badge = (typeof badgeNames)[number]

/** What somebody has earned in one task. */
export interface PointsOfPerson {
  /** Validated samples. */
  readonly points: number
  /** Of those, samples that the model contradicted when they came. */
  readonly corrections: number
  /** When the newest of the validated samples was submitted; null if there is none. */
  readonly lastSeen: number | null
  /** Labels with a validated sample, lowest first. */
  readonly labels: readonly number[]
  readonly badges: readonly Badge[]
}

/** A person's word as `people` answers it; all zero for those without a validated sample. */
export function decodePerson(word: bigint): PointsOfPerson {
  const labels = bits(word, 96, 8)
  return {
    points: bits(word, 0, 32),
    corrections: bits(word, 32, 32),
    lastSeen: bits(word, 64, 32) || null,
    labels: [0, 1, 2, 3, 4, 5, 6, 7].filter(k => (labels >> k) & 1),
    badges: decodeBadges(BigInt(bits(word, 104, 8))),
  }
}

/** Badges from their bits, as in the event. Bits that this version does not know are left out. */
export function decodeBadges(word: bigint): Badge[] {
  return badgeNames.filter((_, i) => (word >> BigInt(i)) & 1n)
}

/** How many validated samples the next badge for their number takes; null once all are earned. */
export function nextBadgeAt(points: number): number | null {
  return [1, 10, 100, 1000].find(count => points < count) ?? null
}

export interface PointRecord {
  readonly contributor: Address
  readonly label: number
  readonly submittedAt: number
  /** The model gave another label when the sample came. */
  readonly correction: boolean
  readonly status: 'open' | 'validated'
}

/** A record as `samples` answers it; null if there is none under the key. */
export function decodePointRecord(word: bigint): PointRecord | null {
  const status = bits(word, 244, 4)
  if (status !== 1 && status !== 2) return null
  return {
    contributor: `0x${(word & ((1n << 160n) - 1n)).toString(16).padStart(40, '0')}`,
    label: bits(word, 192, 4),
    submittedAt: bits(word, 160, 32),
    correction: bits(word, 196, 1) === 1,
    status: status === 1 ? 'open' : 'validated',
  }
}

/** What can be done with a contribution now. */
export type PointState =
  /** `validate` is refused as too early until then. */
  | { readonly kind: 'waiting'; readonly until: number }
  /** Anyone can have the point given now. */
  | { readonly kind: 'ready'; readonly since: number }
  /** The judge gives another label now; it may yet change its mind, and no date ends that. */
  | { readonly kind: 'contradicted'; readonly since: number }
  | { readonly kind: 'validated'; readonly correction: boolean }

/**
 * @param agrees Whether the judge (the averaged model, if the terms have a `judgeTime`) gives the
 * record's label now.
 * @param now Seconds of chain time.
 */
export function pointState(
  record: PointRecord,
  terms: Pick<PointTerms, 'wait'>,
  agrees: boolean,
  now: number,
): PointState {
  if (record.status === 'validated') return { kind: 'validated', correction: record.correction }
  const until = record.submittedAt + terms.wait
  if (now < until) return { kind: 'waiting', until }
  return { kind: agrees ? 'ready' : 'contradicted', since: until }
}

/**
 * When the next contribution is let in.
 * @param busyUntil Of the model's counters.
 * @returns `now` if it is let in at once.
 */
export function admittedFrom(terms: PointTerms, busyUntil: number, now: number): number {
  if (terms.interval === 0) return now
  return Math.max(now, busyUntil + terms.interval - terms.interval * terms.burst)
}

/** A sample of one task. */
export interface PointSampleOf {
  readonly address: Address
  readonly features: Int8Array
  readonly label: number
}

/** Contributes a sample. @param sample `deadline`: the last second at which this may happen. */
export function submitPointsCall(sample: PointSampleOf & { readonly deadline: number }): Call {
  return call(
    sample.address,
    encodeFunctionData({
      abi: pointsAbi,
      functionName: 'submit',
      args: [packFeatures(sample.features), sample.label, BigInt(sample.deadline)],
    }),
  )
}

/** Contributes several samples in order. */
export function submitManyPointsCall(batch: {
  readonly address: Address
  readonly samples: readonly Pick<PointSampleOf, 'features' | 'label'>[]
  readonly deadline: number
}): Call {
  const features = concat(batch.samples.map(sample => packFeatures(sample.features)))
  const labels = concat(batch.samples.map(({ label }) => numberToHex(label, { size: 1 })))
  return call(
    batch.address,
    encodeFunctionData({
      abi: pointsAbi,
      functionName: 'submitMany',
      args: [features, labels, BigInt(batch.deadline)],
    }),
  )
}

/** Has the contributor given the point, whoever sends it. */
export function validatePointsCall(sample: PointSampleOf): Call {
  return call(
    sample.address,
    encodeFunctionData({
      abi: pointsAbi,
      functionName: 'validate',
      args: [packFeatures(sample.features), sample.label],
    }),
  )
}

function call(to: Address, data: Hex): Call {
  return { to, data, value: 0n }
}
