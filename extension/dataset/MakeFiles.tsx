import { useId, useState } from 'preact/hooks'
import { knownEncoder } from '../encoders/known-encoders'
import { stored } from '../storage'
import { sizeText } from '../ui/format'
import { useStored } from '../ui/use-stored'
import type { Dataset } from './dataset'
import { type Format, fileName, formats } from './formats/format'
import type { MadeFile } from './make-file'
import type { DatasetHere, DatasetState } from './session'
import { useKeptFocus } from './use-kept-focus'

/** How people know a format, and what it is good for. */
const words: Readonly<Record<Format, { name: string; use: string }>> = {
  jsonl: { name: 'JSON Lines', use: 'A line a row, for scripts' },
  csv: { name: 'CSV', use: 'For spreadsheets' },
  parquet: { name: 'Parquet', use: 'Smallest; for pandas, DuckDB, Hugging Face' },
  card: { name: 'Dataset card', use: 'Says what it is; to publish with the others' },
}

/** The files of a dataset: make, save, delete each. */
export function MakeFiles(props: { dataset: Dataset; state: DatasetState; here: DatasetHere }) {
  const { dataset, state, here } = props
  const [withTexts, setWithTexts] = useState(false)
  const texts = useStored(stored.ownTexts)
  const held = texts ? Object.keys(texts).length : 0
  const make = async (format: Format) => {
    const { network } = await stored.settings.get()
    dataset.make({
      format,
      currency: network.currency,
      encoder: knownEncoder(dataset.task.rules.encoderId)?.name ?? null,
      texts: withTexts && texts ? new Map(Object.entries(texts)) : null,
    })
  }
  return (
    <section class="panel dataset-part stack" aria-label="Files">
      <h2>Files</h2>
      {held > 0 ? <TextsChoice held={held} chosen={withTexts} onChoose={setWithTexts} /> : null}
      <ul class="dataset-files">
        {formats.map(format => (
          <FileItem
            key={format}
            {...{ dataset, state, here, format }}
            withTexts={withTexts && held > 0}
            onMake={() => void make(format)}
          />
        ))}
      </ul>
    </section>
  )
}

function TextsChoice(props: {
  held: number
  chosen: boolean
  onChoose: (chosen: boolean) => void
}) {
  const id = useId()
  return (
    <div class="dataset-texts">
      <input
        id={id}
        type="checkbox"
        checked={props.chosen}
        aria-describedby={`${id}-note`}
        onChange={event => props.onChoose(event.currentTarget.checked)}
      />
      <div>
        <label for={id}>Add the texts I hold</label>
        <br />
        <small id={`${id}-note`}>
          You hold {props.held.toLocaleString()}, from labels you submitted, all tasks together.
          Whoever gets the file can read those of this task.
        </small>
      </div>
    </div>
  )
}

interface FileProps {
  readonly dataset: Dataset
  readonly state: DatasetState
  readonly here: DatasetHere
  readonly format: Format
  readonly withTexts: boolean
  readonly onMake: () => void
}

function FileItem(props: FileProps) {
  const { here, format, withTexts } = props
  const made = here.made.find(each => each.format === format) ?? null
  const old = made && whyOld(made, here, withTexts)
  return (
    <li>
      <div>
        <strong>{words[format].name}</strong>
        <br />
        {old ? <small class="state pending">{old}</small> : <small>{words[format].use}</small>}
      </div>
      <FileActions {...props} made={made} current={made !== null && old === null} />
    </li>
  )
}

function FileActions(props: FileProps & { made: MadeFile | null; current: boolean }) {
  const { dataset, state, here, format, made, current, onMake } = props
  const making = state.kind === 'making' && state.format === format ? state : null
  const ref = useKeptFocus<HTMLDivElement>(String(making !== null))
  const name = <span class="visually-hidden"> {words[format].name}</span>
  const busy = state.kind !== 'idle'
  if (making) {
    return (
      <div ref={ref} class="row">
        <progress
          aria-label={`Making ${words[format].name}`}
          max={Math.max(1, here.rows)}
          value={making.rows}
        />
        <button key="stop" type="button" onClick={() => dataset.stop()}>
          Stop
        </button>
      </div>
    )
  }
  return (
    <div ref={ref} class="row">
      {current ? null : (
        <button key="make" type="button" disabled={busy} onClick={onMake}>
          <span>
            {made ? 'Make anew' : 'Make'}
            {name}
          </span>
        </button>
      )}
      {made ? (
        <>
          <button
            key="save"
            type="button"
            title={fileName(dataset.task, format)}
            disabled={busy}
            onClick={() => void dataset.save(format)}
          >
            <span class="num">
              Save, {sizeText(made.bytes)}
              {name}
            </span>
          </button>
          <button
            key="delete"
            type="button"
            class="quiet"
            disabled={busy}
            onClick={() => dataset.remove(format)}
          >
            <span>Delete{name}</span>
          </button>
        </>
      ) : null}
    </div>
  )
}

/** Why a file is not what would be made now; `null` if it is. */
function whyOld(made: MadeFile, here: DatasetHere, withTexts: boolean): string | null {
  if (made.withTexts && !withTexts) return 'Has your texts'
  if (!made.withTexts && withTexts) return 'Without your texts'
  if (made.block === String(here.block)) return null
  return `Ends at block ${BigInt(made.block).toLocaleString()}`
}
