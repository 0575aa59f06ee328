import { useEffect, useState } from 'preact/hooks'
import { TextAnswer } from '../predict/TextAnswer'
import { stored } from '../storage'
import { keyOf, useTasks } from '../tasks/use-tasks'
import { momentText, percentText, plainLine } from '../ui/format'
import { Pager, pageRows } from '../ui/Pager'
import { Notice, Plain, Waiting } from '../ui/parts'
import { saveFile } from '../ui/save-file'
import { useStored } from '../ui/use-stored'
import { type HistoryEntry, longestKeptText, mostEntries } from './entry'
import { clearHistory, deleteEntry, historyJsonl, restoreHistory, searchHistory } from './history'
import './history.css'

/** What was classified lately, for those who want that remembered. */
export function HistoryPage() {
  const entries = useStored(stored.history)
  const on = useStored(stored.keepHistory)
  const deletion = useDeletion()
  if (!entries || on === null) return <Waiting>Reading your history.</Waiting>
  return (
    <div class="stack">
      <h1>History</h1>
      <Switch on={on} />
      {deletion.deleted ? (
        <Notice
          title={
            deletion.deleted.length === 1
              ? 'One entry deleted'
              : `${deletion.deleted.length.toLocaleString()} entries deleted`
          }
          actions={
            <button type="button" onClick={deletion.undo}>
              Undo
            </button>
          }
        />
      ) : null}
      {entries.length > 0 ? (
        <Entries entries={entries} onDelete={deletion.delete} onClear={deletion.clear} />
      ) : (
        <p class="note">
          {on
            ? 'Nothing yet. Classify a text with the Hivemark button, and it appears here.'
            : 'Nothing is kept.'}
        </p>
      )}
    </div>
  )
}

function Switch({ on }: { on: boolean }) {
  return (
    <div class="stack tight prose">
      <label class="check">
        <input
          type="checkbox"
          checked={on}
          onChange={event => void stored.keepHistory.set(event.currentTarget.checked)}
        />
        Remember what I classify
      </label>
      <p class="note">
        The last {mostEntries} texts, on this machine only; nothing is sent. Never the page’s
        address, and nothing from private windows. Anyone who uses this browser profile can read
        them here. Switching it off keeps what is here until you delete it.
      </p>
    </div>
  )
}

/** Long enough to see it and to get there by keyboard. */
const undoMs = 15_000

function useDeletion() {
  const [deleted, setDeleted] = useState<readonly HistoryEntry[] | null>(null)
  useEffect(() => {
    if (!deleted) return
    const timer = setTimeout(() => setDeleted(null), undoMs)
    return () => clearTimeout(timer)
  }, [deleted])
  return {
    deleted,
    delete: async (entry: HistoryEntry) => {
      await deleteEntry(entry.id)
      setDeleted([entry])
    },
    clear: async () => setDeleted(await clearHistory()),
    undo: async () => {
      if (deleted) await restoreHistory(deleted)
      setDeleted(null)
    },
  }
}

interface EntriesProps {
  readonly entries: readonly HistoryEntry[]
  readonly onDelete: (entry: HistoryEntry) => void
  readonly onClear: () => void
}

function Entries({ entries, onDelete, onClear }: EntriesProps) {
  const [search, setSearch] = useState('')
  const [task, setTask] = useState<string | null>(null)
  const [page, setPage] = useState(0)
  const [opened, setOpened] = useState<HistoryEntry | null>(null)
  const found = searchHistory(entries, search, task)
  const shown = Math.min(page, Math.max(0, Math.ceil(found.length / pageRows) - 1))
  const names = new Map(entries.map(entry => [entry.taskKey, entry.taskName]))
  return (
    <>
      <div class="history-tools">
        <div class="field">
          <label for="history-search">Search</label>
          <input
            id="history-search"
            type="search"
            value={search}
            onInput={event => setSearch(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for="history-task">Task</label>
          <select
            id="history-task"
            value={task ?? ''}
            onChange={event => setTask(event.currentTarget.value || null)}
          >
            <option value="">all</option>
            {[...names].map(([key, name]) => (
              <option key={key} value={key}>
                {plainLine(name, 40)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div class="row spread">
        <span class="note num" role="status">
          {found.length === entries.length
            ? `${entries.length.toLocaleString()} kept`
            : `${found.length.toLocaleString()} of ${entries.length.toLocaleString()}`}
        </span>
        <span class="row">
          <button
            type="button"
            onClick={() =>
              saveFile('hivemark-history.jsonl', 'application/x-ndjson', historyJsonl(found))
            }
          >
            Save JSONL
          </button>
          <button type="button" onClick={onClear}>
            Clear all
          </button>
        </span>
      </div>
      <ul class="history-list">
        {found.slice(shown * pageRows, (shown + 1) * pageRows).map(entry => (
          <Entry key={entry.id} entry={entry} onOpen={setOpened} onDelete={onDelete} />
        ))}
      </ul>
      <Pager what="the history" total={found.length} page={shown} onPage={setPage} />
      {opened ? <Opened entry={opened} onClose={() => setOpened(null)} /> : null}
    </>
  )
}

function Entry(props: {
  entry: HistoryEntry
  onOpen: (entry: HistoryEntry) => void
  onDelete: (entry: HistoryEntry) => void
}) {
  const { entry } = props
  return (
    <li>
      <button type="button" class="open" dir="auto" onClick={() => props.onOpen(entry)}>
        {plainLine(entry.text, 160)}
      </button>
      <div class="row spread">
        <span class="num">
          {entry.sure ? '' : 'maybe '}
          <strong>
            <Plain text={entry.labelName} longest={32} />
          </strong>{' '}
          {percentText(entry.share)}
          <small>
            {' · '}
            <Plain text={entry.taskName} longest={40} />
            {` · block ${entry.block.toLocaleString()} · ${momentText(entry.at / 1_000)} · `}
            {entry.source === 'typed' ? 'typed' : 'selected'}
          </small>
        </span>
        <button
          type="button"
          class="quiet"
          aria-label={`Delete “${plainLine(entry.text, 40)}”`}
          onClick={() => props.onDelete(entry)}
        >
          Delete
        </button>
      </div>
    </li>
  )
}

/** The answer anew, and whether it still is what it was. */
function Opened({ entry, onClose }: { entry: HistoryEntry; onClose: () => void }) {
  const { tasks, hidden } = useTasks()
  if (!tasks) return null
  const known = [...tasks, ...hidden].find(each => keyOf(each) === entry.taskKey)
  if (!known) {
    return (
      <Notice
        kind="wait"
        title="This task is not in your list on this network"
        actions={
          <button type="button" onClick={onClose}>
            Close
          </button>
        }
      >
        Add it again under <a href="#tasks">Tasks</a>, or choose its network, to ask it anew.
      </Notice>
    )
  }
  return (
    <TextAnswer
      text={entry.text}
      task={known.task}
      title="The answer today"
      onClose={onClose}
      note={({ reading }) => (
        <p class="note">
          {reading.label === entry.label
            ? 'The same label as then'
            : `Then it was ${plainLine(entry.labelName, 32)}: the label changed`}
          , {percentText(entry.share)} at block {entry.block.toLocaleString()}.
          {entry.cut > 0
            ? ` Only the first ${longestKeptText.toLocaleString()} characters were kept, so that the answer may differ for that alone.`
            : ''}
        </p>
      )}
    />
  )
}
