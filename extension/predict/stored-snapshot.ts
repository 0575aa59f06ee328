import type { ModelSnapshot } from '@hivemark/contracts'

/** A model as last read, kept so that reading works at once and without a network. */
export interface StoredSnapshot {
  readonly snapshot: ModelSnapshot
  /** Milliseconds since 1970, this machine's clock. */
  readonly readAt: number
}
