import { splitTail, type Task } from '@hivemark/contracts'
import type { EncoderId } from '@hivemark/encoder'
import { useEffect, useId, useState } from 'preact/hooks'
import { sendMessage } from '../messages'
import { plainLine } from '../ui/format'
import { Hex, Notice, Waiting } from '../ui/parts'
import { type Comparison, compare, parseGivenRow, type RowNumbers } from './compare'
import type { Dataset } from './dataset'
import { hasIds, labelNames } from './formats/format'
import type { DatasetHere } from './session'

/** What a check came to. */
type Outcome =
  | { readonly kind: 'fault'; readonly title: string; readonly nextStep: string }
  | {
      readonly kind: 'compared'
      readonly comparison: Comparison
      readonly label: string
      readonly hash: string
      /** The row's numbers give another hash than it says: someone changed it. */
      readonly forged: boolean
      /** Characters that the encoder did not read. */
      readonly unread: number
    }

/** Whether a text that one holds is the one behind a row. All on this machine. */
export function CheckRow(props: { dataset: Dataset; here: DatasetHere | null; busy: boolean }) {
  const [text, setText] = useState('')
  const [given, setGiven] = useState('')
  const [outcome, setOutcome] = useState<Outcome | 'checking' | null>(null)
  const id = useId()
  const rows = props.here?.rows
  // What was said of other rows is out of date.
  useEffect(() => setOutcome(null), [rows])
  const check = async (event: Event) => {
    event.preventDefault()
    setOutcome('checking')
    setOutcome(await outcomeOf(props.dataset, props.here, text, given))
  }
  const takeFile = async (file: File) => {
    const line = await firstLine(file)
    setGiven(line)
    setOutcome(null)
  }
  return (
    <section class="panel dataset-part stack" aria-label="Check a row">
      <h2>Check a row</h2>
      <p class="note prose">
        Is a text that you hold the one behind a row? It is turned into numbers here, and compared.
        Nothing is sent.
      </p>
      <form class="stack" onSubmit={event => void check(event)}>
        <div class="field">
          <label for={`${id}-text`}>The text</label>
          <textarea
            id={`${id}-text`}
            value={text}
            onInput={event => {
              setText(event.currentTarget.value)
              setOutcome(null)
            }}
          />
        </div>
        <div class="field">
          <label for={`${id}-row`}>The row</label>
          <input
            id={`${id}-row`}
            value={given}
            spellcheck={false}
            aria-describedby={`${id}-note`}
            onInput={event => {
              setGiven(event.currentTarget.value)
              setOutcome(null)
            }}
            onDragOver={event => event.preventDefault()}
            onDrop={event => {
              const file = event.dataTransfer?.files[0]
              if (!file) return
              event.preventDefault()
              void takeFile(file)
            }}
          />
          <small id={`${id}-note`}>
            Its number or hash, once rows are collected; or one line of a JSONL file, pasted or
            dropped.
          </small>
        </div>
        <div>
          <button type="submit" disabled={props.busy || !text.trim() || !given.trim()}>
            Check
          </button>
        </div>
      </form>
      {outcome === 'checking' ? <Waiting>Comparing…</Waiting> : null}
      {outcome && outcome !== 'checking' ? <OutcomeNotice outcome={outcome} /> : null}
    </section>
  )
}

function OutcomeNotice({ outcome }: { outcome: Outcome }) {
  if (outcome.kind === 'fault') {
    return (
      <Notice kind="error" title={outcome.title}>
        {outcome.nextStep}
      </Notice>
    )
  }
  const { comparison, label, hash, forged, unread } = outcome
  return (
    <Notice
      kind={comparison.exact && !forged ? 'good' : 'wait'}
      title={titleOf(comparison, forged)}
    >
      <p class="num">{howNear(comparison)}</p>
      <p>
        The row’s label: <bdi>{label}</bdi>. Its hash: <Hex value={hash} />
      </p>
      {forged ? (
        <p>
          Its numbers and label do not give its hash, so it is not what the chain has. Collect the
          rows, and check the one of that number.
        </p>
      ) : null}
      {unread > 0 ? (
        <p>
          The encoder did not read the last {unread.toLocaleString()} characters: they may be
          anything.
        </p>
      ) : null}
    </Notice>
  )
}

