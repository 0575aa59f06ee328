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

/**
 * Makes a capture of a text: white space around it off, cut at `longest`; `null` when nothing is left.
 * @param length of the text before someone else cut it
 */
export function captureOf(
  text: string,
  source: Capture['source'],
  tabId: number | null,
  length = text.length,
  longest = longestText,
): Capture | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const kept = cutAt(trimmed, longest)
  const cut = trimmed.length - kept.length + Math.max(0, length - text.length)
  return { text: kept, cut, source, tabId, at: Date.now() }
}

/** Never between the halves of a surrogate pair: a lone half is another text to the encoder. */
function cutAt(text: string, length: number): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}
