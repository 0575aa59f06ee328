import { useEffect, useState } from 'preact/hooks'
import { Verdict } from '../predict/AnswerView'
import type { Reading } from '../predict/encoding'
import { isSure } from '../predict/sureness'
import { WhyText } from '../predict/WhyText'
import { percentText, plainLine } from '../ui/format'
import { Notice, Plain, Waiting } from '../ui/parts'
import { askStarter, type StarterAnswer } from './ask-starter'
import type { ShippedStarter } from './starters'
import type { Trial } from './Welcome'
import '../predict/popup.css'

/** The answer as the popup will show it, each part of it explained. */
export function AnswerStep(props: { trial: Trial; onBack: () => void; onNext: () => void }) {
  const { trial } = props
  const [tries, setTries] = useState(0)
  const answer = useStarterAnswer(trial, tries)
  return (
    <div class="stack">
      <h1 tabIndex={-1}>This is an answer</h1>
      <AnswerPart
        answer={answer}
        starter={trial.starter}
        tryAgain={() => setTries(tries => tries + 1)}
      />
      <div class="row">
        <button type="button" class="primary" onClick={props.onNext}>
          Use it on pages
        </button>
        <button type="button" onClick={props.onBack}>
          Try another text
        </button>
      </div>
    </div>
  )
}

function useStarterAnswer({ text, starter }: Trial, tries: number): StarterAnswer | null {
  const [answer, setAnswer] = useState<StarterAnswer | null>(null)
  useEffect(() => {
    let current = true
    setAnswer(null)
    void askStarter(text, starter).then(next => {
      if (current) setAnswer(next)
    })
    return () => {
      current = false
    }
  }, [text, starter, tries])
  return answer
}

function AnswerPart(props: {
  answer: StarterAnswer | null
  starter: ShippedStarter
  tryAgain: () => void
}) {
  const { answer, starter } = props
  if (!answer) return <Waiting>Reading the text…</Waiting>
  switch (answer.kind) {
    case 'says-nothing':
      return (
        <Notice kind="wait" title="Nothing in this text says anything to the encoder">
          Go back and type more, in words.
        </Notice>
      )
    case 'failed':
      return (
        <Notice
          kind="error"
          title="The encoder could not read the text"
          actions={
            <button type="button" onClick={props.tryAgain}>
              Try again
            </button>
          }
        >
          {plainLine(answer.reason, 200)} If it happens again, restart the browser.
        </Notice>
      )
    case 'answered':
      return <Explained {...answer} starter={starter} />
  }
}

function Explained(props: { text: string; reading: Reading; starter: ShippedStarter }) {
  const { text, reading, starter } = props
  return (
    <>
      <div class="trial">
        <Verdict answered={{ reading, task: starter }} />
        <WhyText answered={{ text, reading }} />
      </div>
      <Legend reading={reading} starter={starter} />
      <p class="note">
        This is the model that the task <Plain text={starter.card.name} longest={32} /> began with.
        It comes with Hivemark, so nothing was asked of any network. On pages you get the model as
        people have taught it since.
      </p>
    </>
  )
}

function Legend({ reading, starter }: { reading: Reading; starter: ShippedStarter }) {
  const { label, probabilities } = reading
  const { name, definition } = starter.card.labels[label]!
  return (
    <dl class="explained">
      <div>
        <dt>The label</dt>
        <dd>
          <Plain text={name} longest={32} />: <Plain text={definition} longest={200} />
        </dd>
      </div>
      <div>
        <dt>The bar</dt>
        <dd>
          How sure the model is: {percentText(probabilities[label] ?? 0)}.{' '}
          {isSure(probabilities)
            ? 'When no label is clearly ahead, it says “not sure”.'
            : 'No label is clearly ahead, so it says “not sure”.'}{' '}
          It can be wrong either way.
        </dd>
      </div>
      <div>
        <dt>The words</dt>
        <dd>
          <mark>Marked</mark> words speak for the label, <mark class="strong">bright</mark> ones
          strongly; <mark class="against">dotted</mark> ones speak against it.
        </dd>
      </div>
    </dl>
  )
}
