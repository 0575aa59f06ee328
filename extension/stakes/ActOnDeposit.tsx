import {
  type Contribution,
  type DepositTask,
  depositLeft,
  readModel,
  readStanding,
  refundCall,
  reportCall,
  reportShare,
  type Standing,
  sweepCall,
  takeCall,
  withdrawCall,
} from '@hivemark/contracts'
import { useRef, useState } from 'preact/hooks'
import type { Address, Hex as HexText } from 'viem'
import { type Chain, openChain } from '../chain/chain'
import { CallFlow } from '../label/CallFlow'
import { type ChainClock, readChainClock } from '../label/chain-clock'
import { IntentStatus, stepNames, stepOf } from '../label/IntentStatus'
import { type Intent, isOnItsWay, type Purpose } from '../label/intent'
import { estimateFee, type Fee } from '../label/quote'
import { labelName } from '../label/SubmissionReview'
import type { Plan } from '../label/sign-call'
import type { SignSubject } from '../label/sign-subject'
import { TroubleError } from '../label/trouble'
import { useIntent, useSigning } from '../label/use-signing'
import type { Network } from '../settings/settings'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { Amount, Hex, Moment, Plain, Steps, Waiting } from '../ui/parts'
import { useLoaded } from '../ui/use-loaded'
import { useStored } from '../ui/use-stored'
import { readAllContributions } from './contributions'
import { Text } from './DepositTable'
import { type Stake, stakeOf } from './deposits'
import { ReadingTrouble } from './ReadingTrouble'
import { bestReporter, takeNow } from './reports'
import { StakeState } from './StakeState'
import './stakes.css'

type ActSubject = Extract<SignSubject, { kind: 'act' | 'withdraw' }>

interface Facts {
  /** The contribution it is about; `null` for a withdrawal. */
  readonly stake: Stake | null
  /** What the account gets, in wei; `null` while no account is known. */
  readonly amount: bigint | null
  /** Whom the figures are for; `null` while no account is known. */
  readonly account: Address | null
  /** Shows that the account may report, where the contract asks for it. */
  readonly proof: HexText | null
  readonly fee: Fee
  readonly clock: ChainClock
}

