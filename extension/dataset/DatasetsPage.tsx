import { keepsSamples, type Task } from '@hivemark/contracts'
import { useEffect, useId, useState } from 'preact/hooks'
import { keyOf, useTasks } from '../tasks/use-tasks'
import { plainLine } from '../ui/format'
import { Notice, Waiting } from '../ui/parts'
import { CheckRow } from './CheckRow'
import { CollectRows } from './CollectRows'
import { MakeFiles } from './MakeFiles'
import { useDataset } from './use-dataset'
import './datasets.css'

/** Every task's contributions as files: collect them, save them, check one against a text. */
export function DatasetsPage() {
  const { tasks: shown, hidden, refreshing, problem } = useTasks()
  // What is hidden may have rows here, too.
  const tasks = shown && [...shown, ...hidden]
  const [key, choose] = useKeyInAddress()
  const task = (tasks?.find(known => keyOf(known) === key) ?? tasks?.[0])?.task
  return (
    <div class="stack datasets">
      <h1>Datasets</h1>
      <p class="prose">
        Everybody’s contributions to a task are public on the chain. Collect them here and save them
        as a file, without a wallet. The texts are not on the chain: a row has the numbers made from
        one.
      </p>
      {problem && !task ? (
        <Notice kind="error" title={problem.title}>
          {problem.nextStep}
        </Notice>
      ) : null}
      {refreshing && !task ? <Waiting>Looking for tasks…</Waiting> : null}
      {tasks?.length === 0 && !refreshing && !problem ? (
        <Notice title="No tasks here yet">
          Add one under <a href="#tasks">Tasks</a>.
        </Notice>
      ) : null}
      {task && tasks ? (
        <>
          <TaskField tasks={tasks.map(known => known.task)} chosen={task} onChoose={choose} />
          {keepsSamples(task) ? (
            <OneDataset key={keyOf({ task, source: 'person' })} task={task} />
          ) : (
            <Unread task={task} />
          )}
        </>
      ) : null}
    </div>
  )
}

function TaskField(props: {
  tasks: readonly Task[]
  chosen: Task
  onChoose: (key: string) => void
}) {
  const id = useId()
  const keyOfTask = (task: Task) => keyOf({ task, source: 'person' })
  return (
    <div class="field dataset-task">
      <label for={id}>Task</label>
      <select
        id={id}
        value={keyOfTask(props.chosen)}
        onChange={event => props.onChoose(event.currentTarget.value)}
      >
        {props.tasks.map(task => (
          <option key={keyOfTask(task)} value={keyOfTask(task)}>
            {plainLine(task.card.name, 40) || 'Unnamed task'}
            {task.verified ? '' : ' (unverified)'}
          </option>
        ))}
      </select>
    </div>
  )
}

function OneDataset({ task }: { task: Task }) {
  const [dataset, state] = useDataset(task)
  const here = 'here' in state ? state.here : null
  return (
    <>
      <CollectRows dataset={dataset} state={state} />
      {here ? <MakeFiles dataset={dataset} state={state} here={here} /> : null}
      <CheckRow dataset={dataset} here={here} busy={state.kind !== 'idle'} />
    </>
  )
}

function Unread({ task }: { task: Task }) {
  return (
    <Notice title="This version can’t collect this task">
      It keeps its contributions in another way ({task.kind.incentive}). Choose another task, or
      update Hivemark.
    </Notice>
  )
}

/** What stands behind the page's own address: which task. */
function useKeyInAddress(): [string, (key: string) => void] {
  const read = () => location.hash.split('/')[1] ?? ''
  const [key, setKey] = useState(read)
  useEffect(() => {
    const listener = () => setKey(read())
    addEventListener('hashchange', listener)
    return () => removeEventListener('hashchange', listener)
  }, [])
  const choose = (next: string) => {
    history.replaceState(null, '', `#datasets/${next}`)
    setKey(next)
  }
  return [key, choose]
}
