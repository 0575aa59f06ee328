import {
  type DepositRefundTakeTerms,
  type DepositTask,
  type Prediction,
  probabilities,
  type Task,
} from '@hivemark/contracts'
import { formatEther, parseEther } from 'viem'
import type { Network } from '../settings/settings'
import { amountInWords, durationText, percentText, plainLine } from '../ui/format'
import { Amount, Moment, Plain } from '../ui/parts'
import { type Fee, type Quote, suggestedBound } from './quote'

/** The figures of a submission as last read. */
export interface Review {
  readonly quote: Quote
  readonly fee: Fee
  readonly network: Network
}

/** The most that may be deposited, as typed. */
export type Bound = { readonly wei: bigint } | { readonly problem: string }

/** Reads what was typed; `null` stands for the suggestion. */
export function readBound(typed: string | null, deposit: bigint): Bound {
  if (typed === null) return { wei: suggestedBound(deposit) }
  const text = typed.trim().replace(',', '.')
  if (!/^\d{1,9}(\.\d{1,18})?$/.test(text)) return { problem: 'Give a number, e.g. 0.0005.' }
  const wei = parseEther(text)
  return wei < deposit
    ? { problem: 'This is below the deposit now; the contract would refuse it.' }
    : { wei }
}

/** What a submission publishes. */
export function PublicForEver(props: { label: string; dimensions: number; words: number }) {
  const { dimensions, words } = props
  const label = (
    <b>
      <Plain text={props.label} />
    </b>
  )
  return (
    <section class="public">
      {words === 0 ? (
        <p>
          <b>Public for ever:</b> your address, the label {label}, and {dimensions} numbers made
          from the text. The text itself stays here.
        </p>
      ) : (
        <p>
          <b>Public for ever:</b> your address, the label {label}, {dimensions} numbers made from
          the text, and <b>marks of {words === 1 ? 'a word' : `${words} words or phrases`} of it</b>
          , from which anybody can tell most of these words. Submit only a text that may be public.
        </p>
      )}
      <details>
        <summary>How much do the numbers tell?</summary>
        <p>
          They say what the text is about, and some of its words can be guessed. Whoever already
          suspects a certain text can check whether it gives the same numbers. Do not submit what
          must stay secret.
        </p>
      </details>
    </section>
  )
}

/** What is paid, and the bound that the person can change. */
export function Costs(props: {
  review: Review
  task: DepositTask
  typed: string | null
  bound: Bound
  onTyped: (text: string) => void
}) {
  const { quote: quoted, fee, network } = props.review
  const { terms } = props.task.rules
  const wrong = 'problem' in props.bound ? props.bound.problem : null
  const most = 'wei' in props.bound ? props.bound.wei : null
  return (
    <section class="stack tight">
      <dl class="costs num">
        <dt>Deposit now</dt>
        <dd>
          <Amount wei={quoted.deposit} currency={network.currency} />
        </dd>
        <dt>
          <label for="bound">At most, if it rises while you sign</label>
        </dt>
        <dd>
          <span class="bound">
            <input
              id="bound"
              inputMode="decimal"
              autocomplete="off"
              value={props.typed ?? formatEther(suggestedBound(quoted.deposit))}
              aria-invalid={wrong !== null}
              aria-describedby="bound-note"
              onInput={event => props.onTyped(event.currentTarget.value)}
            />{' '}
            {network.currency}
          </span>
        </dd>
        <dt>Network fee, about{fee.measured ? '' : ' (usual for this)'}</dt>
        <dd>
          <Amount wei={fee.total} currency={network.currency} />
        </dd>
        <dt class="sum">Total, at most</dt>
        <dd class="sum">
          {most === null ? '–' : <Amount wei={most + fee.most} currency={network.currency} />}
        </dd>
      </dl>
      <p id="bound-note" class={wrong ? 'note wrong' : 'note'} role={wrong ? 'alert' : undefined}>
        {wrong ??
          `${priceMoves(terms)} The wallet sends the most; the contract returns what is above the deposit at once.`}
        {most === null
          ? ''
          : ` In words, at most ${amountInWords(most + fee.most, network.currency)}.`}
      </p>
      <details>
        <summary>How is the deposit made?</summary>
        <p>
          <PriceRule terms={terms} currency={network.currency} /> The network fee does not come
          back.
        </p>
      </details>
    </section>
  )
}

