import { useEffect, useState } from 'preact/hooks'
import { currentSnapshot, refreshSnapshot } from '../predict/mirror'
import type { StoredSnapshot } from '../predict/stored-snapshot'
import { stored } from '../storage'
import { Notice, Plain, Waiting } from '../ui/parts'
import { AddTask } from './AddTask'
import type { KnownTask } from './known-task'
import type { TaskRefusal } from './refusal'
import { TaskCardView } from './TaskCardView'
import { keyOf, type TaskList, useTasks } from './use-tasks'
import './tasks.css'

/** The options page's list of tasks: read each card, add one by address, remove those added. */
export function TasksPage() {
  const list = useTasks()
  const currency = useCurrency()
  return (
    <div class="stack">
      <div class="page-head">
        <h1>Tasks</h1>
        <button type="button" disabled={list.refreshing} onClick={list.refresh}>
          {list.refreshing ? 'Looking…' : 'Look for new ones'}
        </button>
      </div>
      {list.problem ? (
        <Notice kind="error" title={list.problem.title}>
          {list.problem.nextStep}
        </Notice>
      ) : null}
      <Tasks list={list} currency={currency} />
      <AddTask />
    </div>
  )
}

function Tasks({ list, currency }: { list: TaskList; currency: string }) {
  if (!list.tasks) return null
  if (list.tasks.length === 0) {
    if (list.refreshing) return <Waiting>Looking for tasks…</Waiting>
    return (
      <Notice title="No tasks here yet">
        The people you follow made none on this network. Add one by its address below.
      </Notice>
    )
  }
  return (
    <ul class="task-list">
      {list.tasks.map(known => (
        <li key={keyOf(known)}>
          <TaskItem known={known} currency={currency} />
        </li>
      ))}
    </ul>
  )
}

function TaskItem({ known, currency }: { known: KnownTask; currency: string }) {
  const [open, setOpen] = useState(false)
  const { model, problem } = useTaskModel(known, open)
  const { task, source } = known
  return (
    <details class="panel task" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>
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
      <TaskCardView known={known} stored={model} currency={currency} />
      {source === 'person' ? <RemoveTask taskKey={keyOf(known)} /> : null}
    </details>
  )
}

function RemoveTask({ taskKey }: { taskKey: string }) {
  const remove = async () => {
    const { removeTask } = await import('./tasks')
    await removeTask(taskKey)
  }
  return (
    <button type="button" onClick={() => void remove()}>
      Remove from the list
    </button>
  )
}

function useTaskModel(known: KnownTask, open: boolean) {
  const [model, setModel] = useState<StoredSnapshot | null>(null)
  const [problem, setProblem] = useState<TaskRefusal | null>(null)
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
  }, [known, open])
  return { model, problem }
}

function useCurrency(): string {
  const [currency, setCurrency] = useState('ETH')
  useEffect(() => {
    void stored.settings.get().then(({ network }) => setCurrency(network.currency))
    return stored.settings.watch(({ network }) => setCurrency(network.currency))
  }, [])
  return currency
}
