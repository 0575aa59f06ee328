/** A piece of text that someone asked about, and where it came from. */
export interface Capture {
  readonly text: string
  /** Code units that were cut off the end; 0 when the text is whole. */
  readonly cut: number
  readonly source: 'selection' | 'typed'
  /** The tab it was captured in, for a wallet that lives in that page. */
  readonly tabId: number | null
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Longest text that is classified, in UTF-16 code units. What goes beyond is cut and said so. */
export const longestText = 100_000
