import { isDepositTask } from '@hivemark/contracts'
import { useRef } from 'preact/hooks'
import type { Network } from '../settings/settings'
import { ActOnDeposit } from '../stakes/ActOnDeposit'
import { stored } from '../storage'
import { contributionLimit } from '../tasks/contribution-limit'
import { type KnownTask, taskKey } from '../tasks/known-task'
import { loadTasks } from '../tasks/tasks'
import { Notice, Waiting } from '../ui/parts'
import { useLoaded } from '../ui/use-loaded'
import { useStored } from '../ui/use-stored'
import { DraftList, isAboutDraft } from './DraftList'
import type { Draft } from './draft'
import type { Intent } from './intent'
import { newestIntent } from './intents'
import { SubmitDraft } from './SubmitDraft'
import { readSignRequest, type SignRequest } from './sign-subject'
import { TroubleNotice } from './TroubleNotice'
import './label.css'
import './sign.css'

/** The tab where calls are reviewed and signed; never the popup, since wallets close popups. */
export function SignPage(props: { readonly search: string }) {
  const request = readSignRequest(props.search)
  const settings = useStored(stored.settings)
  const known = useLoaded(`tasks of chain ${settings?.network.chainId}`, loadTasks)
  return (
    <main class="sign panel">
      {known.error ? (
        <TroubleNotice safe="Your drafts are kept." error={known.error} onRetry={known.reload} />
      ) : known.value && settings ? (
        <Subject request={request} tasks={known.value} network={settings.network} />
      ) : (
        <Waiting>Reading the tasks.</Waiting>
      )}
    </main>
  )
}

function Subject(props: { request: SignRequest; tasks: readonly KnownTask[]; network: Network }) {
  const { request, tasks, network } = props
  const { subject, tabId } = request
  switch (subject.kind) {
    case 'drafts':
      return <DraftList tasks={tasks} tabId={tabId} />
    case 'draft':
      return <OneDraft draftId={subject.draftId} tasks={tasks} network={network} tabId={tabId} />
    case 'act':
    case 'withdraw': {
      const task = findTask(tasks, subject.taskKey)
      return task && isDepositTask(task) ? (
        <ActOnDeposit subject={subject} task={task} network={network} tabId={tabId} />
      ) : (
        <TaskMissing />
      )
    }
  }
}

function OneDraft(props: {
  draftId: string
  tasks: readonly KnownTask[]
  network: Network
  tabId: number | null
}) {
  const drafts = useStored(stored.drafts)
  const intents = useStored(stored.intents)
  const texts = useStored(stored.ownTexts)
  const last = useRef<Draft | null>(null)
  if (!drafts || !intents || !texts) return <Waiting>Reading your draft.</Waiting>
  const submitted = newestIntent(intents, each => isAboutDraft(each, props.draftId))
  // A confirmed draft is deleted; the page goes on to show what became of it.
  const draft =
    drafts.find(each => each.id === props.draftId) ??
    last.current ??
    (submitted ? draftOf(submitted, texts, props.tasks) : null)
  last.current = draft
  if (!draft) return <DraftMissing />
  const task = findTask(props.tasks, draft.taskKey)
  if (!task) return <TaskMissing />
  const limit = contributionLimit(task)
  if (limit || !isDepositTask(task))
    return (
      <Notice kind="wait" title={limit?.title ?? ''}>
        {limit?.nextStep}
      </Notice>
    )
  return <SubmitDraft draft={draft} task={task} network={props.network} tabId={props.tabId} />
}

function draftOf(
  intent: Intent,
  texts: Readonly<Record<string, string>>,
  tasks: readonly KnownTask[],
): Draft | null {
  if (intent.purpose.kind !== 'submit') return null
  return {
    id: intent.purpose.draftId,
    taskKey: intent.taskKey,
    text: (intent.sampleKey && texts[intent.sampleKey]) || 'The text is not on this machine.',
    features: intent.features,
    encoderId: findTask(tasks, intent.taskKey)?.rules.encoderId ?? '',
    label: intent.purpose.label,
    predictedLabel: -1,
    createdAt: intent.createdAt,
  }
}

function findTask(tasks: readonly KnownTask[], key: string) {
  return tasks.find(each => taskKey(each.task) === key.toLowerCase())?.task ?? null
}

function TaskMissing() {
  return (
    <Notice
      kind="wait"
      title="This task is not in your list on this network"
      actions={
        <a class="button" href="/options.html#tasks">
          Open the tasks
        </a>
      }
    >
      <p>Add it by its address, or switch back to its network. Your draft is kept.</p>
    </Notice>
  )
}

function DraftMissing() {
  return (
    <Notice
      title="This draft is gone"
      actions={
        <a class="button" href="/sign.html">
          See your drafts
        </a>
      }
    >
      <p>It was submitted or deleted. What was submitted is listed under Deposits.</p>
    </Notice>
  )
}
