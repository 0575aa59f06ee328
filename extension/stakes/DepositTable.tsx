import { useState } from 'preact/hooks'
import { labelName } from '../label/SubmissionReview'
import { signAddress } from '../label/sign-subject'
import { taskKey } from '../tasks/known-task'
import { amountInWords, etherText, plainLine } from '../ui/format'
import { Moment, Plain } from '../ui/parts'
import { actionFor, type Stake } from './deposits'
import { claimBy, StakeState } from './StakeState'
import type { AllStakes } from './use-stakes'

/** Rows shown at once; thousands would make the page slow for nobody's use. */
const pageOfRows = 100

/** Deposits as a table; each row's button opens the tab where it is signed. */
export function DepositTable(props: {
  readonly stakes: readonly Stake[]
  readonly all: AllStakes
  readonly texts: Readonly<Record<string, string>>
}) {
  const [shown, setShown] = useState(pageOfRows)
  const { stakes, all } = props
  if (stakes.length === 0) return <p class="note">None of this kind.</p>
  return (
    <>
      <section class="table" aria-label="Deposits">
        <table class="num">
          <thead>
            <tr>
              <th scope="col">Text</th>
              <th scope="col">Label</th>
              <th scope="col">State</th>
              <th scope="col">Claim by</th>
              <th scope="col" class="end">
                Deposit ({all.currency})
              </th>
              <th scope="col">
                <span class="visually-hidden">What you can do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {stakes.slice(0, shown).map(stake => (
              <Row
                key={`${taskKey(stake.task)} ${stake.contribution.key}`}
                stake={stake}
                all={all}
                text={props.texts[stake.contribution.key] ?? null}
              />
            ))}
          </tbody>
        </table>
      </section>
      {stakes.length > shown ? (
        <div class="row">
          <button type="button" onClick={() => setShown(shown + pageOfRows)}>
            Show {Math.min(pageOfRows, stakes.length - shown)} more of {stakes.length - shown}
          </button>
        </div>
      ) : null}
    </>
  )
}

function Row(props: { stake: Stake; all: AllStakes; text: string | null }) {
  const { stake, all } = props
  const { task, contribution, state } = stake
  const { deposit, label } = contribution.record
  const due = claimBy(stake)
  return (
    <tr data-state={state.kind} data-key={contribution.key}>
      <td class="what">
        <Text text={props.text} />
        <small>
          <Plain text={task.card.name} longest={40} /> · {all.networkName}
        </small>
      </td>
      <td>
        <Plain text={labelName(task, label)} longest={32} />
      </td>
      <td class="doing">
        <StakeState stake={stake} currency={all.currency} />
      </td>
      <td class="when" data-name="Claim by">
        {due === null ? null : <Moment at={due} />}
      </td>
      <td class="end" data-name="Deposit" title={amountInWords(deposit, all.currency)}>
        {etherText(deposit)}
      </td>
      <td class="end">{all.fromMemory ? null : <Action stake={stake} text={props.text} />}</td>
    </tr>
  )
}

/** A contribution's text if this machine knows it; the chain has only its numbers. */
export function Text(props: { readonly text: string | null; readonly missing?: string }) {
  if (props.text === null)
    return <div class="missing">{props.missing ?? 'text not on this machine'}</div>
  return (
    <div dir="auto" title={plainLine(props.text, 400)}>
      {plainLine(props.text, 120)}
    </div>
  )
}

function Action(props: { stake: Stake; text: string | null }) {
  const action = actionFor(props.stake)
  if (action === null) return null
  const { task, contribution } = props.stake
  const name = action === 'refund' ? 'Refund' : 'Take back'
  const about = props.text ? plainLine(props.text, 40) : 'the deposit'
  return (
    <a
      class="button"
      target="_blank"
      rel="noopener"
      href={signAddress({
        kind: 'act',
        action,
        taskKey: taskKey(task),
        sampleKey: contribution.key,
      })}
    >
      {name}
      <span class="visually-hidden"> {about} (opens a tab)</span>
    </a>
  )
}
