import { useEffect, useRef, useState } from 'preact/hooks'
import type { KnownTask } from '../tasks/known-task'
import { keyOf, useTasks } from '../tasks/use-tasks'
import { Notice, Plain, Waiting } from '../ui/parts'
import { ListInput } from './ListInput'
import type { ListSession, SessionState } from './list-session'
import { Results } from './Results'
import { useListSession } from './use-list-session'
import './tryout.css'

/** A whole list at once: paste or drop it, choose tasks, look through the answers, save them. */
export function TryoutPage() {
  const [session, state] = useListSession()
  return (
    <div class="stack tryout">
      <h1>Try out</h1>
      <p class="prose">
        See what tasks make of a whole list, up to 10,000 texts. It is read in this tab, and no text
        is sent anywhere. What you paste is kept until you close the tab; files and answers until
        you leave or reload it.
      </p>
      <ListInput session={session} state={state} />
      {state.list.kind === 'table' ? <Classify session={session} state={state} /> : null}
      {state.run.kind === 'done' ? <Results outcome={state.run.outcome} /> : null}
    </div>
  )
}

function Classify({ session, state }: { session: ListSession; state: SessionState }) {
  const { tasks, chosen, refreshing, problem } = useTasks()
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null)
  if (!tasks || refreshing) return <Waiting>Looking for tasks…</Waiting>
  if (problem && tasks.length === 0) {
    return (
      <Notice kind="error" title={problem.title}>
        {problem.nextStep}
      </Notice>
    )
  }
  if (!chosen) {
    return (
      <Notice title="No tasks to ask">
        Add or show one under <a href="#tasks">Tasks</a>. The list stays here meanwhile.
      </Notice>
    )
  }
  const keys = picked ?? new Set([keyOf(chosen)])
  const toggle = (key: string) => {
    const next = new Set(keys)
    if (!next.delete(key)) next.add(key)
    setPicked(next)
  }
  const asked = tasks.filter(known => keys.has(keyOf(known)))
  return (
    <>
      <fieldset class="tryout-tasks">
        <legend>Ask</legend>
        {tasks.map(known => (
          <label key={keyOf(known)} class="check">
            <input
              type="checkbox"
              checked={keys.has(keyOf(known))}
              onChange={() => toggle(keyOf(known))}
            />
            <Plain text={known.task.card.name || 'Unnamed task'} longest={40} />
          </label>
        ))}
      </fieldset>
      <Run session={session} state={state} asked={asked} />
    </>
  )
}

function Run(props: { session: ListSession; state: SessionState; asked: readonly KnownTask[] }) {
  const { session, asked } = props
  const { run } = props.state
  const button = useKeptFocus(run.kind === 'running')
  if (run.kind === 'running') {
    return (
      <div class="stack tight">
        <progress aria-label="Texts classified" value={run.done} max={run.total} />
        <div class="row">
          <button ref={button} type="button" onClick={() => session.cancel()}>
            Cancel
          </button>
          <span class="num">
            {run.done.toLocaleString()} of {run.total.toLocaleString()} answers
          </span>
        </div>
      </div>
    )
  }
  return (
    <div class="stack tight">
      {run.kind === 'failed' ? (
        <Notice kind="error" title={run.refusal.title}>
          {run.refusal.nextStep}
        </Notice>
      ) : null}
      <div class="row">
        <button
          ref={button}
          type="button"
          class="primary"
          disabled={asked.length === 0}
          onClick={() => void session.classify(asked)}
        >
          {run.kind === 'done' ? 'Classify again' : 'Classify'}
        </button>
        <span class="note num" role="status">
          {statusText(run, asked.length)}
        </span>
      </div>
    </div>
  )
}

/** The button that starts gives way to the one that stops, and back; the focus goes along. */
function useKeptFocus(running: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const before = useRef(running)
  useEffect(() => {
    if (before.current !== running && document.activeElement === document.body) {
      button.current?.focus()
    }
    before.current = running
  }, [running])
  return button
}

function statusText(run: SessionState['run'], asked: number): string {
  if (asked === 0) return 'Choose at least one task.'
  if (run.kind === 'cancelled') {
    return `Cancelled after ${run.done.toLocaleString()} of ${run.total.toLocaleString()} answers. The list is still here.`
  }
  if (run.kind !== 'done') return ''
  const { rows, tasks, tookMs } = run.outcome
  const answers = rows.length * tasks.length
  const many = answers === 1 ? '1 answer' : `${answers.toLocaleString()} answers`
  return `${many} in ${(tookMs / 1_000).toFixed(1)} seconds.`
}
