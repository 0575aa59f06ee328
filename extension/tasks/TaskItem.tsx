import { useEffect, useRef, useState } from 'preact/hooks'
import { currentSnapshot, refreshSnapshot } from '../predict/mirror'
import type { StoredSnapshot } from '../predict/stored-snapshot'
import { change, stored } from '../storage'
import { plainLine } from '../ui/format'
import { Notice, Plain } from '../ui/parts'
import { StoredCheck } from '../ui/StoredCheck'
import { mostBeside, type TaskChoices, withBeside, withHidden } from './choices'
import type { KnownTask } from './known-task'
import type { TaskRefusal } from './refusal'
import { ShareTask } from './ShareTask'
import { TaskCardView } from './TaskCardView'
import { TrackRecordView } from './TrackRecordView'
import { keyOf } from './use-tasks'

/** A task in the list: its name, its place, and, once it is opened, its card. */
export function TaskItem(props: {
  readonly known: KnownTask
  readonly choices: TaskChoices
  readonly currency: string
  readonly isFirst: boolean
  readonly isLast: boolean
  /** The page was opened for this one. */
  readonly addressed: boolean
  readonly onMove: (by: -1 | 1) => void
}) {
  const { known, choices, onMove } = props
  const [open, setOpen] = useState(false)
  const item = useRef<HTMLDetailsElement>(null)
  const { model, problem } = useTaskModel(known, open)
  const { task } = known
  useEffect(() => {
    if (!props.addressed) return
    setOpen(true)
    // The page scrolls to its top when its address changes; this comes after.
    const frame = requestAnimationFrame(() => {
      item.current?.scrollIntoView({ block: 'start' })
      item.current?.querySelector('summary')?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [props.addressed])
  return (
    <>
      <Place {...props} />
      <details
        ref={item}
        class="panel task"
        open={open}
        onToggle={event => setOpen(event.currentTarget.open)}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary takes the focus and keys */}
        <summary onKeyDown={event => moveByKey(event, onMove)}>
          <b>
            <Plain text={task.card.name} longest={64} />
          </b>{' '}
          <small>
            {task.card.labels.length} labels{task.verified ? '' : ' · unverified'}
          </small>
        </summary>
        {problem ? (
          <Notice kind="wait" title={problem.title}>
            {problem.nextStep}
          </Notice>
        ) : null}
        <TaskCardView known={known} stored={model} currency={props.currency} />
        <TrackRecordView task={task} />
        <ShareTask task={task} />
        <Arrange known={known} choices={choices} />
      </details>
    </>
  )
}

/** Where the task stands; also by Alt and an arrow key on its name. */
function Place(props: {
  readonly known: KnownTask
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: -1 | 1) => void
}) {
  const name = plainLine(props.known.task.card.name, 64)
  return (
    <span class="task-place">
      <button
        type="button"
        data-move="-1"
        aria-label={`Move ${name} up`}
        title="Move up (Alt ↑)"
        disabled={props.isFirst}
        onClick={() => props.onMove(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        data-move="1"
        aria-label={`Move ${name} down`}
        title="Move down (Alt ↓)"
        disabled={props.isLast}
        onClick={() => props.onMove(1)}
      >
        ↓
      </button>
    </span>
  )
}

function moveByKey(event: KeyboardEvent, onMove: (by: -1 | 1) => void): void {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
  event.preventDefault()
  onMove(event.key === 'ArrowUp' ? -1 : 1)
}

function Arrange({ known, choices }: { known: KnownTask; choices: TaskChoices }) {
  const key = keyOf(known)
  const beside = choices.beside.includes(key)
  const edit = (next: (all: TaskChoices) => TaskChoices) => change(stored.taskChoices, next)
  const remove = async () => {
    const { removeTask } = await import('./tasks')
    await removeTask(key)
  }
  return (
    <div class="row">
      <StoredCheck
        checked={beside}
        disabled={!beside && choices.beside.length >= mostBeside}
        onChange={mark => void edit(all => withBeside(all, key, mark))}
      >
        Show beside other tasks in the popup
      </StoredCheck>
      <button type="button" onClick={() => void edit(all => withHidden(all, key, true))}>
        Hide
      </button>
      {known.source === 'person' ? (
        <button type="button" onClick={() => void remove()}>
          Remove from the list
        </button>
      ) : null}
    </div>
  )
}

function useTaskModel(known: KnownTask, open: boolean) {
  const [model, setModel] = useState<StoredSnapshot | null>(null)
  const [problem, setProblem] = useState<TaskRefusal | null>(null)
  const key = keyOf(known)
  useEffect(() => {
    if (!open) return
    void load()

    async function load() {
      setModel(await currentSnapshot(known.task))
      try {
        setModel(await refreshSnapshot(known.task))
        setProblem(null)
      } catch (error) {
        const { explainTaskError } = await import('./refusal')
        setProblem(explainTaskError(error))
      }
    }
  }, [key, open])
  return { model, problem }
}
