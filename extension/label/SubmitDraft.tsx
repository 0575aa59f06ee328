import {
  type DepositTask,
  joinTail,
  sampleFault,
  splitTail,
  tailPerceptron,
} from '@hivemark/contracts'
import { useEffect, useState } from 'preact/hooks'
import type { Address } from 'viem'
import { openChain } from '../chain/chain'
import { refreshSnapshot } from '../predict/mirror'
import type { Network } from '../settings/settings'
import { plainLine } from '../ui/format'
import { Hex, Notice, Plain, Steps, Waiting } from '../ui/parts'
import { useLoaded } from '../ui/use-loaded'
import { CallFlow } from './CallFlow'
import { isAboutDraft } from './DraftList'
import type { Draft } from './draft'
import { dropDraft, relabelDraft } from './drafts'
import { IntentStatus, stepNames, stepOf } from './IntentStatus'
import { type Intent, isOnItsWay } from './intent'
import { estimateFee, type Quote, quote, submission, suggestedBound } from './quote'
import {
  ComesBack,
  Costs,
  labelName,
  PublicForEver,
  type Review,
  readBound,
} from './SubmissionReview'
import type { Plan } from './sign-call'
import { signAddress } from './sign-subject'
import { TroubleNotice } from './TroubleNotice'
import { useIntent, useSigning } from './use-signing'

const quoteEveryMs = 15_000

/** Everything about submitting one draft: what becomes public, what it costs, when it comes back. */
export function SubmitDraft(props: {
  readonly draft: Draft
  readonly task: DepositTask
  readonly network: Network
  readonly tabId: number | null
}) {
  const { draft, task } = props
  const controls = useSigning(props.tabId)
  const intent = useIntent(each => isAboutDraft(each, draft.id, draft.label))
  const asking = controls.signing.kind === 'busy'
  const moving = intent !== null && isOnItsWay(intent)
  // A call that ended may have changed every figure: what was read before it must not be signed.
  const tries = intent && !moving ? `${intent.id} ${intent.progress.kind}` : 'none'
  const review = useLoaded(
    `${draft.id} ${draft.label} ${tries}`,
    () => readReview(task, draft),
    asking || moving ? null : quoteEveryMs,
  )
  const [askAgain, setAskAgain] = useState<string | null>(null)
  const settled = intent !== null && (moving || intent.progress.kind === 'confirmed')
  const resumed =
    settled &&
    !(intent.progress.kind === 'awaiting-signature' && (askAgain === intent.id || asking))
  const step = asking ? 1 : resumed ? stepOf(intent) : 0
  return (
    <>
      <Steps names={stepNames} current={step} />
      <h1>
        Teach “<Plain text={task.card.name} longest={60} />” one label
      </h1>
      <Label draft={draft} task={task} fixed={asking || resumed} />
      {resumed ? (
        <IntentStatus
          intent={intent}
          confirmations={props.network.confirmations}
          asking={false}
          actions={
            intent.progress.kind === 'awaiting-signature' ? (
              <button type="button" onClick={() => setAskAgain(intent.id)}>
                Ask the wallet again
              </button>
            ) : (
              <a class="button" href="/options.html#deposits">
                See your deposits
              </a>
            )
          }
        />
      ) : (
        <>
          {intent && controls.signing.kind === 'idle' ? (
            <Ended intent={intent} confirmations={props.network.confirmations} />
          ) : null}
          <ReviewAndSign {...props} review={review} controls={controls} />
        </>
      )}
    </>
  )
}

function Ended(props: { intent: Intent; confirmations: number }) {
  if (isOnItsWay(props.intent)) return null
  return <IntentStatus intent={props.intent} confirmations={props.confirmations} asking={false} />
}

