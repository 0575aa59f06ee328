import { describeProblem } from '../chain/problem'
import { Notice } from '../ui/parts'
import type { DatasetHere, Ended } from './session'

/** How the last thing ended, and what to do next. */
export function EndNotice({ ended, here }: { ended: Ended; here: DatasetHere | null }) {
  const kept = here
    ? `${countOf(here.rows)} up to block ${here.block.toLocaleString()} are kept. `
    : ''
  switch (ended.kind) {
    case 'collected':
      return (
        <Notice kind="good" title={collectedTitle(ended)}>
          {changesOf(ended)}
        </Notice>
      )
    case 'made':
      return (
        <p class="visually-hidden" role="status">
          The file is ready to save.
        </p>
      )
    case 'stopped':
      return <Notice title="Paused">{kept}Go on whenever you like.</Notice>
    case 'chain': {
      const { title, nextStep } = describeProblem(ended.problem)
      return (
        <Notice kind="error" title={title}>
          {nextStep} Then go on. {kept}
        </Notice>
      )
    }
    case 'full':
      return (
        <Notice kind="error" title="The browser gives no more room">
          Delete files or datasets that you have saved, or free room on the disk, then go on. {kept}
        </Notice>
      )
    case 'failed':
      return (
        <Notice kind="error" title="Something unexpected went wrong">
          Try again. {kept}({ended.reason.split('\n')[0]!.slice(0, 160)})
        </Notice>
      )
  }
}

function collectedTitle({ added }: Extract<Ended, { kind: 'collected' }>): string {
  return added === 0 ? 'Nothing new' : `${countOf(added)} added`
}

function changesOf({ takenBack, changed }: Extract<Ended, { kind: 'collected' }>): string | null {
  const parts = [
    changed > 0 ? `${countOf(changed)} of before stand otherwise now.` : '',
    takenBack > 0 ? `${countOf(takenBack)} were taken back with their blocks by the chain.` : '',
  ]
  return parts.filter(part => part !== '').join(' ') || null
}

function countOf(rows: number): string {
  return `${rows.toLocaleString()} ${rows === 1 ? 'row' : 'rows'}`
}
