import { depositAt, isDepositTask, type Task } from '@hivemark/contracts'
import type { ComponentChildren } from 'preact'
import { knownEncoder } from '../encoders/known-encoders'
import { LabelButtons } from '../label/LabelButtons'
import { contributionLimit } from '../tasks/contribution-limit'
import { bytesText, percentText, plainLine, shortHex } from '../ui/format'
import { Amount, Bar, Moment, Notice, Plain, Waiting } from '../ui/parts'
import { type Answer, type Answered, estimatedChainTime } from './answer'
import type { Reading } from './encoding'
import { FalseCopy, HowFound } from './HowFound'
import { openOptionsAt } from './open-options'
import { isSure } from './sureness'
import type { AnswerState } from './use-answer'
import { WhyText } from './WhyText'

/** What the model says, or why it says nothing and what to do about it. */
export function AnswerView(props: AnswerState & { currency: string; children: ComponentChildren }) {
  const { answer } = props
  if (!answer) return <Waiting>Reading the text…</Waiting>
  if (answer.kind === 'answered') {
    return (
      <Opinion answered={answer} currency={props.currency}>
        {props.children}
      </Opinion>
    )
  }
  return (
    <>
      <NoOpinion {...props} answer={answer} />
      {props.children}
    </>
  )
}

function NoOpinion({
  answer,
  freshness,
  tryAgain,
}: AnswerState & { answer: Exclude<Answer, Answered> }) {
  switch (answer.kind) {
    case 'says-nothing':
      return (
        <Notice kind="wait" title="Nothing in this text says anything to the encoder">
          Select or type more, in words.
        </Notice>
      )
    case 'encoder-missing':
      return (
        <Notice kind="wait" title="This task needs an encoder that is not installed">
          It is {shortHex(answer.task.rules.encoderId)}. Choose another task above, or update
          Hivemark.
        </Notice>
      )
    case 'weights-missing':
      return <WeightsMissing encoderId={answer.encoderId} />
    case 'encoder-failed':
      return (
        <Notice
          kind="error"
          title="The encoder could not read the text"
          actions={
            <button type="button" onClick={tryAgain}>
              Try again
            </button>
          }
        >
          {plainLine(answer.reason, 200)} Your text is still here. If it happens again, restart the
          browser.
        </Notice>
      )
    case 'no-model-yet':
      return freshness.kind === 'stale' ? null : <Waiting>Reading the model…</Waiting>
  }
}

/** The way to an encoder's files: they are got in a page of their own, which stays open meanwhile. */
function WeightsMissing({ encoderId }: { encoderId: string }) {
  const known = knownEncoder(encoderId)
  const bytes =
    known?.kind === 'use-lite' ? known.weights.reduce((sum, file) => sum + file.bytes, 0) : 0
  return (
    <Notice
      kind="wait"
      title="This task needs an encoder whose files are not here"
      actions={
        <button type="button" onClick={() => void openOptionsAt('encoders')}>
          Get its files
        </button>
      }
    >
      {known?.name}: {bytesText(bytes)}, once. Your text is still here, and stays on this machine.
    </Notice>
  )
}

function Opinion(props: { answered: Answered; currency: string; children: ComponentChildren }) {
  const { answered, currency } = props
  return (
    <>
      <FalseCopy answered={answered} />
      <Verdict answered={answered} />
      {props.children}
      <WhyText answered={answered} />
      <ReadPart answered={answered} />
      <HowFound answered={answered} />
      <section class="stack tight">
        <TeachingTerms answered={answered} currency={currency} />
        <LabelButtons answered={answered} />
      </section>
    </>
  )
}

/** Says so when the encoder did not read all of a text. */
function ReadPart({ answered: { text, read } }: { answered: Answered }) {
  if (read >= text.length) return null
  return (
    <p class="note num">
      This task’s encoder reads the first {read.toLocaleString()} of these{' '}
      {text.length.toLocaleString()} characters. Select the part that matters.
    </p>
  )
}

/** The label, how sure it is, and what is left for the others. */
export function Verdict(props: {
  answered: { readonly reading: Reading; readonly task: Pick<Task, 'card'> }
}) {
  const { reading, task } = props.answered
  const { probabilities, label } = reading
  const parts = task.card.labels.map((each, index) => ({
    name: each.name,
    share: probabilities[index] ?? 0,
  }))
  return (
    <section class="answer" aria-live="polite">
      <h2 data-label={label}>
        {isSure(probabilities) ? null : <span class="unsure">Not sure: maybe </span>}
        <Plain text={task.card.labels[label]?.name ?? `label ${label}`} longest={32} />
      </h2>
      <span class="how num">{percentText(probabilities[label] ?? 0)}</span>
      <Bar parts={parts} />
      <ul class="legend num">
        {parts.map(({ name, share }, index) => (
          <li key={index}>
            <Plain text={name} longest={32} /> {Math.round(share * 100)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function TeachingTerms({ answered, currency }: { answered: Answered; currency: string }) {
  const { task, snapshot, readAt } = answered
  if (!isDepositTask(task) || contributionLimit(task)) return null
  const now = estimatedChainTime(snapshot, readAt)
  return (
    <p class="note">
      Right? Agree, or teach it. Deposit now{' '}
      <Amount wei={depositAt(task.rules, snapshot, now)} currency={currency} />, refundable from{' '}
      <Moment at={now + task.rules.terms.refundWait} /> if the model then agrees.
    </p>
  )
}
