import type { TrainerRules } from './types.ts'

const WEI_PER_GWEI = 1_000_000_000n

/**
 * The deposit for a contribution at `time`, in wei: depositWeight × 60 / √(seconds since the last
 * one), rounded up to a whole gwei, at least the minimum (Harris & Waggoner 2019, §III-C). Equal to
 * the contract's to the wei.
 * @param lastUpdate, time Seconds of chain time.
 */
export function depositAt(
  rules: Pick<TrainerRules, 'depositWeight' | 'minimumDeposit'>,
  lastUpdate: number,
  time: number,
): bigint {
  const elapsed = BigInt(Math.min(2 ** 32 - 1, Math.max(1, Math.floor(time) - lastUpdate)))
  const first = rules.depositWeight * 60n
  if (first ** 2n <= rules.minimumDeposit ** 2n * elapsed) return rules.minimumDeposit
  const root = squareRoot(elapsed << 64n)
  return ((((first / WEI_PER_GWEI) << 32n) + root - 1n) / root) * WEI_PER_GWEI
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
