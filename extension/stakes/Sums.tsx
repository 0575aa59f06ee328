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
          <dd title={amountInWords(props.totals[key], props.currency)}>
            {etherText(props.totals[key])} <small>{props.currency}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}
