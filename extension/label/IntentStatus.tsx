import { Hex, Moment, Notice, Waiting } from '../ui/parts'
import type { Intent } from './intent'
import { forgetIntent } from './intents'

/** The four steps of a call, for `Steps`. */
export const stepNames = ['Check', 'Wallet', 'Sent', 'Confirmed'] as const

/** Which step a call is at. */
export function stepOf(intent: Intent | null): number {
  switch (intent?.progress.kind) {
    case 'awaiting-signature':
      return 1
    case 'sent':
    case 'included':
    case 'reverted':
      return 2
    case 'confirmed':
      return 3
    default:
      return 0
  }
}

/** Where a call is now, in words, with its transaction and the way on. */
export function IntentStatus(props: {
  readonly intent: Intent
  readonly confirmations: number
  /** This very page asked the wallet and waits for its answer. */
  readonly asking: boolean
  readonly actions?: preact.ComponentChildren
}) {
  const { intent, actions } = props
  const { progress } = intent
  switch (progress.kind) {
    case 'awaiting-signature':
      return props.asking ? (
        <Waiting>
          The wallet asks you now. If no window shows, open the wallet; unlock it if it is locked.
        </Waiting>
      ) : (
        <Notice kind="wait" title="The wallet was asked" actions={actions}>
          <p>
            <Moment at={Math.floor(progress.since / 1000)} />: this page did not hear the answer. If
            the wallet still shows the question, answer it. If you approved, it appears here by
            itself within a minute.
          </p>
        </Notice>
      )
    case 'sent':
      return (
        <>
          <Waiting>Sent. Waiting for the network to include it.</Waiting>
          <Transaction intent={intent} />
          <Overdue intent={intent} since={progress.since} />
        </>
      )
    case 'included':
      return (
        <>
          <Waiting>
            Included in block {progress.block.toLocaleString()}. Confirmed after{' '}
            {props.confirmations} blocks; {progress.confirmations} so far.
          </Waiting>
          <Transaction intent={intent} />
        </>
      )
    case 'confirmed':
      return (
        <>
          <Notice kind="good" title={doneText(intent)} actions={actions}>
            <p>In block {progress.block.toLocaleString()}.</p>
          </Notice>
          <Transaction intent={intent} />
        </>
      )
    case 'reverted':
      return (
        <>
          <Notice kind="error" title="The contract refused it" actions={actions}>
            <p>{progress.message}</p>
            <p>{progress.nextStep}</p>
          </Notice>
          <Transaction intent={intent} />
        </>
      )
    case 'rejected':
      return (
        <Notice kind="wait" title="You declined in the wallet" actions={actions}>
          <p>Nothing was sent. {keptText(intent)}</p>
        </Notice>
      )
    case 'failed':
    case 'lost':
      return (
        <Notice kind="error" title={progress.message} actions={actions}>
          <p>{progress.nextStep}</p>
        </Notice>
      )
  }
}

/** After this long without a block, the person may stop following; the wallet may know more. */
const patienceMs = 10 * 60_000

function Overdue(props: { intent: Intent; since: number }) {
  if (Date.now() - props.since < patienceMs) return null
  return (
    <Notice
      kind="wait"
      title="This takes long"
      actions={
        <button type="button" onClick={() => void forgetIntent(props.intent.id)}>
          Stop following it
        </button>
      }
    >
      <p>
        The endpoint may not have seen it, or its fee is too low. Look into the wallet: there it can
        be sped up or cancelled, and either is noticed here.
      </p>
    </Notice>
  )
}

function Transaction(props: { intent: Intent }) {
  const { progress } = props.intent
  if (!('transaction' in progress)) return null
  return (
    <p class="note" data-transaction={progress.transaction}>
      Transaction <Hex value={progress.transaction} /> from <Hex value={props.intent.from} />
    </p>
  )
}

function doneText(intent: Intent): string {
  switch (intent.purpose.kind) {
    case 'submit':
      return 'Your label is part of the model'
    case 'refund':
      return 'Your deposit is back'
    case 'report':
      return intent.purpose.waits
        ? 'Your report stands; take your share once its wait is over'
        : 'Your share was paid'
    case 'take':
      return 'Your report is settled'
    case 'sweep':
      return 'What was left was paid to you'
    case 'withdraw':
      return 'The kept payment was paid out'
  }
}

function keptText(intent: Intent): string {
  return intent.purpose.kind === 'submit' ? 'Your draft is kept.' : ''
}
