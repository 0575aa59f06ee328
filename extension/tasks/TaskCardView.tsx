import {
  type DepositRefundTakeTerms,
  depositAt,
  isDepositTask,
  type Task,
} from '@hivemark/contracts'
import { estimatedChainTime } from '../predict/answer'
import type { StoredSnapshot } from '../predict/stored-snapshot'
import { durationText, plainLine } from '../ui/format'
import { Amount, Hex, Notice, Plain } from '../ui/parts'
import { contributionLimit } from './contribution-limit'
import { encoderFact } from './encoder-fact'
import type { KnownTask } from './known-task'

/** All one should read before trusting a task. Its strings are strangers': bounded text, never markup. */
export function TaskCardView(props: {
  known: KnownTask
  stored: StoredSnapshot | null
  currency: string
}) {
  const { task, source } = props.known
  return (
    <div class="stack task-card">
      <p>
        <bdi>{plainLine(task.card.description, 512)}</bdi>
      </p>
      {task.verified ? null : (
        <Notice kind="error" title="Unverified: reading only">
          This contract is not the factory’s, so its rules about your deposit cannot be relied on.
        </Notice>
      )}
      <Labels known={props.known} />
      <dl class="facts num">
        <Fact name="Encoder">
          {encoderFact(task)} <Hex value={task.rules.encoderId} />
        </Fact>
        {task.kind.model === 'tail-perceptron' ? (
          <Fact name="Labelling publishes">numbers, and marks of up to 8 words of the text</Fact>
        ) : null}
        <IncentiveFacts task={task} />
        <ModelFacts {...props} />
        <Fact name="Created by">
          <Hex value={task.rules.creator} />
          {source === 'registry' ? ' (one you follow)' : ' (added by you)'}
        </Fact>
        <Fact name="Address">
          <Hex value={task.address} />
        </Fact>
      </dl>
    </div>
  )
}

function Labels({ known }: { known: KnownTask }) {
  return (
    <dl class="task-labels">
      {known.task.card.labels.map(({ name, definition }, index) => (
        <div key={index}>
          <dt>
            <Plain text={name} longest={32} />
          </dt>
          <dd class="note">
            <Plain text={definition || 'no definition given'} longest={200} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function IncentiveFacts({ task }: { task: Task }) {
  const limit = contributionLimit(task)
  if (!isDepositTask(task)) return <Fact name="Reading only">{limit?.nextStep}</Fact>
  const { terms } = task.rules
  return (
    <>
      {limit ? <Fact name="Reading only">{limit.nextStep}</Fact> : null}
      <Fact name="A deposit can come back after">{durationText(terms.refundWait)}</Fact>
      {terms.judgeTime === 0 ? null : (
        <Fact name="Judged by the model averaged over">{durationText(terms.judgeTime)}</Fact>
      )}
      {terms.challengeWait === 0 ? null : (
        <Fact name="A report is paid after">{durationText(terms.challengeWait)}</Fact>
      )}
      <Fact name={unclaimedName(terms)}>{durationText(terms.sweepWait)}</Fact>
    </>
  )
}

function unclaimedName({ sweepBurns }: DepositRefundTakeTerms): string {
  return sweepBurns ? 'Unclaimed, it may be destroyed after' : 'Unclaimed, anyone may take it after'
}

function ModelFacts(props: { known: KnownTask; stored: StoredSnapshot | null; currency: string }) {
  if (!props.stored) return <Fact name="Model">not read yet</Fact>
  const { snapshot, readAt } = props.stored
  const now = estimatedChainTime(snapshot, readAt)
  const { task } = props.known
  return (
    <>
      {isDepositTask(task) && !contributionLimit(task) ? (
        <Fact name="Deposit now">
          <Amount wei={depositAt(task.rules, snapshot, now)} currency={props.currency} />
        </Fact>
      ) : null}
      <Fact name="Learnt from">{counted(snapshot.learnt)}</Fact>
    </>
  )
}

function Fact(props: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

function counted(contributions: number): string {
  return `${contributions.toLocaleString()} contribution${contributions === 1 ? '' : 's'}`
}
