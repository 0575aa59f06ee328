import { labelName } from '../label/SubmissionReview'
import { amountText, percentText } from '../ui/format'
import { Moment, Plain } from '../ui/parts'
import type { Stake } from './deposits'

/** What a deposit is doing, in words, with the date or the reason. */
export function StakeState(props: { readonly stake: Stake; readonly currency: string }) {
  const { stake, currency } = props
  const { state } = stake
  switch (state.kind) {
    case 'waiting':
      return (
        <State tone="pending" title="Waiting">
          until <Moment at={state.until} />
          {stake.prediction.label === stake.contribution.record.label
            ? ''
            : '; today it would not be refunded'}
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
    case 'overdue':
      return (
        <State tone="risk" title="Anyone may take it">
          since <Moment at={state.since} />: claim {amountText(state.left, currency)} now
        </State>
      )
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

/** The model's own label and how sure it is. */
export function ModelSays(props: { readonly stake: Stake }) {
  const { task, prediction, share } = props.stake
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
