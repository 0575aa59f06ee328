import { amountInWords, etherText } from '../ui/format'
import type { Totals } from './deposits'

const names: readonly (readonly [keyof Totals, string])[] = [
  ['locked', 'Locked'],
  ['refundable', 'Refundable now'],
  ['returned', 'Returned'],
  ['takenFromWrong', 'Taken from wrong labels'],
  ['lost', 'Lost'],
]

/** Each sum apart from the others: what is one's own and what is not yet is never added up. */
export function Sums(props: { readonly totals: Totals; readonly currency: string }) {
  return (
    <dl class="sums num">
      {names.map(([key, name]) => (
        <div key={key} data-sum={key}>
          <dt>{name}</dt>
          <Sum wei={props.totals[key]} currency={props.currency} />
        </div>
      ))}
    </dl>
  )
}

function Sum(props: { wei: bigint | null; currency: string }) {
  if (props.wei === null) return <dd title="not read yet">–</dd>
  return (
    <dd title={amountInWords(props.wei, props.currency)}>
      {etherText(props.wei)} <small>{props.currency}</small>
    </dd>
  )
}
