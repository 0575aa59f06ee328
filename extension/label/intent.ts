import type { Call } from '@hivemark/contracts'
import type { Address, Hex } from 'viem'

/** What a call is for, with all that is needed to build it again. */
export type Purpose =
  | { readonly kind: 'submit'; readonly draftId: string; readonly label: number }
  | { readonly kind: 'refund'; readonly label: number }
  | { readonly kind: 'report'; readonly label: number }
  | { readonly kind: 'sweep'; readonly label: number }
  | { readonly kind: 'withdraw' }

/** Where a call is between the person's click and the chain. */
export type Progress =
  | { readonly kind: 'awaiting-signature'; readonly since: number }
  | { readonly kind: 'rejected'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly nextStep: string }
  | { readonly kind: 'sent'; readonly transaction: Hex; readonly since: number }
  | {
      readonly kind: 'included'
      readonly transaction: Hex
      readonly block: bigint
      readonly confirmations: number
    }
  | {
      readonly kind: 'confirmed'
      readonly transaction: Hex
      readonly block: bigint
      readonly gasUsed: bigint
    }
  | {
      readonly kind: 'reverted'
      readonly transaction: Hex
      readonly message: string
      readonly nextStep: string
    }
  | { readonly kind: 'lost'; readonly message: string; readonly nextStep: string }

/** A call that the person started, written down before the wallet is asked, so that nothing is lost. */
export interface Intent {
  readonly id: string
  readonly chainId: number
  readonly taskKey: string
  /** Names the sample the call is about; `null` for a withdrawal. */
  readonly sampleKey: Hex | null
  readonly features: Int8Array
  readonly purpose: Purpose
  readonly from: Address
  readonly call: Call
  readonly progress: Progress
  readonly createdAt: number
  readonly changedAt: number
}
