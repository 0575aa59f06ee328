import { useState } from 'preact/hooks'
import { Notice, Plain } from '../ui/parts'
import type { AddedTask } from './tasks'

/** A field that adds a task by its address, and says what came of it. */
export function AddTask() {
  const [address, setAddress] = useState('')
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<AddedTask | null>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setResult(null)
    const { addTask } = await import('./tasks')
    const added = await addTask(address)
    setBusy(false)
    setResult(added)
    if (added.kind === 'added') setAddress('')
  }
  return (
    <form class="stack" onSubmit={event => void submit(event)}>
      <div class="field">
        <label for="task-address">Add a task by its address</label>
        <div class="row add-task">
          <input
            id="task-address"
            class="mono"
            value={address}
            placeholder="0x…"
            spellcheck={false}
            autocomplete="off"
            required
            onInput={event => setAddress(event.currentTarget.value)}
          />
          <button type="submit" disabled={busy}>
            {busy ? 'Reading…' : 'Add'}
          </button>
        </div>
      </div>
      {result ? <Outcome result={result} /> : null}
    </form>
  )
}

function Outcome({ result }: { result: AddedTask }) {
  if (result.kind === 'refused') {
    return (
      <Notice kind="error" title={result.refusal.title}>
        {result.refusal.nextStep}
      </Notice>
    )
  }
  const { card } = result.task
  return (
    <Notice
      kind={result.kind === 'added' ? 'good' : 'info'}
      title={result.kind === 'added' ? 'Added' : 'Already in the list'}
    >
      <Plain text={card.name} longest={64} /> with {card.labels.length} labels. Read its card before
      you trust it.
    </Notice>
  )
}
