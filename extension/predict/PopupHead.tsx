import { useEffect, useState } from 'preact/hooks'
import type { Network } from '../settings/settings'
import { TaskPicker } from '../tasks/TaskPicker'
import { keyOf, type TaskList } from '../tasks/use-tasks'
import { durationText } from '../ui/format'
import { Plain } from '../ui/parts'
import type { Answered } from './answer'
import { openOptionsAt } from './open-options'
import type { Freshness } from './use-answer'

/** Which task, on which network, as of which block, read how long ago. */
export function PopupHead(props: {
  list: TaskList
  network: Network
  answered: Answered | null
  freshness: Freshness
}) {
  const { list, network, answered, freshness } = props
  return (
    <header>
      <h1 class={list.chosen ? 'visually-hidden' : 'name'}>Hivemark</h1>
      {list.chosen ? (
        <>
          <TaskPicker {...list} />
          <TaskCardButton taskKey={keyOf(list.chosen)} />
        </>
      ) : null}
      <span class="num">
        <Plain text={network.name} longest={24} />
        {answered ? (
          <>
            {' · block '}
            <span data-block={`${answered.snapshot.block}`}>
              {answered.snapshot.block.toLocaleString()}
            </span>
            {' · '}
            <Age readAt={answered.readAt} />
            {freshness.kind === 'checking' ? ', checking' : ''}
          </>
        ) : null}
      </span>
    </header>
  )
}

/** What one should read before trusting the answer. */
function TaskCardButton({ taskKey }: { taskKey: string }) {
  return (
    <button type="button" class="quiet card" onClick={() => void openOptionsAt(`tasks/${taskKey}`)}>
      Task card
    </button>
  )
}

function Age({ readAt }: { readAt: number }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 5_000)
    return () => clearInterval(timer)
  }, [readAt])
  const seconds = Math.max(0, (now - readAt) / 1_000)
  return <span>{seconds < 5 ? 'just now' : `${durationText(seconds)} ago`}</span>
}
