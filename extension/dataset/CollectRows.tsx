import { useId, useState } from 'preact/hooks'
import { openChain } from '../chain/chain'
import { describeProblem, problemOf } from '../chain/problem'
import { Moment, Notice, Waiting } from '../ui/parts'
import { usualDistance } from './collect'
import type { Dataset } from './dataset'
import { EndNotice } from './EndNotice'
import type { DatasetHere, DatasetState } from './session'
import { useKeptFocus } from './use-kept-focus'

/** Blocks that one may choose to stay behind; a day and more on the quickest chains. */
const mostBehind = 100_000

/** What is here of a dataset's rows; reading more, pausing, deleting. */
export function CollectRows({ dataset, state }: { dataset: Dataset; state: DatasetState }) {
  const [behind, setBehind] = useState(Number(usualDistance))
  const { asking, problem, collect } = useCollect(dataset, behind)
  const ref = useKeptFocus<HTMLElement>(String(state.kind === 'collecting'))
  return (
    <section ref={ref} class="panel dataset-part stack" aria-label="Rows">
      <h2>Rows</h2>
      {problem ? (
        <Notice kind="error" title={problem.title}>
          {problem.nextStep}
        </Notice>
      ) : null}
      <Rows {...{ dataset, state, collect, behind, setBehind }} />
      {asking ? <Waiting>Asking the endpoint…</Waiting> : null}
    </section>
  )
}

interface RowsProps {
  readonly dataset: Dataset
  readonly state: DatasetState
  readonly collect: () => void
  readonly behind: number
  readonly setBehind: (behind: number) => void
}

function Rows({ dataset, state, collect, behind, setBehind }: RowsProps) {
  switch (state.kind) {
    case 'looking':
      return <Waiting>Looking…</Waiting>
    case 'busy-elsewhere':
      return (
        <Notice
          kind="wait"
          title="Another tab has this dataset open"
          actions={
            <button type="button" onClick={() => dataset.look()}>
              Look again
            </button>
          }
        >
          Let that tab finish, or close it: what it read is kept.
        </Notice>
      )
    case 'collecting':
      return <Collecting state={state} onPause={() => dataset.stop()} />
    case 'making':
      return <Facts here={state.here} />
    case 'idle':
      return (
        <>
          {state.ended ? <EndNotice ended={state.ended} here={state.here} /> : null}
          {state.here ? <Facts here={state.here} /> : <NothingYet />}
          <div class="row">
            <button type="button" class={state.here?.whole ? '' : 'primary'} onClick={collect}>
              {verbFor(state.here)}
            </button>
            {state.here ? <DeleteAll dataset={dataset} /> : null}
          </div>
          <Distance behind={behind} onChange={setBehind} />
        </>
      )
  }
}

function verbFor(here: DatasetHere | null): string {
  if (!here) return 'Collect the rows'
  return here.whole ? 'Get new rows' : 'Continue'
}

function NothingYet() {
  return <p class="state done">Nothing collected yet</p>
}

function Facts({ here }: { here: DatasetHere }) {
  return (
    <dl class="facts num">
      <div>
        <dt>Rows</dt>
        <dd>{here.rows.toLocaleString()}</dd>
      </div>
      <div>
        <dt>Up to block</dt>
        <dd>
          {here.block.toLocaleString()}, <Moment at={here.time} />
        </dd>
      </div>
    </dl>
  )
}

function Collecting(props: {
  state: Extract<DatasetState, { kind: 'collecting' }>
  onPause: () => void
}) {
  const id = useId()
  const { words, share } = progressOf(props.state)
  return (
    <div class="stack">
      <div class="field">
        <label for={id} class="num">
          {words}
        </label>
        <progress id={id} max={1} {...(share === null ? {} : { value: share })} />
      </div>
      <p class="note">
        Keep this page open. If it closes, what was read is kept, and you can go on later.
      </p>
      <div>
        <button type="button" onClick={props.onPause}>
          Pause
        </button>
      </div>
    </div>
  )
}

function progressOf({ progress }: Extract<DatasetState, { kind: 'collecting' }>): {
  words: string
  share: number | null
} {
  if (progress === null) return { words: 'Starting…', share: null }
  if (progress.kind === 'states') {
    const words = `Asking how older rows stand: ${progress.done.toLocaleString()} of ${progress.of.toLocaleString()}`
    return { words, share: progress.of === 0 ? null : progress.done / progress.of }
  }
  const { first, block, target, rows } = progress
  const words = `${rows.toLocaleString()} rows, block ${block.toLocaleString()} of ${target.toLocaleString()}`
  if (target <= first) return { words, share: null }
  return { words, share: Number(block - first) / Number(target - first) }
}

function DeleteAll({ dataset }: { dataset: Dataset }) {
  const [sure, setSure] = useState(false)
  const ref = useKeptFocus<HTMLDivElement>(String(sure))
  return (
    <div ref={ref} class="row">
      {sure ? (
        <>
          <button key="keep" type="button" onClick={() => setSure(false)}>
            Keep them
          </button>
          <button key="delete" type="button" onClick={() => dataset.removeAll()}>
            Delete rows and files here
          </button>
        </>
      ) : (
        <button key="ask" type="button" class="quiet" onClick={() => setSure(true)}>
          Delete…
        </button>
      )}
    </div>
  )
}

function Distance(props: { behind: number; onChange: (behind: number) => void }) {
  const id = useId()
  return (
    <details class="distance">
      <summary>How near to the newest block</summary>
      <div class="field">
        <label for={id}>Blocks to stay behind it</label>
        <input
          id={id}
          type="number"
          min={0}
          max={mostBehind}
          step={1}
          value={props.behind}
          aria-describedby={`${id}-note`}
          onInput={event => {
            const value = event.currentTarget.valueAsNumber
            if (value >= 0 && value <= mostBehind) props.onChange(Math.floor(value))
          }}
        />
        <small id={`${id}-note`}>
          A chain may take its newest blocks back. Rows from them would come and go; those taken
          back leave the dataset with the next reading.
        </small>
      </div>
    </details>
  )
}

/** The endpoint is checked first, as everywhere: it may be another chain's by now. */
function useCollect(dataset: Dataset, behind: number) {
  const [asking, setAsking] = useState(false)
  const [problem, setProblem] = useState<{ title: string; nextStep: string } | null>(null)
  const collect = async () => {
    if (asking) return
    setAsking(true)
    setProblem(null)
    try {
      const { network } = await openChain()
      dataset.collect(network.rpcUrl, BigInt(behind))
    } catch (error) {
      const known = problemOf(error)
      setProblem(
        known
          ? describeProblem(known)
          : { title: 'The chain could not be read', nextStep: 'Try again; nothing is lost.' },
      )
    } finally {
      setAsking(false)
    }
  }
  return { asking, problem, collect: () => void collect() }
}
