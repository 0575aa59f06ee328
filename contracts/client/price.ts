import type { DepositRefundTakeTerms } from './incentives/deposit-refund-take.ts'
import type { ModelSnapshot, TaskRules } from './types.ts'

/** What the price depends on beside the time. */
export type PriceState = Pick<ModelSnapshot, 'lastUpdate' | 'busyUntil'>

/** The rules that make the price. */
export type PriceRules = Pick<TaskRules<DepositRefundTakeTerms>, 'terms' | 'unit'>

/** Times have 32 bits on chain. */
const LATEST = 2 ** 32 - 1

/** Prices have 40 bits, in units. */
const MAX_PRICE = (1n << 40n) - 1n

/**
 * The deposit for a contribution at `time`, in wei (or the token's smallest units): equal to the
 * contract's. See src/libraries/DepositPrice.sol for its two kinds.
 * @param time Seconds of chain time.
 */
export function depositAt({ terms, unit }: PriceRules, state: PriceState, time: number): bigint {
  const minimum = terms.minimumDeposit / unit
  const now = Math.floor(time)
  if (terms.priceInterval === 0) {
    const elapsed = Math.min(LATEST, Math.max(1, now - state.lastUpdate))
    return afterTime(terms.depositWeight / unit, minimum, BigInt(elapsed)) * unit
  }
  return inBucket(minimum, Math.max(0, state.busyUntil - now), terms) * unit
}

/** What the price depends on after a contribution at `time`. */
export function afterContribution(
  { terms }: PriceRules,
  state: PriceState,
  time: number,
): PriceState {
  const busyUntil =
    terms.priceInterval === 0
      ? state.busyUntil
      : Math.min(LATEST, Math.max(state.busyUntil, time) + terms.priceInterval)
  return { lastUpdate: time, busyUntil }
}

/** The deposits for `count` contributions in one transaction at `time`, together. */
export function depositForMany(
  rules: PriceRules,
  state: PriceState,
  time: number,
  count: number,
): bigint {
  let total = 0n
  let now = state
  for (let i = 0; i < count; i++) {
    total += depositAt(rules, now, time)
    now = afterContribution(rules, now, time)
  }
  return total
}

/**
 * Harris & Waggoner 2019, §III-C: weight × 60 / √(seconds since the last contribution), rounded up,
 * at least the minimum. In units.
 */
function afterTime(weight: bigint, minimum: bigint, elapsed: bigint): bigint {
  const first = weight * 60n
  if (first ** 2n <= minimum ** 2n * elapsed) return minimum
  const root = squareRoot(elapsed << 64n)
  return ((first << 32n) + root - 1n) / root
}

/**
 * The minimum until the bucket holds `priceLevel` contributions, then doubling with every
 * `priceStep` more; a straight line between powers of 2. In units.
 */
function inBucket(
  base: bigint,
  busy: number,
  { priceInterval, priceLevel, priceStep }: DepositRefundTakeTerms,
): bigint {
  const above = busy - priceLevel * priceInterval
  if (above <= 0) return base
  // Doublings, with eight binary places.
  const doublings = BigInt(Math.floor((above * 256) / (priceInterval * priceStep)))
  if (doublings >= 40n << 8n) return MAX_PRICE
  const price = ((base << (doublings >> 8n)) * (256n + (doublings & 0xffn)) + 255n) >> 8n
  return price > MAX_PRICE ? MAX_PRICE : price
}

/** Largest integer whose square is at most `value`; Newton from above, value > 0. */
function squareRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
