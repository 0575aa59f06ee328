import { useMemo, useRef, useState } from 'preact/hooks'
import { longestText } from '../capture/capture'
import { plainLine } from '../ui/format'
import { Notice, Plain, Waiting } from '../ui/parts'
import { describeListProblem } from './list-problem'
import { rowsOf } from './list-rows'
import type { ListSession, ListState, SessionState } from './list-session'
import { type ListFormat, mostRows } from './parse-list'

interface InputProps {
  readonly session: ListSession
  readonly state: SessionState
}

/** Where a list comes in: a field to paste into, a file to choose, or one dropped on either. */
export function ListInput({ session, state }: InputProps) {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    setOver(false)
    const file = event.dataTransfer?.files[0]
    // Dropped text is the field's own business.
    if (!file) return
    event.preventDefault()
    void session.open(file)
  }
  const drag = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }
  return (
    <section
      class={over ? 'list-input stack over' : 'list-input stack'}
      aria-label="The list"
      onDragOver={drag}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {state.fileName === null ? <Paste session={session} pasted={state.pasted} /> : null}
      <div class="row">
        {state.fileName === null ? null : (
          <strong>
            <Plain text={state.fileName} longest={60} />
          </strong>
        )}
        <FileButton session={session} again={state.fileName !== null} />
        {state.fileName === null ? (
          <span class="note">or drop one here: text, CSV, TSV or JSONL, at most 20 MB</span>
        ) : (
          <button type="button" class="quiet" onClick={() => session.closeFile()}>
            Paste a list instead
          </button>
        )}
      </div>
      <HowItIsRead session={session} list={state.list} />
    </section>
  )
}

function Paste({ session, pasted }: { session: ListSession; pasted: string }) {
  return (
    <div class="field">
      <label for="pasted-list">Paste a list, one text a line</label>
      <textarea
        id="pasted-list"
        dir="auto"
        rows={6}
        value={pasted}
        onInput={event => session.type(event.currentTarget.value)}
        onBlur={() => session.endPause()}
      />
    </div>
  )
}

function FileButton({ session, again }: { session: ListSession; again: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const open = (files: FileList | null) => {
    if (files?.[0]) void session.open(files[0])
    // So that the same file can be chosen once more.
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {again ? 'Choose another file' : 'Choose a file'}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".txt,.csv,.tsv,.tab,.jsonl,.ndjson,text/*"
        onChange={event => open(event.currentTarget.files)}
      />
    </>
  )
}

const formats: Record<ListFormat, string> = {
  lines: 'one text a line',
  csv: 'CSV',
  tsv: 'TSV (tabs)',
  jsonl: 'JSONL',
}

function HowItIsRead({ session, list }: { session: ListSession; list: ListState }) {
  if (list.kind === 'none') return null
  if (list.kind === 'reading-file') {
    return <Waiting>Reading {plainLine(list.name, 60)}</Waiting>
  }
  const { reading } = list
  return (
    <>
      {list.kind === 'refused' ? <Refused session={session} list={list} /> : null}
      {reading ? (
        <div class="list-reading">
          <div class="field">
            <label for="list-format">Read as</label>
            <select
              id="list-format"
              value={reading.format}
              onChange={event =>
                session.readAs({ ...reading, format: event.currentTarget.value as ListFormat })
              }
            >
              {Object.entries(formats).map(([format, name]) => (
                <option key={format} value={format}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          {list.kind === 'table' ? <Columns session={session} list={list} /> : null}
          {reading.format === 'csv' || reading.format === 'tsv' ? (
            <label class="check">
              <input
                type="checkbox"
                checked={reading.named}
                onChange={() => session.readAs({ ...reading, named: !reading.named })}
              />
              The first row names the columns
            </label>
          ) : null}
        </div>
      ) : null}
      {list.kind === 'table' ? <Found list={list} /> : null}
    </>
  )
}

function Refused(props: {
  session: ListSession
  list: Extract<ListState, { readonly kind: 'refused' }>
}) {
  const { file, problem } = props.list
  const { title, nextStep } = describeListProblem(problem)
  const older =
    problem.kind === 'not-utf8' && file ? (
      <button type="button" onClick={() => void props.session.open(file, 'windows-1252')}>
        Read as Windows-1252
      </button>
    ) : null
  return (
    <Notice kind="error" title={title} actions={older}>
      {nextStep}
    </Notice>
  )
}

type Table = Extract<ListState, { readonly kind: 'table' }>

function Columns({ session, list }: { session: ListSession; list: Table }) {
  const { table, textColumn, truthColumn } = list
  if (table.columns.length < 2) return null
  const options = table.columns.map((name, index) => (
    <option key={index} value={index}>
      {plainLine(name, 40)}
    </option>
  ))
  return (
    <>
      <div class="field">
        <label for="text-column">Text</label>
        <select
          id="text-column"
          value={textColumn}
          onChange={event =>
            session.chooseColumns({ truthColumn, textColumn: Number(event.currentTarget.value) })
          }
        >
          {options}
        </select>
      </div>
      <div class="field">
        <label for="truth-column">True label</label>
        <select
          id="truth-column"
          value={truthColumn ?? ''}
          onChange={event => {
            const { value } = event.currentTarget
            session.chooseColumns({ textColumn, truthColumn: value === '' ? null : Number(value) })
          }}
        >
          <option value="">not in the list</option>
          {options}
        </select>
      </div>
    </>
  )
}

/** What of the list will be classified, and what will not. */
function Found({ list: { table, textColumn, truthColumn } }: { list: Table }) {
  const { rows, empty, cut } = useMemo(
    () => rowsOf(table, textColumn, truthColumn),
    [table, textColumn, truthColumn],
  )
  const count = (size: number, one: string, many: string) =>
    `${size.toLocaleString()} ${size === 1 ? one : many}`
  return (
    <div class="note num" role="status">
      <p>
        {count(rows.length, 'text', 'texts')}
        {rows[0] ? (
          <>
            , the first: <q dir="auto">{plainLine(rows[0].text, 100)}</q>
          </>
        ) : null}
      </p>
      {table.more ? (
        <p>
          Only the first {mostRows.toLocaleString()} rows are taken. Split the file for the others.
        </p>
      ) : null}
      {empty > 0 ? <p>{count(empty, 'row has', 'rows have')} no text and are left out.</p> : null}
      {cut > 0 ? (
        <p>
          {count(cut, 'text is', 'texts are')} cut at {longestText.toLocaleString()} characters.
        </p>
      ) : null}
      {table.ragged ? (
        <p>
          {count(table.ragged.count, 'row has', 'rows have')} another number of columns than the
          first, row {table.ragged.first.toLocaleString()} among them. Texts with a separator in
          them must be in quotation marks.
        </p>
      ) : null}
    </div>
  )
}
