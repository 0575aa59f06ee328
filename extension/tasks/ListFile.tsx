import { useEffect, useRef, useState } from 'preact/hooks'
import { Hex, Notice, Waiting } from '../ui/parts'
import { saveFile } from '../ui/save-file'
import type { ImportResult } from './import-tasks'
import { largestFile, parseTaskFile, taskFileOf } from './task-file'
import type { TaskList } from './use-tasks'

type Import =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | { readonly kind: 'read'; readonly result: ImportResult }
  | { readonly kind: 'refused'; readonly reason: string }

/** The list as a file: to keep, to take to another browser, to pass on. */
export function ListFile({ list }: { list: TaskList }) {
  const [state, setState] = useState<Import>({ kind: 'none' })
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const take = async (file: File) => {
    const parsed = parseTaskFile(await textOf(file))
    if (parsed.kind === 'refused') return setState(parsed)
    const { importTasks } = await import('./import-tasks')
    stop.current = new AbortController()
    const onProgress = (done: number, total: number) => setState({ kind: 'reading', done, total })
    try {
      const result = await importTasks(parsed.tasks, onProgress, stop.current.signal)
      setState({ kind: 'read', result })
    } catch {
      setState({ kind: 'refused', reason: 'It was stopped; what was read is in the list.' })
    }
  }
  return (
    <section class="stack" aria-label="The list as a file">
      <h2>The list as a file</h2>
      <p class="note prose">
        Addresses only, in your order. A list that you load is read anew from the contracts, one
        task after another, and never replaces what is here. Tasks kept for sites are not in it.
      </p>
      <div class="row">
        <button type="button" disabled={!list.tasks?.length} onClick={() => save(list)}>
          Save the list
        </button>
        <FileButton
          label="Load a list"
          accept="application/json,.json"
          disabled={state.kind === 'reading'}
          onPick={file => void take(file)}
        />
      </div>
      <Outcome state={state} onStop={() => stop.current?.abort()} />
    </section>
  )
}

function Outcome({ state, onStop }: { state: Import; onStop: () => void }) {
  switch (state.kind) {
    case 'none':
      return null
    case 'reading':
      return (
        <div class="row">
          <Waiting>
            Reading task {state.done + 1} of {state.total} from the chain…
          </Waiting>
          <button type="button" onClick={onStop}>
            Stop
          </button>
        </div>
      )
    case 'refused':
      return (
        <Notice kind="error" title="This file was not taken">
          {state.reason} Choose another one.
        </Notice>
      )
    case 'read':
      return <Result {...state.result} />
  }
}

/** More are not shown: the first tell what is wrong. */
const mostRefusals = 5

function Result({ added, known, elsewhere, refused }: ImportResult) {
  const parts = [
    `${added} added`,
    `${known} were here already`,
    ...(elsewhere > 0 ? [`${elsewhere} of other networks left out`] : []),
    ...(refused.length > 0 ? [`${refused.length} refused`] : []),
  ]
  return (
    <Notice kind={refused.length > 0 ? 'wait' : 'good'} title={`${parts.join(', ')}.`}>
      {refused.length > 0 ? (
        <ul>
          {refused.slice(0, mostRefusals).map(({ address, refusal }) => (
            <li key={address}>
              <Hex value={address} /> {refusal.title}. {refusal.nextStep}
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  )
}

/** A button that asks for a file. */
export function FileButton(props: {
  label: string
  accept: string
  disabled?: boolean
  onPick: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" disabled={props.disabled} onClick={() => input.current?.click()}>
        {props.label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={props.label}
        accept={props.accept}
        onChange={event => {
          const file = event.currentTarget.files?.[0]
          // The same file may be picked twice.
          event.currentTarget.value = ''
          if (file) props.onPick(file)
        }}
      />
    </>
  )
}

/** Of a file that is too large only so much that it is refused. */
function textOf(file: File): Promise<string> {
  return file.slice(0, largestFile + 1).text()
}

function save({ tasks, hidden, choices }: TaskList): void {
  const file = taskFileOf([...(tasks ?? []), ...hidden], choices)
  saveFile('hivemark-tasks.json', 'application/json', `${JSON.stringify(file, null, 2)}\n`)
}
