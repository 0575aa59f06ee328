import { useEffect, useState } from 'preact/hooks'
import { longestText } from '../capture/capture'
import { useRecording } from '../history/use-recording'
import { ThisPage } from '../page-labels/ThisPage'
import type { Network } from '../settings/settings'
import { useNetwork } from '../settings/use-network'
import { besideOf } from '../tasks/choices'
import { siteInFront } from '../tasks/site-in-front'
import { type TaskList, useTasks } from '../tasks/use-tasks'
import { Notice, Waiting } from '../ui/parts'
import { WelcomeHint } from '../welcome/WelcomeHint'
import { AnswerView } from './AnswerView'
import { BesideRows } from './BesideRows'
import { openOptionsAt } from './open-options'
import { PopupFoot } from './PopupFoot'
import { PopupHead } from './PopupHead'
import { TaskChoices } from './TaskChoices'
import { TypedText } from './TypedText'
import { type AnswerState, useAnswer } from './use-answer'
import { type BesideAnswer, useBeside } from './use-beside'
import { type Asked, useQuestion } from './use-question'
import '../ui/tokens.css'
import './popup.css'

/** One glance, then why, then what one can do: the whole popup. */
export function Popup() {
  const list = useTasks(siteInFront)
  const asked = useQuestion()
  const network = useNetwork()
  const state = useAnswer(asked.capture, list.chosen?.task ?? null)
  const answered = state.answer?.kind === 'answered' ? state.answer : null
  useRecording(asked.capture, answered)
  const beside = useBeside(asked.capture, besideOf(list.tasks ?? [], list.chosen, list.choices))
  return (
    <main class="popup">
      <PopupHead list={list} network={network} answered={answered} freshness={state.freshness} />
      <Body list={list} asked={asked} state={state} beside={beside} network={network} />
      <ThisPage known={list.chosen} />
      <PopupFoot tabId={asked.capture?.tabId ?? null} />
    </main>
  )
}

interface BodyProps {
  readonly list: TaskList
  readonly asked: Asked
  readonly state: AnswerState
  readonly beside: readonly BesideAnswer[]
  readonly network: Network
}

function Body({ list, asked, state, beside, network }: BodyProps) {
  const { capture } = asked
  const [another, setAnother] = useState(false)
  useEffect(() => {
    if (capture?.source === 'selection') setAnother(false)
  }, [capture])
  if (!list.tasks) return null
  const { chosen } = list
  // One field in one place: while someone types into it, it must not be made anew, not even when the
  // tasks go and come back because the chain was started afresh.
  const asks = chosen !== null || list.refreshing || capture !== null
  const typing = asks && (another || capture?.source !== 'selection')
  return (
    <>
      {chosen ? <StaleNotice {...state} /> : <NoTasks {...list} />}
      {capture ? <CutNotice cut={capture.cut} length={capture.text.length} /> : null}
      {typing ? <TypedText asked={asked} focus={another} help={chosen !== null} /> : null}
      {capture && chosen ? (
        <AnswerView {...state} currency={network.currency}>
          <BesideRows list={list} rows={beside} />
        </AnswerView>
      ) : null}
      <div class="more">
        {typing || !asks ? null : (
          <button type="button" class="quiet" onClick={() => setAnother(true)}>
            Type or paste another text
          </button>
        )}
        {chosen ? <TaskChoices {...list} /> : null}
      </div>
    </>
  )
}

function NoTasks({ hidden, refreshing, problem, refresh }: TaskList) {
  if (hidden.length > 0) return <AllHidden />
  if (refreshing) return <Waiting>Looking for tasks…</Waiting>
  if (problem) {
    return (
      <>
        <Problem {...problem} onRetry={refresh} />
        <WelcomeHint />
      </>
    )
  }
  return (
    <Notice
      kind="info"
      title="No tasks here yet"
      actions={
        <>
          <button type="button" onClick={refresh}>
            Look again
          </button>
          <SettingsButton />
        </>
      }
    >
      Nobody you follow made a task on this network. Add one by its address, or choose another
      network.
    </Notice>
  )
}

function AllHidden() {
  return (
    <Notice
      title="All your tasks are hidden"
      actions={
        <button type="button" onClick={() => void openOptionsAt('tasks')}>
          Tasks
        </button>
      }
    >
      Show one again to ask it.
    </Notice>
  )
}

function StaleNotice({ freshness, answer, tryAgain }: AnswerState) {
  if (freshness.kind !== 'stale') return null
  const { title, nextStep } = freshness.problem
  const older = answer?.kind === 'answered' ? ' Below is what the model said when last read.' : ''
  return <Problem title={title} nextStep={nextStep + older} onRetry={tryAgain} />
}

function Problem(props: { title: string; nextStep: string; onRetry: () => void }) {
  return (
    <Notice
      kind="error"
      title={props.title}
      actions={
        <>
          <button type="button" onClick={props.onRetry}>
            Try again
          </button>
          <SettingsButton />
        </>
      }
    >
      {props.nextStep}
    </Notice>
  )
}

function SettingsButton() {
  return (
    <button type="button" class="quiet" onClick={() => void openOptionsAt('network')}>
      Settings
    </button>
  )
}

function CutNotice({ cut, length }: { cut: number; length: number }) {
  if (cut === 0) return null
  return (
    <Notice kind="wait" title={`Only the first ${length.toLocaleString()} characters were read`}>
      {cut.toLocaleString()} more were left out; {longestText.toLocaleString()} is the most. Select
      the part that matters.
    </Notice>
  )
}
