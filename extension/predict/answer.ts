import type { ModelSnapshot, Task } from '@hivemark/contracts'
import type { EncoderId } from '@hivemark/encoder'
import type { Reading } from './encoding'
import type { ContractWord } from './stored-snapshot'

/** A text the model has an opinion on, with all that a label on it will need. */
export interface Answered {
  readonly kind: 'answered'
  readonly text: string
  readonly features: Int8Array
  readonly encoderId: EncoderId
  /** The golden vectors came out right on this machine; without that nothing may be submitted. */
  readonly reproduces: boolean
  readonly reading: Reading
  /** Characters of the text that the encoder read. */
  readonly read: number
  /** The model that was asked. */
  readonly snapshot: ModelSnapshot
  /** When it was copied from the chain; milliseconds since 1970, this machine's clock. */
  readonly readAt: number
  /** What the contract said at the same block, where that is known. */
  readonly contract: ContractWord | null
  readonly task: Task
  /** The tab the text is from, where a page's wallet may be; `null` when there is none. */
  readonly tabId: number | null
}

/** What can be said about a text now. */
export type Answer =
  | Answered
  | { readonly kind: 'says-nothing'; readonly text: string; readonly task: Task }
  | {
      readonly kind: 'encoder-missing'
      readonly task: Task
      readonly installed: readonly EncoderId[]
    }
  | { readonly kind: 'weights-missing'; readonly task: Task; readonly encoderId: EncoderId }
  | { readonly kind: 'encoder-failed'; readonly reason: string }
  /** Nobody has read this task's model here yet; see `refreshSnapshot`. */
  | { readonly kind: 'no-model-yet'; readonly task: Task }

/**
 * Chain time of the next block, in seconds, as far as this machine can tell without asking: a chain
 * follows the clock on the wall or, where a test moved it, is ahead of it.
 */
export function estimatedChainTime(snapshot: ModelSnapshot, readAt: number): number {
  const sinceRead = Math.max(0, Date.now() - readAt)
  return Math.floor(Math.max(snapshot.blockTime * 1_000 + sinceRead, Date.now()) / 1_000)
}