function priceMoves({ priceInterval }: DepositRefundTakeTerms): string {
  return priceInterval === 0
    ? 'The deposit falls with the square root of the time since the last contribution.'
    : 'The deposit rises while many contribute at once, and falls again with time.'
}

function PriceRule({ terms, currency }: { terms: DepositRefundTakeTerms; currency: string }) {
  if (terms.priceInterval === 0)
    return (
      <>
        It is <Amount wei={terms.depositWeight} currency={currency} /> one hour after the last
        contribution and falls with the square root of the time: half of that after 4 hours. Sooner
        it is higher, and it is never below{' '}
        <Amount wei={terms.minimumDeposit} currency={currency} />.
      </>
    )
  return (
    <>
      It is <Amount wei={terms.minimumDeposit} currency={currency} /> while at most{' '}
      {terms.priceLevel.toLocaleString()} contributions came faster than one in{' '}
      {durationText(terms.priceInterval)}, and doubles with every {terms.priceStep.toLocaleString()}{' '}
      more.
    </>
  )
}

/** When and under which condition the deposit comes back. */
export function ComesBack(props: { task: DepositTask; quote: Quote; label: number }) {
  const { task, label } = props
  const { terms } = task.rules
  return (
    <p>
      Refundable from{' '}
      <b>
        <Moment at={props.quote.refundableFrom} />
      </b>{' '}
      ({durationText(terms.refundWait)} after submission) if the model{judgeText(terms)} then says{' '}
      <b>
        <Plain text={labelName(task, label)} />
      </b>
      . {outlook(task, props.quote, label)} While it disagrees, others may report the label and take
      {terms.takerShare === 0 ? ' parts of' : ''} the deposit
      {terms.challengeWait === 0 ? '' : `, ${durationText(terms.challengeWait)} after the report`}.
      Claim by{' '}
      <b>
        <Moment at={props.quote.claimBy} />
      </b>
      ; after that {afterClaimBy(terms)}.
    </p>
  )
}

/** What decides, beside the model of the moment. */
function judgeText({ judgeTime }: DepositRefundTakeTerms): string {
  return judgeTime === 0 ? '' : `, averaged over ${durationText(judgeTime)},`
}

function afterClaimBy({ creatorWait, sweepWait, sweepBurns }: DepositRefundTakeTerms): string {
  const who =
    creatorWait === sweepWait
      ? 'anyone'
      : `the task’s creator, and ${durationText(sweepWait - creatorWait)} later anyone,`
  return sweepBurns ? `${who} may have it destroyed` : `${who} may`
}

/** Whether the refund would pass, as far as anyone can tell today. */
function outlook(task: Task, quoted: Quote, label: number): string {
  const { prediction, after, learns, snapshot } = quoted
  const says = ({ label: said, scores }: Prediction) =>
    `${plainLine(labelName(task, said), 40)}, ${percentText(probabilities(snapshot.model, scores)[said] ?? 0)}`
  if (prediction.label === label) return `Today it does (${says(prediction)}).`
  const now = `Today it would not be paid (${says(prediction)})`
  if (!learns) {
    return `${now}: the model contradicts this label so strongly that it will not learn from it alone.`
  }
  return after.label === label
    ? `${now}; with your label learnt it would (${says(after)}).`
    : `${now}; with your label learnt it would say ${says(after)}.`
}

/** A label's name as its task card gives it. */
export function labelName(task: Task, label: number): string {
  return task.card.labels[label]?.name ?? `label ${label}`
}
