import { depositAt, isDepositTask, keepsSamples, type Task } from '@hivemark/contracts'
import { estimatedChainTime } from '../predict/answer'
import type { ContractWord, StoredSnapshot } from '../predict/stored-snapshot'
import { plainLine } from '../ui/format'
import { Amount, Hex, Notice, Plain } from '../ui/parts'
import { contributionLimit } from './contribution-limit'
import { incentiveWords, termFacts } from './incentive-words'
import { type KnownTask, taskKey } from './known-task'
import { useEncoderFact } from './use-encoder-fact'

/** All one should read before trusting a task. Its strings are strangers': bounded text, never markup. */
export function TaskCardView(props: {
  known: KnownTask
  stored: StoredSnapshot | null
  currency: string
}) {
  const { task, source } = props.known
  const encoder = useEncoderFact(task)
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
      <Incentive task={task} />
      <dl class="facts num">
        <Fact name="Encoder">
          {encoder} <Hex value={task.rules.encoderId} />
        </Fact>
        {task.kind.model === 'tail-perceptron' ? (
          <Fact name="Labelling publishes">numbers, and marks of up to 8 words of the text</Fact>
        ) : null}
        <TermFacts task={task} currency={props.currency} />
        <ModelFacts {...props} />
        <Fact name="Created by">
          <Hex value={task.rules.creator} />
          {source === 'registry' ? ' (one you follow)' : ' (added by you)'}
        </Fact>
        <Fact name="Address">
          <Hex value={task.address} />
        </Fact>
        {keepsSamples(task) ? (
          <Fact name="Contributions">
            <a href={`/options.html#datasets/${taskKey(task)}`}>as a dataset</a>
          </Fact>
        ) : null}
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

/** What the task does with labels and deposits, and what that cannot stop. */
function Incentive({ task }: { task: Task }) {
  const { name, rule, limit } = incentiveWords(task)
  return (
    <section class="incentive">
      <h2>{name}</h2>
      <p>{rule}</p>
      <p class="limit">{limit}</p>
    </section>
  )
}

function TermFacts({ task, currency }: { task: Task; currency: string }) {
  const limit = contributionLimit(task)
  return (
    <>
      {limit ? <Fact name="Reading only">{limit.nextStep}</Fact> : null}
      {termFacts(task, currency).map(({ name, value }) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </>
  )
}

function ModelFacts(props: { known: KnownTask; stored: StoredSnapshot | null; currency: string }) {
  if (!props.stored) return <Fact name="Model">not read yet</Fact>
  const { snapshot, readAt, contract } = props.stored
  const now = estimatedChainTime(snapshot, readAt)
  const { task } = props.known
  return (
    <>
      {isDepositTask(task) && !contributionLimit(task) ? (
        <Fact name="Deposit now">
          <Amount wei={depositAt(task.rules, snapshot, now)} currency={props.currency} />
        </Fact>
      ) : null}
      <Fact name="Learnt from">{counted(snapshot.learnt)} that were news to it</Fact>
      <Fact name="Validated">{validatedText(contract)}</Fact>
      {contract?.agrees === false ? (
        <Fact name="Checked">this copy of the model and the contract differ</Fact>
      ) : null}
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

function validatedText(contract: ContractWord | undefined): string {
  if (!contract || contract.validated === null) return 'not counted by the contract; see below'
  return `${counted(contract.validated)}, their deposits came back`
}

function counted(contributions: number): string {
  return `${contributions.toLocaleString()} contribution${contributions === 1 ? '' : 's'}`
}
