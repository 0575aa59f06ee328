import type { Hex } from 'viem'
import type { Progress } from './intent'

/** What the wallet answered, or what the chain shows. */
export type IntentEvent =
  | { readonly kind: 'asked' }
  | { readonly kind: 'signed'; readonly transaction: Hex }
  | { readonly kind: 'rejected'; readonly message: string }
  /** Ended before a transaction existed, or with one that is not ours. */
  | { readonly kind: 'failed'; readonly message: string; readonly nextStep: string }
  /** Our endpoint does not know the transaction (yet, or any more). */
  | { readonly kind: 'unseen' }
  | { readonly kind: 'pending'; readonly transaction: Hex; readonly nonce: number }
  | {
      readonly kind: 'included'
      readonly transaction: Hex
      readonly nonce: number
      readonly block: bigint
      readonly gasUsed: bigint
      /** Blocks on top, its own included, and how many make it final. */
      readonly confirmations: number
      readonly needed: number
    }
  | {
      readonly kind: 'reverted'
      readonly transaction: Hex
      readonly message: string
      readonly nextStep: string
    }
  /** It can no longer happen: expired, cancelled in the wallet, or its chain is gone. */
  | { readonly kind: 'gone'; readonly message: string; readonly nextStep: string }

/**
 * The next state of a call. Returns the same object when nothing changed, so that watchers on several
 * pages may report the same thing without writing it twice.
 * @param now milliseconds of this machine.
 */
export function advance(progress: Progress, event: IntentEvent, now: number): Progress {
  if (event.kind === 'asked') return { kind: 'awaiting-signature', since: now }
  switch (progress.kind) {
    case 'awaiting-signature':
      return fromAwaiting(progress, event, now)
    case 'sent':
    case 'included':
      return fromChain(progress, event, now)
    case 'rejected':
    case 'failed':
    case 'confirmed':
    case 'reverted':
    case 'lost':
      return progress
  }
}

function fromAwaiting(progress: Progress, event: IntentEvent, now: number): Progress {
  switch (event.kind) {
    case 'rejected':
      return { kind: 'rejected', message: event.message }
    case 'signed':
      return { kind: 'sent', transaction: event.transaction, since: now, nonce: null }
    default:
      return fromChain(progress, event, now)
  }
}

function fromChain(progress: Progress, event: IntentEvent, now: number): Progress {
  switch (event.kind) {
    case 'pending':
      return sent(progress, event.transaction, event.nonce, now)
    case 'included':
      return settled(progress, event)
    case 'reverted':
      return { ...event }
    case 'failed':
      return { ...event }
    case 'gone':
      return { kind: 'lost', message: event.message, nextStep: event.nextStep }
    case 'unseen':
      return progress.kind === 'included'
        ? sent(progress, progress.transaction, null, now)
        : progress
    default:
      return progress
  }
}

function sent(progress: Progress, transaction: Hex, nonce: number | null, now: number): Progress {
  const same =
    progress.kind === 'sent' && progress.transaction === transaction && progress.nonce === nonce
  if (same) return progress
  const since = progress.kind === 'sent' ? progress.since : now
  return { kind: 'sent', transaction, since, nonce }
}

function settled(progress: Progress, event: Extract<IntentEvent, { kind: 'included' }>): Progress {
  const { transaction, block, confirmations, gasUsed } = event
  if (confirmations >= event.needed) return { kind: 'confirmed', transaction, block, gasUsed }
  const same =
    progress.kind === 'included' &&
    progress.transaction === transaction &&
    progress.block === block &&
    progress.confirmations === confirmations
  return same ? progress : { kind: 'included', transaction, block, confirmations }
}