function ReviewAndSign(props: {
  draft: Draft
  task: DepositTask
  network: Network
  tabId: number | null
  review: ReturnType<typeof useLoaded<Review>>
  controls: ReturnType<typeof useSigning>
}) {
  const { draft, task, review } = props
  const [typed, setTyped] = useState<string | null>(null)
  const { value, reload } = review
  const refusal = draftRefusal(task, draft)
  const troubled = props.controls.signing.kind === 'trouble'
  useEffect(() => {
    // What went wrong may be that the deposit rose: show the figures as they are now.
    if (!troubled) return
    setTyped(null)
    reload()
  }, [troubled, reload])
  if (refusal)
    return (
      <Notice kind="wait" title={refusal.title}>
        {refusal.nextStep}
      </Notice>
    )
  if (value?.quote.existing)
    return <Exists draft={draft} contributor={value.quote.existing.contributor} />
  const bound = value ? readBound(typed, value.quote.deposit) : null
  const plan =
    value && bound && 'wei' in bound ? planFor(draft, task, value.quote, bound.wei) : null
  return (
    <>
      <PublicForEver
        label={labelName(task, draft.label)}
        dimensions={task.rules.dimensions}
        words={wordsNamed(task, draft.features)}
      />
      {review.error ? (
        <TroubleNotice safe="Your drafts are kept." error={review.error} onRetry={reload} />
      ) : null}
      {!value && !review.error ? <Waiting>Reading the deposit and the model.</Waiting> : null}
      {value ? (
        <>
          <Costs review={value} task={task} typed={typed} bound={bound!} onTyped={setTyped} />
          <ComesBack task={task} quote={value.quote} label={draft.label} />
        </>
      ) : null}
      <CallFlow
        controls={props.controls}
        plan={review.error ? null : plan}
        networkName={props.network.name}
        about="draft"
      >
        <a class="button" href={signAddress({ kind: 'drafts' }, props.tabId)}>
          Keep as draft
        </a>
      </CallFlow>
    </>
  )
}

function Label(props: { draft: Draft; task: DepositTask; fixed: boolean }) {
  const { draft, task } = props
  return (
    <div class="field">
      <blockquote class="text" dir="auto">
        {plainLine(draft.text, 400)}
      </blockquote>
      {props.fixed ? (
        <p>
          Label:{' '}
          <b>
            <Plain text={labelName(task, draft.label)} />
          </b>
        </p>
      ) : (
        <label class="inline">
          Label{' '}
          <select
            value={draft.label}
            onChange={event => void relabelDraft(draft.id, Number(event.currentTarget.value))}
          >
            {task.card.labels.map((label, index) => (
              <option key={index} value={index}>
                {plainLine(label.name, 40)}
                {index === draft.predictedLabel ? ' (what the model said)' : ''}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}

function Exists(props: { draft: Draft; contributor: Address }) {
  return (
    <Notice
      kind="wait"
      title="This text already has a contribution with this label"
      actions={
        <>
          <button type="button" onClick={() => void dropDraft(props.draft.id)}>
            Drop the draft
          </button>
          <a class="button" href="/options.html#deposits">
            See deposits
          </a>
        </>
      }
    >
      <p>
        <Hex value={props.contributor} /> submitted it, and the model has learnt it: there is
        nothing to submit and nothing to pay. Another label can still be chosen above.
      </p>
    </Notice>
  )
}

async function readReview(task: DepositTask, draft: Draft): Promise<Review> {
  const { client, network } = await openChain()
  const { snapshot } = await refreshSnapshot(task)
  const quoted = await quote(client, task, snapshot, draft.features, draft.label)
  // Measured with numbers that mean nothing: until the person goes on, a draft's own stay here.
  const bound = suggestedBound(quoted.deposit)
  const { call } = submission(quoted, task, anyFeatures(task), draft.label, bound)
  const fee = await estimateFee(client, call, null)
  return { quote: quoted, fee, network }
}

/** How many words or phrases the sample names by their ids. */
function wordsNamed({ kind, rules }: DepositTask, features: Int8Array): number {
  if (kind.model !== 'tail-perceptron') return 0
  return splitTail(features, rules.dimensions).ids.length
}

/** Features that no text gives, of a length that the trainer takes; with as many ids as a text can have. */
function anyFeatures({ kind, rules }: DepositTask): Int8Array {
  const dense = Int8Array.from({ length: rules.dimensions }, (_, i) => ((i * 37) % 101) - 50)
  if (kind.model !== 'tail-perceptron') return dense
  return joinTail(
    dense,
    Array.from({ length: tailPerceptron.MAX_IDS }, (_, id) => id),
  )
}

function planFor(draft: Draft, task: DepositTask, quoted: Quote, bound: bigint): Plan {
  const { call, deadline } = submission(quoted, task, draft.features, draft.label, bound)
  return {
    task,
    purpose: { kind: 'submit', draftId: draft.id, label: draft.label },
    sampleKey: quoted.key,
    features: draft.features,
    callFor: () => call,
    deadline,
    text: draft.text,
    account: null,
  }
}

/** Why a draft can no longer be submitted as it is, e.g. after its task changed. */
function draftRefusal(task: DepositTask, draft: Draft) {
  if (!task.verified)
    return {
      title: 'This task is unverified: reading only',
      nextStep: 'Its rules about your deposit cannot be relied on. Delete the draft, or keep it.',
    }
  if (draft.encoderId !== task.rules.encoderId || sampleFault(task, draft.features))
    return {
      title: 'This draft’s numbers do not fit the task',
      nextStep: 'Classify the text again and pick the label anew; that replaces the draft.',
    }
  return null
}
