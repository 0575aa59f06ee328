import { isDepositTask, type Task } from '@hivemark/contracts'
import { useEffect, useState } from 'preact/hooks'
import { Notice, Waiting } from '../ui/parts'
import { HistoryChart } from './HistoryChart'
import type { History } from './history'
import type { TaskRefusal } from './refusal'

type Reading =
  | { readonly kind: 'reading'; readonly progress: string | null }
  | { readonly kind: 'read'; readonly history: History }
  | { readonly kind: 'failed'; readonly refusal: TaskRefusal }

/** What people contributed to a task and what became of it; read only once it is opened. */
export function TaskHistory({ task }: { task: Task }) {
  const [open, setOpen] = useState(false)
  if (!isDepositTask(task)) return null
  return (
    <details class="task-history" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>Contributions over time</summary>
      {open ? <Opened task={task} /> : null}
    </details>
  )
}

function Opened({ task }: { task: Task }) {
  const [reading, again] = useHistory(task)
  switch (reading.kind) {
    case 'reading':
      return <Waiting>Reading contributions from the chain. {reading.progress}</Waiting>
    case 'failed':
      return (
        <Notice
          kind="error"
          title={reading.refusal.title}
          actions={
            <button type="button" onClick={again}>
              Try again
            </button>
          }
        >
          {reading.refusal.nextStep}
        </Notice>
      )
    case 'read':
      return <HistoryChart history={reading.history} />
  }
}

/** Ends with the component: closing the details stops the reading. */
function useHistory(task: Task): readonly [Reading, () => void] {
  const [reading, setReading] = useState<Reading>({ kind: 'reading', progress: null })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const stop = new AbortController()
    setReading({ kind: 'reading', progress: null })
    const show = (next: Reading) => {
      if (!stop.signal.aborted) setReading(next)
    }
    void read().then(show)
    return () => stop.abort()

    async function read(): Promise<Reading> {
      try {
        const { readHistory } = await import('./read-history')
        const history = await readHistory(task, stop.signal, ({ block, toBlock, found }) => {
          const left = (toBlock - block).toLocaleString()
          show({ kind: 'reading', progress: `${found} found, ${left} blocks to go.` })
        })
        return { kind: 'read', history }
      } catch (error) {
        const { explainTaskError } = await import('./refusal')
        return { kind: 'failed', refusal: explainTaskError(error) }
      }
    }
  }, [task, attempt])
  return [reading, () => setAttempt(attempt + 1)]
}
