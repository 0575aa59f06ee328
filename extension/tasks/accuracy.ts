import { type Model, predict } from '@hivemark/contracts'

/** How often a model was right on a task's public test set. */
export interface AccuracyPoint {
  readonly block: bigint
  /** Seconds since 1970. */
  readonly time: number
  /** Of one. */
  readonly share: number
}

export type Accuracy =
  /** The set is still hidden, or was never offered. */
  | { readonly kind: 'hidden' }
  | {
      readonly kind: 'measured'
      readonly samples: number
      /** Oldest first; the last one is now. */
      readonly points: readonly AccuracyPoint[]
      /** Past blocks that the endpoint keeps no state of. */
      readonly missing: number
    }

/** Which share of labelled features a model names right. @param samples at least one */
export function accuracyOf(
  model: Model,
  samples: readonly { readonly features: Int8Array; readonly label: number }[],
): number {
  const right = samples.filter(({ features, label }) => predict(model, features).label === label)
  return right.length / samples.length
}

/** Up to `count` blocks from the first to the last, both in it, evenly apart. */
export function blocksBetween(first: bigint, last: bigint, count: number): bigint[] {
  const steps = BigInt(count - 1)
  const blocks = Array.from(
    { length: count },
    (_, i) => first + ((last - first) * BigInt(i)) / steps,
  )
  return [...new Set(blocks)]
}
