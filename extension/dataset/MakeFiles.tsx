import { useId, useState } from 'preact/hooks'
import { knownEncoder } from '../encoders/known-encoders'
import { useStored } from '../label/use-stored'
import { stored } from '../storage'
import { sizeText } from '../ui/format'
import type { Dataset } from './dataset'
import { type Format, fileName, formats } from './formats/format'
import type { MadeFile } from './make-file'
import type { DatasetHere, DatasetState } from './session'

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
          <li key={format}>
            <div>
              <strong>{words[format].name}</strong>
              <br />
              <small>{words[format].use}</small>
            </div>
            <FileActions
              {...{ dataset, state, here, format }}
              withTexts={withTexts && held > 0}
              onMake={() => void make(format)}
            />
          </li>
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
          {props.held.toLocaleString()} of labels you submitted are kept here. Whoever gets the file
          can read those of this task.
        </small>
      </div>
    </div>
  )
}

interface ActionProps {
  readonly dataset: Dataset
  readonly state: DatasetState
  readonly here: DatasetHere
  readonly format: Format
  readonly withTexts: boolean
  readonly onMake: () => void
}

function FileActions({ dataset, state, here, format, withTexts, onMake }: ActionProps) {
  const { name } = words[format]
  if (state.kind === 'making' && state.format === format) {
    return (
      <div class="row">
        <progress aria-label={`Making ${name}`} max={Math.max(1, here.rows)} value={state.rows} />
        <button type="button" onClick={() => dataset.stop()}>
          Stop
        </button>
      </div>
    )
  }
  const busy = state.kind !== 'idle'
  const made = here.made.find(each => each.format === format)
  const current = made && isCurrent(made, here, withTexts)
  return (
    <div class="row">
      {made ? (
        <button
          type="button"
          class={current ? 'primary' : ''}
          title={fileName(dataset.task, format)}
          disabled={busy}
          onClick={() => void dataset.save(format)}
        >
          Save {name}, {sizeText(made.bytes)}
        </button>
      ) : null}
      {current ? null : (
        <button type="button" disabled={busy} onClick={onMake}>
          {made ? `Make ${name} anew` : `Make ${name}`}
        </button>
      )}
      {made ? (
        <button
          type="button"
          class="quiet"
          aria-label={`Delete ${name}`}
          disabled={busy}
          onClick={() => dataset.remove(format)}
        >
          Delete
        </button>
      ) : null}
      {made && !current ? <small>{whyOld(made, withTexts)}</small> : null}
    </div>
  )
}

function isCurrent(made: MadeFile, here: DatasetHere, withTexts: boolean): boolean {
  return made.block === String(here.block) && made.withTexts === withTexts
}

function whyOld(made: MadeFile, withTexts: boolean): string {
  if (made.withTexts !== withTexts) return made.withTexts ? 'Has your texts' : 'Without your texts'
  return `Ends at block ${BigInt(made.block).toLocaleString()}`
}
