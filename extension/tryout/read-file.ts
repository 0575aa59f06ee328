import type { ListProblem } from './list-problem'

/** Largest file that is taken, in bytes: what a tab holds and shows without a wait. */
export const largestFile = 20_000_000

export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly problem: ListProblem }

/**
 * A file's text: UTF-8, or UTF-16 that says so in its first bytes.
 * @param encoding another encoding that the person chose, by its name in the Encoding Standard
 */
export async function readListFile(file: Blob, encoding?: string): Promise<FileText> {
  if (file.size === 0) return refused({ kind: 'empty' })
  if (file.size > largestFile) return refused({ kind: 'too-large', bytes: file.size })
  let bytes: Uint8Array
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return refused({ kind: 'unreadable' })
  }
  const marked = byteOrderMark(bytes)
  if (!marked && bytes.subarray(0, 65_536).includes(0)) return refused({ kind: 'binary' })
  try {
    const decoder = new TextDecoder(marked ?? encoding ?? 'utf-8', { fatal: true })
    return { kind: 'text', text: decoder.decode(bytes) }
  } catch {
    return refused({ kind: 'not-utf8' })
  }
}

const refused = (problem: ListProblem): FileText => ({ kind: 'refused', problem })

function byteOrderMark(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : null
}
