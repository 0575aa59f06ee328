import type { ModelSnapshot, Task } from '@hivemark/contracts'
import type { EncoderId } from '@hivemark/encoder'
import type { ChainProblem } from '../chain/problem'
import type { Reading } from './encoding'

/** A text the model has an opinion on, with all that a label on it will need. */
export interface Answered {
  readonly kind: 'answered'
  readonly text: string
  readonly features: Int8Array
  readonly encoderId: EncoderId
  /** The golden vectors came out right on this machine; without that nothing may be submitted. */
  readonly reproduces: boolean
  readonly reading: Reading
  /** The model that was asked. */
  readonly snapshot: ModelSnapshot
  /** When it was copied from the chain; milliseconds since 1970, this machine's clock. */
  readonly readAt: number
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
  | { readonly kind: 'encoder-failed'; readonly reason: string }
  | { readonly kind: 'no-model-yet'; readonly task: Task }
  | { readonly kind: 'chain-problem'; readonly task: Task; readonly problem: ChainProblem }

/** Chain time now, in seconds, as far as this machine can tell without asking. */
export function estimatedChainTime(snapshot: ModelSnapshot, readAt: number): number {
  return snapshot.blockTime + Math.max(0, Math.floor((Date.now() - readAt) / 1_000))
}
