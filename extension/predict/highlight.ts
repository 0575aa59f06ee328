import type { Contribution } from '@hivemark/encoder'

/** A stretch of the text and how it pulled. */
export interface Stretch {
  readonly text: string
  readonly pull: 'none' | 'for' | 'strongly-for' | 'against'
}

/** Shares of the strongest pull: below `weak` a word is not worth a colour. */
const weak = 0.15
const strong = 0.5

/**
 * Cuts a text where the pull changes. Words and phrases overlap; where they do, their shares per
 * character add up, so that a long phrase does not outshine the word that does the work.
 */
export function highlight(text: string, why: readonly Contribution[]): Stretch[] {
  const edges = new Map<number, number>()
  for (const { start, end, score } of why) {
    if (!(start >= 0 && end <= text.length && start < end)) continue
    const share = score / (end - start)
    edges.set(start, (edges.get(start) ?? 0) + share)
    edges.set(end, (edges.get(end) ?? 0) - share)
  }
  const runs = levels(edges, text.length)
  const top = Math.max(...runs.map(({ level }) => Math.abs(level)))
  const stretches: Stretch[] = []
  for (const { start, end, level } of runs) {
    append(stretches, text.slice(start, end), pullOf(top > 0 ? level / top : 0))
  }
  return stretches
}

interface Run {
  readonly start: number
  readonly end: number
  readonly level: number
}

function levels(edges: ReadonlyMap<number, number>, length: number): Run[] {
  const runs: Run[] = []
  let start = 0
  let level = 0
  const flush = (end: number) => {
    if (end > start) runs.push({ start, end, level })
    start = end
  }
  for (const [at, step] of [...edges].sort(([a], [b]) => a - b)) {
    flush(at)
    level += step
  }
  flush(length)
  return runs
}

function pullOf(share: number): Stretch['pull'] {
  if (share >= strong) return 'strongly-for'
  if (share >= weak) return 'for'
  return share <= -weak ? 'against' : 'none'
}

function append(stretches: Stretch[], text: string, pull: Stretch['pull']): void {
  const last = stretches[stretches.length - 1]
  if (last?.pull === pull) stretches[stretches.length - 1] = { text: last.text + text, pull }
  else stretches.push({ text, pull })
}
