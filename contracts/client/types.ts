import type { Address, Hex } from 'viem'

/** What people read before trusting a trainer. Strings come from strangers: show as text, never as markup. */
export interface TaskCard {
  readonly name: string
  readonly description: string
  /** 2 to 8 labels; a label's index is its number on chain. */
  readonly labels: readonly { readonly name: string; readonly definition: string }[]
}

/** Fixed at creation, held in the clone's own code. Times in seconds, amounts in wei. */
export interface TrainerRules {
  readonly encoderId: Hex
  readonly creator: Address
  /** Features per sample, a multiple of 32. */
  readonly dimensions: number
  readonly refundWait: number
  /** From then on anyone may sweep what was not claimed. */
  readonly sweepWait: number
  /** Deposit one hour after the last update; falls with the square root of the time. */
  readonly depositWeight: bigint
  readonly minimumDeposit: bigint
}

export interface Task {
  readonly chainId: number
  readonly address: Address
  readonly card: TaskCard
  readonly rules: TrainerRules
  /** The clone's code is the factory's: the rules above are the ones that hold. */
  readonly verified: boolean
  readonly createdAtBlock: bigint
}

/**
 * A model copied from the chain. With 2 labels one vector holds label 1 minus label 0; with more, one vector each.
 */
export interface Model {
  readonly labels: number
  readonly dimensions: number
  /** `vectors × dimensions` weights, −32768..32767. */
  readonly weights: Int16Array
  /** One per vector. */
  readonly biases: Int16Array
  /** Samples the model has seen; sets its step. */
  readonly samplesSeen: number
}

export interface Prediction {
  readonly label: number
  /** One per label, in units where T = 8 × 1024 × dimensions is one logit. */
  readonly scores: readonly number[]
  /** Score of the label minus the best other score; 0 or more. */
  readonly margin: number
}

/** A model with where and when it was read, and what the price depends on. */
export interface ModelSnapshot {
  readonly model: Model
  readonly block: bigint
  /** Timestamp of that block, seconds. */
  readonly blockTime: number
  /** Timestamp of the last contribution, seconds. */
  readonly lastUpdate: number
  /** Contributions accepted so far, starter weights' pretend samples not counted. */
  readonly contributions: number
  /** Refunded contributions over all people. */
  readonly validated: number
}

/** One slot per (features, label). */
export interface SampleRecord {
  readonly contributor: Address
  readonly label: number
  /** Wei. */
  readonly deposit: bigint
  /** Part of the deposit already taken by reporters, 0..256 of 256. */
  readonly taken: number
  readonly submittedAt: number
  readonly status: 'open' | 'refunded' | 'taken' | 'swept'
}

/** A sample as its event told it, with its record. */
export interface Contribution {
  readonly key: Hex
  readonly features: Int8Array
  readonly record: SampleRecord
  readonly block: bigint
  readonly transaction: Hex
}

/** What can be done with a contribution now. Times in seconds of chain time. */
export type ContributionState =
  | { readonly kind: 'waiting'; readonly until: number; readonly claimBy: number }
  | { readonly kind: 'refundable'; readonly amount: bigint; readonly claimBy: number }
  | { readonly kind: 'disputed-by-model'; readonly predicted: Prediction; readonly claimBy: number }
  | {
      readonly kind: 'reported'
      readonly taken: bigint
      readonly left: bigint
      readonly agrees: boolean
      readonly claimBy: number
    }
  | {
      readonly kind: 'overdue'
      readonly left: bigint
      readonly agrees: boolean
      readonly since: number
    }
  | { readonly kind: 'refunded' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'swept' }

/** A call that is ours to build and the wallet's to sign. */
export interface Call {
  readonly to: Address
  readonly data: Hex
  readonly value: bigint
}
