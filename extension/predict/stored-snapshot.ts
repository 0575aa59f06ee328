import type { ModelSnapshot } from '@hivemark/contracts'

/** A model as last read, kept so that reading works at once and without a network. */
export interface StoredSnapshot {
  readonly snapshot: ModelSnapshot
  /** Milliseconds since 1970, this machine's clock. */
  readonly readAt: number
  /** What the contract said at the same block; missing in copies of earlier versions. */
  readonly contract?: ContractWord
}

/** What a trainer says beside its weights. */
export interface ContractWord {
  /** It predicts a probe as the copy does. */
  readonly agrees: boolean
  /** Contributions whose deposit came back; null where it does not count them. */
  readonly validated: number | null
}
