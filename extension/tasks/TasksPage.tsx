import { useEffect, useRef, useState } from 'preact/hooks'
import { useNetwork } from '../settings/use-network'
import { change, stored } from '../storage'
import { plainLine } from '../ui/format'
import { Notice, Plain, Waiting } from '../ui/parts'
import { AddTask } from './AddTask'
import { moved, withHidden } from './choices'
import type { KnownTask } from './known-task'
import { ListFile } from './ListFile'
import { SiteTasks } from './SiteTasks'
import { TaskItem } from './TaskItem'
import { keyOf, type TaskList, useTasks } from './use-tasks'
import './tasks.css'

/** The options page's list of tasks: read their cards, arrange them, add some, pass them on. */
export function TasksPage() {
  const list = useTasks()
  const { currency } = useNetwork()
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
      <HiddenTasks {...list} />
      <AddTask />
      <ListFile list={list} />
      <SiteTasks {...list} />
    </div>
  )
}

function Tasks({ list, currency }: { list: TaskList; currency: string }) {
  const { tasks, choices } = list
  const addressed = useAddressed()
  const [items, move, said] = useMoves(list)
  if (!tasks) return null
  if (tasks.length === 0) {
    if (list.refreshing) return <Waiting>Looking for tasks…</Waiting>
    if (list.hidden.length > 0) return <Notice title="All your tasks are hidden" />
    return (
      <Notice title="No tasks here yet">
        The people you follow made none on this network. Add one by its address below.
      </Notice>
    )
  }
  return (
    <>
      <ul class="task-list" ref={items}>
        {tasks.map((known, index) => (
          <li key={keyOf(known)} data-task={keyOf(known)}>
            <TaskItem
              known={known}
              choices={choices}
              currency={currency}
              isFirst={index === 0}
              isLast={index === tasks.length - 1}
              addressed={addressed === keyOf(known)}
              onMove={by => move(known, by)}
            />
          </li>
        ))}
      </ul>
      <span role="status" class="visually-hidden">
        {said}
      </span>
    </>
  )
}

/** Moves tasks, says where they went, and keeps the focus on what moved: a moved element loses it. */
function useMoves({ tasks, choices }: TaskList) {
  const items = useRef<HTMLUListElement>(null)
  const moving = useRef<{ readonly key: string; readonly focus: string } | null>(null)
  const [said, setSaid] = useState('')
  const move = (known: KnownTask, by: -1 | 1) => {
    const shown = (tasks ?? []).map(keyOf)
    const place = shown.indexOf(keyOf(known)) + by
    if (place < 0 || place >= shown.length) return
    const onButton = document.activeElement?.matches('[data-move]')
    moving.current = { key: keyOf(known), focus: onButton ? `[data-move="${by}"]` : 'summary' }
    setSaid(`${plainLine(known.task.card.name, 64)} is now ${place + 1} of ${shown.length}.`)
    void change(stored.taskChoices, all => moved(all, shown, keyOf(known), by))
  }
  useEffect(() => {
    if (!moving.current) return
    const { key, focus } = moving.current
    moving.current = null
    const item = items.current?.querySelector(`[data-task="${key}"]`)
    const wanted = item?.querySelector<HTMLElement>(focus)
    // At an end of the list the button is off; the name is next to it.
    const target = wanted?.matches(':disabled') ? item?.querySelector('summary') : wanted
    target?.focus()
  }, [choices])
  return [items, move, said] as const
}

function HiddenTasks({ hidden }: TaskList) {
  if (hidden.length === 0) return null
  const show = (key: string) => change(stored.taskChoices, all => withHidden(all, key, false))
  return (
    <details class="panel task">
      <summary>{hidden.length === 1 ? '1 hidden task' : `${hidden.length} hidden tasks`}</summary>
      <ul class="site-tasks">
        {hidden.map(known => (
          <li key={keyOf(known)} class="row spread">
            <Plain text={known.task.card.name} longest={64} />
            <button
              type="button"
              aria-label={`Show ${plainLine(known.task.card.name, 64)} again`}
              onClick={() => void show(keyOf(known))}
            >
              Show again
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The key in an address such as `#tasks/31337:0x…`. */
function useAddressed(): string | null {
  const [key, setKey] = useState(keyInAddress)
  useEffect(() => {
    const listener = () => setKey(keyInAddress())
    addEventListener('hashchange', listener)
    return () => removeEventListener('hashchange', listener)
  }, [])
  return key
}

function keyInAddress(): string | null {
  return /^#tasks\/(\d+:0x[0-9a-f]{40})$/.exec(location.hash)?.[1] ?? null
}
