/** Why one source did not give one file. */
export type Trouble = { readonly file: string; readonly source: string } & (
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly status: number }
  /** The connection ended, again and again; what came is kept. */
  | { readonly kind: 'cut'; readonly received: number; readonly expected: number }
  /** Nothing came for a while; what came is kept. No other file was asked for there. */
  | { readonly kind: 'stalled'; readonly received: number; readonly expected: number }
  | { readonly kind: 'wrong-length'; readonly received: number; readonly expected: number }
  | { readonly kind: 'wrong-bytes' }
  | { readonly kind: 'not-among-files' }
  | { readonly kind: 'unreadable' }
)

/** What happened, and what to do next, in a sentence each. */
export interface Explanation {
  readonly title: string
  readonly nextStep: string
}

/** Says a trouble in words. */
export function explainTrouble(trouble: Trouble): Explanation {
  const { file, source } = trouble
  switch (trouble.kind) {
    case 'unreachable':
      return {
        title: `${source} could not be reached for ${file}`,
        nextStep:
          'It may be down, or refuse to be read by others. Allow it, try again later, or take another source.',
      }
    case 'refused':
      return {
        title: `${source} refused ${file} (${trouble.status})`,
        nextStep: 'Take another source: a mirror, or the files from a disk.',
      }
    case 'cut':
    case 'stalled':
      return {
        title:
          trouble.received === 0
            ? `${source} did not send ${file}`
            : `${source} stopped in the middle of ${file}`,
        nextStep: 'What came is kept. Continue, here or from another source.',
      }
    case 'wrong-length':
      return {
        title: `${source} has another ${file}, of another length`,
        nextStep: 'It was not kept. Take another source.',
      }
    case 'wrong-bytes':
      return {
        title: `${source} has another ${file}, with other bytes`,
        nextStep: 'It was not kept. Take another source.',
      }
    case 'not-among-files':
      return {
        title: `${file} is not among the files picked`,
        nextStep: 'Pick it, too, or get the rest from elsewhere.',
      }
    case 'unreadable':
      return {
        title: `${file} could not be read from the disk`,
        nextStep: 'Check that it is still there and pick it again.',
      }
  }
}