/** Refund, report, sweep or withdraw: what it does, what it pays, and the way through the wallet. */
export function ActOnDeposit(props: {
  readonly subject: ActSubject
  readonly task: DepositTask
  readonly network: Network
  readonly tabId: number | null
}) {
  const { subject, task, network } = props
  const controls = useSigning(props.tabId)
  const opened = useRef(Date.now()).current
  const intent = useIntent(
    each =>
      isAbout(each, subject, task) &&
      // Payments are kept again and again; an earlier withdrawal is no answer to this one.
      (subject.kind !== 'withdraw' || isOnItsWay(each) || each.changedAt >= opened),
  )
  const texts = useStored(stored.ownTexts) ?? {}
  const asking = controls.signing.kind === 'busy'
  const moving = intent !== null && isOnItsWay(intent)
  const [askAgain, setAskAgain] = useState<string | null>(null)
  const waiting = intent?.progress.kind === 'awaiting-signature'
  const settled = intent !== null && (moving || intent.progress.kind === 'confirmed')
  const following = settled && !asking && !(waiting && askAgain === intent.id)
  const facts = useLoaded(
    `${taskKey(task)} ${JSON.stringify(subject)} ${following}`,
    () => readFacts(subject, task),
    asking || following ? null : 15_000,
  )
  const { value } = facts
  const plan = value ? planFor(subject, task, value, texts) : null
  return (
    <>
      <Steps names={stepNames} current={asking ? 1 : following ? stepOf(intent) : 0} />
      <h1>{titles[nameOf(subject)]}</h1>
      {value?.stake ? <About stake={value.stake} network={network} texts={texts} /> : null}
      {following ? (
        <IntentStatus
          intent={intent}
          confirmations={network.confirmations}
          asking={false}
          actions={
            waiting ? (
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
          {intent && !moving && controls.signing.kind === 'idle' ? (
            <IntentStatus intent={intent} confirmations={network.confirmations} asking={false} />
          ) : null}
          {facts.error ? <ReadingTrouble error={facts.error} onRetry={facts.reload} /> : null}
          {!value && !facts.error ? <Waiting>Reading it from the chain.</Waiting> : null}
          {value ? <Terms subject={subject} task={task} facts={value} network={network} /> : null}
          <CallFlow
            controls={controls}
            plan={facts.error ? null : plan}
            networkName={network.name}
            about="deposit"
          >
            <a class="button" href="/options.html#deposits">
              Not now
            </a>
          </CallFlow>
        </>
      )}
    </>
  )
}

const titles = {
  refund: 'Get a deposit back',
  report: 'Report a wrong label',
  take: 'Take what you reported',
  sweep: 'Take an unclaimed deposit',
  withdraw: 'Withdraw a kept payment',
} as const

function About(props: { stake: Stake; network: Network; texts: Readonly<Record<string, string>> }) {
  const { task, contribution } = props.stake
  const { record } = contribution
  return (
    <section class="public about">
      <Text text={props.texts[contribution.key] ?? null} missing="The text is not public." />
      <p>
        Labelled{' '}
        <b>
          <Plain text={labelName(task, record.label)} />
        </b>{' '}
        in <Plain text={task.card.name} longest={60} /> by <Hex value={record.contributor} />,{' '}
        <Moment at={record.submittedAt} />. Deposit{' '}
        <Amount wei={record.deposit} currency={props.network.currency} />.
      </p>
      <p>
        <StakeState stake={props.stake} currency={props.network.currency} />
      </p>
    </section>
  )
}

function Terms(props: { subject: ActSubject; task: DepositTask; facts: Facts; network: Network }) {
  const { facts, network } = props
  return (
    <>
      <dl class="costs num">
        <dt>
          {paysText[nameOf(props.subject)]}
          {facts.account ? (
            <>
              {' '}
              (<Hex value={facts.account} />)
            </>
          ) : null}
        </dt>
        <dd>
          {facts.amount === null ? (
            'as kept'
          ) : (
            <Amount wei={facts.amount} currency={network.currency} />
          )}
        </dd>
        <dt>Network fee, about{facts.fee.measured ? '' : ' (usual for this)'}</dt>
        <dd>
          <Amount wei={facts.fee.total} currency={network.currency} />
        </dd>
      </dl>
      <p class="note">
        {becomesPublic[nameOf(props.subject)]} The contract judges by its model at that moment.
      </p>
    </>
  )
}

const paysText = {
  refund: 'Comes back to you',
  report: 'Your share, at this moment',
  take: 'Paid to you, if the model still contradicts the label',
  sweep: 'Paid to you',
  withdraw: 'Paid to you',
} as const

const becomesPublic = {
  refund: 'Public for ever: that this address asked for its deposit back.',
  report:
    'Public for ever: that your address reported this label. The contributor loses this part; each person reports a label once.',
  take: 'Public for ever: that your address took its share of a wrong label’s deposit.',
  sweep: 'Public for ever: that your address took what nobody had claimed in time.',
  withdraw: 'Public for ever: that your address took its kept payment.',
} as const

function nameOf(subject: ActSubject): 'refund' | 'report' | 'take' | 'sweep' | 'withdraw' {
  return subject.kind === 'act' ? subject.action : 'withdraw'
}

async function readFacts(subject: ActSubject, task: DepositTask): Promise<Facts> {
  const { client } = await openChain()
  const [clock, snapshot] = await Promise.all([readChainClock(client), readModel(client, task)])
  if (subject.kind === 'withdraw') {
    const { address: account, standing } = await bestAccount(client, task, each => each.credit)
    const call = withdrawCall(task.address, account ?? task.address)
    const fee = await estimateFee(client, call, account)
    return { stake: null, amount: standing?.credit ?? null, account, proof: null, fee, clock }
  }
  const contributions = await readAllContributions(client, task, clock)
  const contribution = contributions.find(each => each.key === subject.sampleKey)
  if (!contribution) throw new TroubleError(unknownSample)
  const stake = stakeOf(task, contribution, snapshot, clock.now)
  if (subject.action === 'report') {
    const stakes = contributions.map(each => stakeOf(task, each, snapshot, clock.now))
    const best = bestReporter({ task, stakes, standings: await ownStandings(client, task) })
    const call = callFor('report', task, contribution, best?.proof ?? null)
    const amount = best ? reportShare(contribution.record, task.rules.terms, best.standing) : null
    const { address: account, proof } = best ?? { address: null, proof: null }
    return { stake, amount, account, proof, fee: await estimateFee(client, call, account), clock }
  }
  const account = onlyAccount(subject.action, contribution)
  const call = callFor(subject.action, task, contribution, null)
  const fee = await estimateFee(client, call, account)
  const amount = paidBy(subject.action, stake, clock.now)
  return { stake, amount, account, proof: null, fee, clock }
}

/** The account that alone can do something with a contribution; `null` if others can, too. */
function onlyAccount(action: Action, { record, report }: Contribution): Address | null {
  if (action === 'refund') return record.contributor
  return action === 'take' ? (report?.reporter ?? null) : null
}

function paidBy(action: 'refund' | 'take' | 'sweep', stake: Stake, now: number): bigint {
  if (action === 'take') return takeNow(stake, now) ?? 0n
  const burns = action === 'sweep' && stake.task.rules.terms.sweepBurns
  return burns ? 0n : depositLeft(stake.contribution.record)
}

function ownStandings(client: Chain['client'], task: DepositTask) {
  return stored.watchedAddresses.get().then(addresses =>
    Promise.all(
      addresses.map(async address => ({
        address,
        standing: await readStanding(client, task, address),
      })),
    ),
  )
}

/** The own address that has most of something in this task. */
async function bestAccount(
  client: Chain['client'],
  task: DepositTask,
  worth: (standing: Standing) => bigint,
): Promise<{ readonly address: Address | null; readonly standing: Standing | null }> {
  let best: { address: Address | null; standing: Standing | null } = {
    address: null,
    standing: null,
  }
  for (const address of await stored.watchedAddresses.get()) {
    const standing = await readStanding(client, task, address)
    if (!best.standing || worth(standing) > worth(best.standing)) best = { address, standing }
  }
  return best
}

const unknownSample = {
  name: null,
  title: 'This contribution is not on the chain',
  nextStep: 'Check the network, then open it again from the list of deposits.',
}

type Action = Extract<SignSubject, { kind: 'act' }>['action']

function callFor(
  action: Action,
  task: DepositTask,
  contribution: Contribution,
  proof: HexText | null,
) {
  const sample = {
    address: task.address,
    features: contribution.features,
    label: contribution.record.label,
    proof,
  }
  const calls = { refund: refundCall, report: reportCall, take: takeCall, sweep: sweepCall }
  return calls[action](sample)
}

function planFor(
  subject: ActSubject,
  task: DepositTask,
  facts: Facts,
  texts: Readonly<Record<string, string>>,
): Plan | null {
  const common = { task, deadline: null }
  if (subject.kind === 'withdraw') {
    const purpose = { kind: 'withdraw' } as const
    return {
      ...common,
      purpose,
      sampleKey: null,
      features: new Int8Array(0),
      callFor: from => withdrawCall(task.address, from),
      text: null,
      account: null,
    }
  }
  if (!facts.stake) return null
  const { contribution } = facts.stake
  const { record, key, features } = contribution
  return {
    ...common,
    purpose: purposeOf(subject.action, task, record.label),
    sampleKey: key,
    features,
    callFor: () => callFor(subject.action, task, contribution, facts.proof),
    text: texts[key] ?? null,
    // A proof is of one account, so that only this one can report with it.
    account: facts.proof ? facts.account : onlyAccount(subject.action, contribution),
  }
}

function purposeOf(action: Action, { rules }: DepositTask, label: number): Purpose {
  if (action !== 'report') return { kind: action, label }
  return { kind: 'report', label, waits: rules.terms.challengeWait !== 0 }
}

function isAbout(intent: Intent, subject: ActSubject, task: DepositTask): boolean {
  return (
    intent.taskKey === taskKey(task) &&
    intent.purpose.kind === nameOf(subject) &&
    (subject.kind === 'withdraw' || intent.sampleKey === subject.sampleKey)
  )
}