function titleOf({ exact }: Comparison, forged: boolean): string {
  if (forged) return 'This row was changed'
  return exact ? 'Match: the same numbers' : 'No match'
}

function howNear({ exact, cosine, features, differing, largestStep, ids }: Comparison): string {
  const idCount = ids.shared + ids.onlyInRow + ids.onlyInText
  if (exact) {
    const andIds = idCount === 0 ? '' : ` and all ${idCount} word ids`
    return `All ${features} features${andIds} are equal.`
  }
  const nearness =
    differing === 0
      ? `All ${features} features are equal`
      : `Cosine ${cosine.toFixed(3)} (1 is the same direction); ${differing} of ${features} features differ, by at most ${largestStep}`
  if (idCount === 0) return `${nearness}.`
  return `${nearness}. Word ids: ${ids.shared} shared, ${ids.onlyInRow} only in the row, ${ids.onlyInText} only in the text.`
}

async function outcomeOf(
  dataset: Dataset,
  here: DatasetHere | null,
  text: string,
  given: string,
): Promise<Outcome> {
  const { task } = dataset
  const row = await rowFor(dataset, here, given)
  if ('kind' in row) return row
  const encoded = await encode(text, task)
  if ('kind' in encoded) return encoded
  const { label, hash, forged } = row
  return {
    kind: 'compared',
    comparison: compare(row.numbers, encoded.numbers),
    label: labelNames(task)[label] ?? '',
    hash,
    forged,
    unread: text.length - encoded.read,
  }
}

interface Known {
  readonly numbers: RowNumbers
  readonly label: number
  readonly hash: string
  readonly forged: boolean
}

type Fault = Extract<Outcome, { kind: 'fault' }>

async function rowFor(
  dataset: Dataset,
  here: DatasetHere | null,
  given: string,
): Promise<Known | Fault> {
  const parsed = parseGivenRow(given, dataset.task)
  if (parsed.kind === 'fault') {
    return { kind: 'fault', title: 'This is not a row', nextStep: parsed.fault }
  }
  if (parsed.kind === 'row') {
    const { numbers, label, hash, honest } = parsed
    return { numbers, label, hash, forged: !honest }
  }
  const found = await dataset.find(parsed.name)
  if (found) {
    const { features, ids, label, key } = found.row
    return { numbers: { features, ids }, label, hash: key, forged: false }
  }
  const nextStep = here
    ? `There are ${here.rows.toLocaleString()}, counted from 0. Get new rows, or paste a line of a JSONL file.`
    : 'Collect the rows first, or paste a line of a JSONL file.'
  return { kind: 'fault', title: 'No such row is here', nextStep }
}

async function encode(
  text: string,
  task: Task,
): Promise<{ readonly numbers: RowNumbers; readonly read: number } | Fault> {
  const encoderId = task.rules.encoderId.toLowerCase() as EncoderId
  const wordIds = hasIds(task)
  const fault = (title: string, nextStep: string): Fault => ({ kind: 'fault', title, nextStep })
  try {
    const answer = await sendMessage('encode', { text, encoderId, model: null, wordIds })
    switch (answer.kind) {
      case 'encoded': {
        const { features, ids } = splitTail(Int8Array.from(answer.features), task.rules.dimensions)
        if (features.length !== task.rules.dimensions) {
          return fault(
            'The encoder does not fit the task',
            'No text can be compared with its rows.',
          )
        }
        return { numbers: { features, ids }, read: answer.read }
      }
      case 'encoder-missing':
        return fault(
          'This version has not the task’s encoder',
          'Update Hivemark to check its rows.',
        )
      case 'weights-missing':
        return fault(
          'The encoder’s files are not here',
          'Get them under Encoders, then check again.',
        )
      case 'encoder-failed':
        return fault('The encoder failed', `Try again. (${plainLine(answer.reason)})`)
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return fault('The encoder did not answer', `Try again. (${plainLine(reason)})`)
  }
}

/** A file may be millions of lines; only the first can be the row that was meant. */
async function firstLine(file: File): Promise<string> {
  const start = await file.slice(0, 200_000).text()
  return start.split('\n')[0]!.trim()
}
