import { useEffect, useMemo, useState } from 'preact/hooks'
import type { BriefReading } from '../predict/classify-many'
import { isSure } from '../predict/sureness'
import { TextAnswer } from '../predict/TextAnswer'
import { percentText, plainLine } from '../ui/format'
import { Pager, pageRows } from '../ui/Pager'
import { Plain } from '../ui/parts'
import { saveFile } from '../ui/save-file'
import { exportCsv, exportJsonl } from './export-list'
import type { ListRow } from './list-rows'
import {
  arrange,
  type Comparison,
  compare,
  countLabels,
  type Filter,
  type Order,
  type Outcome,
  type TaskOutcome,
} from './outcome'

/** The answers: how many of each label, how right they are, and every row. */
export function Results({ outcome }: { outcome: Outcome }) {
  const [about, setAbout] = useState(0)
  const [filter, setFilter] = useState<Filter>('all')
  const focus = outcome.tasks[about] ?? outcome.tasks[0]!
  const chooseTask = (index: number) => {
    setAbout(index)
    setFilter('all')
  }
  return (
    <section class="stack results" aria-label="Answers">
      <div class="page-head">
        <h2>Answers</h2>
        <div class="row">
          <button
            type="button"
            onClick={() => saveFile(`${name}.csv`, 'text/csv', exportCsv(outcome))}
          >
            Save CSV
          </button>
          <button
            type="button"
            onClick={() => saveFile(`${name}.jsonl`, 'application/x-ndjson', exportJsonl(outcome))}
          >
            Save JSONL
          </button>
        </div>
      </div>
      {outcome.tasks.length > 1 ? (
        <div class="field narrow">
          <label for="results-task">Count and sort by</label>
          <select
            id="results-task"
            value={about}
            onChange={event => chooseTask(Number(event.currentTarget.value))}
          >
            {outcome.tasks.map(({ task }, index) => (
              <option key={index} value={index}>
                {plainLine(task.card.name, 40)}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      <Counts outcome={focus} filter={filter} onFilter={setFilter} />
      <Truth rows={outcome.rows} outcome={focus} />
      <Rows outcome={outcome} focus={focus} filter={filter} />
    </section>
  )
}

const name = 'hivemark-answers'

/** Rows of each label as bars; each is also the way to see only those rows. */
function Counts(props: {
  outcome: TaskOutcome
  filter: Filter
  onFilter: (filter: Filter) => void
}) {
  const { outcome, filter, onFilter } = props
  const { labels, unsure, nothing } = countLabels(outcome)
  const total = outcome.readings.length
  const entries: [Filter, string, number][] = [
    ['all', 'all', total],
    ...labels.map((count, label): [Filter, string, number] => [
      label,
      outcome.task.card.labels[label]!.name,
      count,
    ]),
    ['unsure', 'not sure', unsure],
  ]
  if (nothing > 0) entries.push(['nothing', 'no answer', nothing])
  return (
    <fieldset class="counts num">
      <legend class="note">
        At block {outcome.block.toLocaleString()}. Choose one to see only its rows.
      </legend>
      {entries.map(([key, label, count]) => (
        <button key={key} type="button" aria-pressed={filter === key} onClick={() => onFilter(key)}>
          <Plain text={label} longest={32} />
          <span>{count.toLocaleString()}</span>
          <i
            style={{
              inlineSize: `${(100 * count) / total}%`,
              minInlineSize: count > 0 ? '2px' : 0,
            }}
          />
        </button>
      ))}
    </fieldset>
  )
}

/** How the answers compare with what the list says is true. */
function Truth({ rows, outcome }: { rows: readonly ListRow[]; outcome: TaskOutcome }) {
  if (rows.every(({ truth }) => truth === null)) return null
  const names = outcome.task.card.labels.map(label => label.name)
  const compared = compare(rows, outcome)
  if (!compared) {
    return (
      <p class="note">
        No true label of the list is one of this task’s:{' '}
        {names.map(each => plainLine(each, 32)).join(', ')}.
      </p>
    )
  }
  return (
    <section class="stack tight">
      <p>
        <strong class="num">{percentText(compared.right / compared.compared)} right</strong>, of{' '}
        {compared.compared.toLocaleString()} rows with a true label.{' '}
        {compared.unknown > 0
          ? `${compared.unknown.toLocaleString()} name another label and are not counted.`
          : ''}
      </p>
      <Confusion names={names} compared={compared} />
    </section>
  )
}

function Confusion({ names, compared }: { names: readonly string[]; compared: Comparison }) {
  return (
    // Scrolls, so it must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="scrolled" tabIndex={0} aria-label="True labels and the model’s">
      <table class="confusion num">
        <thead>
          <tr>
            <th scope="col">true label</th>
            {names.map((each, index) => (
              <th key={index} scope="col">
                model: <Plain text={each} longest={32} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {compared.table.map((counts, truth) => (
            <tr key={truth}>
              <th scope="row">
                <Plain text={names[truth]!} longest={32} />
              </th>
              {counts.map((count, label) => (
                <td key={label} class={label === truth ? 'right' : ''}>
                  {count.toLocaleString()}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const orders: Record<Order, string> = {
  list: 'as in the list',
  'least-sure': 'least sure first',
  'most-sure': 'surest first',
}

function Rows(props: { outcome: Outcome; focus: TaskOutcome; filter: Filter }) {
  const { outcome, focus, filter } = props
  const [order, setOrder] = useState<Order>('list')
  const [page, setPage] = useState(0)
  const [opened, setOpened] = useState<number | null>(null)
  useEffect(() => setPage(0), [focus, filter])
  const places = useArranged(focus, filter, order)
  const shown = Math.min(page, Math.max(0, Math.ceil(places.length / pageRows) - 1))
  return (
    <>
      <div class="row spread">
        <label class="row">
          Order
          <select
            value={order}
            onChange={event => {
              setOrder(event.currentTarget.value as Order)
              setPage(0)
            }}
          >
            {Object.entries(orders).map(([key, words]) => (
              <option key={key} value={key}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <Pager what="answers" total={places.length} page={shown} onPage={setPage} />
      </div>
      {places.length === 0 ? <p class="note">No row is like that.</p> : null}
      <div class="scrolled">
        <RowTable
          outcome={outcome}
          places={places.slice(shown * pageRows, (shown + 1) * pageRows)}
          onOpen={setOpened}
        />
      </div>
      {opened === null ? null : (
        <TextAnswer
          text={outcome.rows[opened]!.text}
          task={focus.task}
          title={`Row ${outcome.rows[opened]!.number.toLocaleString()}`}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  )
}

function useArranged(focus: TaskOutcome, filter: Filter, order: Order): number[] {
  return useMemo(() => arrange(focus, filter, order), [focus, filter, order])
}

function RowTable(props: {
  outcome: Outcome
  places: readonly number[]
  onOpen: (place: number) => void
}) {
  const { rows, tasks } = props.outcome
  const truths = rows.some(({ truth }) => truth !== null)
  return (
    <table class="list-rows">
      <thead>
        <tr>
          <th scope="col">Row</th>
          <th scope="col">Text</th>
          {truths ? <th scope="col">True label</th> : null}
          {tasks.map(({ task }, index) => (
            <th key={index} scope="col">
              <Plain text={task.card.name} longest={40} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.places.map(place => {
          const { number, text, truth } = rows[place]!
          return (
            <tr key={place}>
              <td class="num">{number.toLocaleString()}</td>
              <td>
                <button type="button" class="open" dir="auto" onClick={() => props.onOpen(place)}>
                  {plainLine(text, 160)}
                </button>
              </td>
              {truths ? <td>{truth === null ? null : <TrueLabel truth={truth} />}</td> : null}
              {tasks.map((outcome, index) => (
                <td key={index}>
                  {tasks.length > 1 ? (
                    <small class="in-words">
                      <Plain text={outcome.task.card.name} longest={40} />{' '}
                    </small>
                  ) : null}
                  <Label outcome={outcome} reading={outcome.readings[place] ?? null} />
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function TrueLabel({ truth }: { truth: string }) {
  return (
    <>
      <small class="in-words">true label </small>
      <Plain text={truth} longest={32} />
    </>
  )
}

function Label({ outcome, reading }: { outcome: TaskOutcome; reading: BriefReading | null }) {
  if (!reading) return <span class="note">no answer</span>
  const { label, probabilities } = reading
  const sure = isSure(probabilities)
  return (
    <span class={sure ? 'num' : 'num unsure'}>
      {sure ? '' : 'maybe '}
      <Plain text={outcome.task.card.labels[label]!.name} longest={32} />{' '}
      <span class="percent">{percentText(probabilities[label]!)}</span>
    </span>
  )
}
