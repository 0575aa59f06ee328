import type { ContributionState } from '@hivemark/contracts'
import { labelName } from '../label/SubmissionReview'
import { amountText, percentText } from '../ui/format'
import { Moment, Plain } from '../ui/parts'
import { isWorthSweeping, type Stake } from './deposits'

/** What a deposit is doing, in words, with the date or the reason. */
export function StakeState(props: { readonly stake: Stake; readonly currency: string }) {
  const { stake, currency } = props
  const { state } = stake
  switch (state.kind) {
    case 'waiting':
      return (
        <State tone="pending" title="Waiting">
          until <Moment at={state.until} />
          {state.agrees ? '' : '; today it would not be refunded'}
        </State>
      )
    case 'refundable':
      return <State tone="ready" title="Refundable now" />
    case 'disputed-by-model':
      return (
        <State tone="risk" title="Would not be refunded now">
          <ModelSays stake={stake} />
        </State>
      )
    case 'reported':
      return (
        <State
          tone={state.agrees ? 'ready' : 'risk'}
          title={state.agrees ? 'Rest refundable now' : 'Reported'}
        >
          {amountText(state.taken, currency)} taken, {amountText(state.left, currency)} left
          {state.agrees ? '' : '; '}
          {state.agrees ? null : <ModelSays stake={stake} />}
        </State>
      )
    case 'under-challenge':
      return (
        <State
          tone={state.agrees ? 'ready' : 'risk'}
          title={state.agrees ? 'Reported, refundable now' : 'Reported'}
        >
          the reporter can take it from <Moment at={state.until} />
          {state.agrees ? null : (
            <>
              ; <ModelSays stake={stake} />
            </>
          )}
        </State>
      )
    case 'takeable':
      return (
        <State
          tone={state.agrees ? 'ready' : 'risk'}
          title={state.agrees ? 'Reported, refundable now' : 'The reporter may take it'}
        >
          {state.agrees ? 'the report falls' : <ModelSays stake={stake} />}
        </State>
      )
    case 'overdue':
      return <Overdue stake={stake} state={state} currency={currency} />
    case 'refunded':
      return <State tone="done" title="Refunded" />
    case 'taken':
      return (
        <State tone="done" title="Taken">
          by people who reported the label
        </State>
      )
    case 'swept':
      return (
        <State tone="done" title="Swept">
          after the claim-by date
        </State>
      )
  }
}

function Overdue(props: {
  stake: Stake
  state: Extract<ContributionState, { kind: 'overdue' }>
  currency: string
}) {
  const { state } = props
  const { sweepBurns } = props.stake.task.rules.terms
  const who = state.sweeper === 'anybody' ? 'Anyone' : 'The task’s creator'
  return (
    <State tone="risk" title={`${who} may ${sweepBurns ? 'have it destroyed' : 'take it'}`}>
      since <Moment at={state.sweeper === 'anybody' ? state.anybodyFrom : state.since} />
      {state.agrees || isWorthSweeping(props.stake.task, state)
        ? `: claim ${amountText(state.left, props.currency)} now`
        : ''}
    </State>
  )
}

/** The model's own label and how sure it is. */
export function ModelSays(props: { readonly stake: Stake }) {
  const { task, prediction, share, contribution } = props.stake
  if (prediction.label === contribution.record.label)
    return <>the model agrees by now, its average over time does not yet</>
  return (
    <>
      the model says <Plain text={labelName(task, prediction.label)} longest={32} />,{' '}
      {percentText(share)}
    </>
  )
}

/** The date by which a deposit must be claimed; `null` once that is over. */
export function claimBy(stake: Stake): number | null {
  const { state } = stake
  return 'claimBy' in state ? state.claimBy : null
}

function State(props: {
  tone: 'ready' | 'pending' | 'risk' | 'done'
  title: string
  children?: preact.ComponentChildren
}) {
  return (
    <>
      <span class={`state ${props.tone}`}>{props.title}</span>
      {props.children ? <small> {props.children}</small> : null}
    </>
  )
}
