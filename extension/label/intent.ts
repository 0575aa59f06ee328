import type { Call } from '@hivemark/contracts'
import type { Address, Hex } from 'viem'

/** What a call is for, with all that is needed to build it again. */
export type Purpose =
  | { readonly kind: 'submit'; readonly draftId: string; readonly label: number }
  | { readonly kind: 'refund'; readonly label: number }
  /** `waits`: the share is paid later, by a call to take it. */
  | { readonly kind: 'report'; readonly label: number; readonly waits: boolean }
  | { readonly kind: 'take'; readonly label: number }
  | { readonly kind: 'sweep'; readonly label: number }
  | { readonly kind: 'withdraw' }

/** Where a call is between the person's click and the chain. Times in milliseconds of this machine. */
export type Progress =
  /** The wallet was asked. If the page that asked is gone, only the chain can still tell the answer. */
  | { readonly kind: 'awaiting-signature'; readonly since: number }
  | { readonly kind: 'rejected'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly nextStep: string }
  /** The wallet gave a hash, or a block that held the transaction is gone. */
  | {
      readonly kind: 'sent'
      readonly transaction: Hex
      readonly since: number
      /** Known once our own endpoint has seen the transaction; tells a replaced one from a late one. */
      readonly nonce: number | null
    }
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

/** Where the chain stood when the wallet was asked: what makes a missing answer findable later. */
export interface Departure {
  /** Hash of block 0: tells a restarted local chain from the one the call was made for. */
  readonly genesis: Hex
  readonly block: bigint
  /** Transactions the account had sent by then, so the least nonce this call can have. */
  readonly nonce: number
  /** Seconds of chain time after which the call can no longer succeed; `null` when it always can. */
  readonly deadline: number | null
}

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
  readonly departure: Departure
  readonly progress: Progress
  readonly createdAt: number
  readonly changedAt: number
}

/** Something may still happen to it without the person. */
export function isOnItsWay(intent: Intent): boolean {
  const { kind } = intent.progress
  return kind === 'awaiting-signature' || kind === 'sent' || kind === 'included'
}
