import type { Address, Hex } from 'viem'
import type { Terms } from './incentives/index.ts'
import type { Model } from './models/index.ts'

/** How people are rewarded for good samples; one module each in src/incentives/. */
export type IncentiveName =
  | 'points'
  | 'deposit-refund-take'
  | 'prediction-market'
  | 'bonded-challenge'

/** How a task learns; one module each in src/models/. */
export type ModelName = 'margin-perceptron' | 'tail-perceptron' | 'nearest-centroid' | 'naive-bayes'

/** What a task is made of. */
export interface TaskKind {
  readonly incentive: IncentiveName
  readonly model: ModelName
}

/** What people read before trusting a trainer. Strings come from strangers: show as text, never as markup. */
export interface TaskCard {
  readonly name: string
  readonly description: string
  /** Where more is said about the task; may be empty. Show as text: nobody has checked it. */
  readonly uri: string
  /** 2 to 8 labels; a label's index is its number on chain. */
  readonly labels: readonly { readonly name: string; readonly definition: string }[]
}

/** Fixed at creation, held in the clone's own code. */
export interface TaskRules<T extends Terms = Terms> {
  readonly encoderId: Hex
  readonly creator: Address
  /** Dense features per sample, a multiple of 32, at most 512. */
  readonly dimensions: number
  /** Samples that the starter model stands for. */
  readonly samplesSeen: number
  /** What deposits are paid in: an ERC-20, or the zero address for ether. */
  readonly token: Address
  /** Amounts are whole multiples of this many wei (or of the token's smallest units): a power of 10. */
  readonly unit: bigint
  /** Hash of the starter model's words. */
  readonly starter: Hex
  /** Chosen by the creator, so that the same task can be made twice. */
  readonly salt: bigint
  /** The incentive's own rules. */
  readonly terms: T
}

export interface Task<T extends Terms = Terms> {
  readonly chainId: number
  readonly address: Address
  readonly kind: TaskKind
  readonly card: TaskCard
  readonly rules: TaskRules<T>
  /** The address was recomputed from kind, rules and card: they are the ones that hold. */
  readonly verified: boolean
  readonly createdAtBlock: bigint
}

export interface Prediction {
  readonly label: number
  /** One per label, in units where `logit(model)` is one logit. */
  readonly scores: readonly number[]
  /** Score of the label minus the best other score; 0 or more. */
  readonly margin: number
}

/** A model with where and when it was read, and what price and judge depend on. */
export interface ModelSnapshot {
  readonly model: Model
  /** The averaged model as it was stored last; null where the task keeps none. */
  readonly average: Model | null
  readonly block: bigint
  /** Timestamp of that block, seconds. */
  readonly blockTime: number
  /** Timestamp of the last contribution, seconds. */
  readonly lastUpdate: number
  /** When the price bucket will have run empty, seconds; 0 where there is none. */
  readonly busyUntil: number
  /** Contributions that taught the model something; the starter model's samples are not counted. */
  readonly learnt: number
}

/** Somebody's word that a sample is wrong. */
export interface Report {
  readonly reporter: Address
  /** Seconds. */
  readonly time: number
}

/** One slot per (features, label). */
export interface SampleRecord {
  readonly contributor: Address
  readonly label: number
  /** Wei, or the token's smallest units. */
  readonly deposit: bigint
  /** Part of the deposit already taken by reporters, 0..256 of 256. */
  readonly taken: number
  readonly submittedAt: number
  /** `reported`: still open, with a report under challenge. */
  readonly status: 'open' | 'reported' | 'refunded' | 'taken' | 'swept'
}

/** A sample as its event told it, with its record. */
export interface Contribution {
  readonly key: Hex
  readonly features: Int8Array
  readonly record: SampleRecord
  /** The report under challenge; null unless the record's status is `reported`. */
  readonly report: Report | null
  readonly block: bigint
  readonly transaction: Hex
}

/** A call that is ours to build and the wallet's to sign. */
export interface Call {
  readonly to: Address
  readonly data: Hex
  readonly value: bigint
}
