/** A classification as it stood when someone saw it. */
export interface HistoryEntry {
  readonly id: string
  /** At most `longestKeptText` of it. */
  readonly text: string
  /** Characters of the text that were not kept. */
  readonly cut: number
  readonly taskKey: string
  /** Names as the task gave them then: the task may be gone from the list since. */
  readonly taskName: string
  readonly label: number
  readonly labelName: string
  /** Probability of the label. */
  readonly share: number
  readonly sure: boolean
  readonly block: bigint
  readonly source: 'typed' | 'selection'
  /** Milliseconds since 1970, this machine's clock. */
  readonly at: number
}

/** More are forgotten, the oldest first. */
export const mostEntries = 500

/** In UTF-16 code units. */
export const longestKeptText = 2_000
