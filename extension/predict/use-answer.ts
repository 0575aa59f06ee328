import type { Task } from '@hivemark/contracts'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import type { TaskRefusal } from '../tasks/refusal'
import type { Answer } from './answer'
import { classify, type Question, warmUpEncoder } from './classify'
import { refreshSnapshot } from './mirror'

/** How the stored model compares with the chain. */
export type Freshness =
  | { readonly kind: 'checking' }
  | { readonly kind: 'fresh' }
  | { readonly kind: 'stale'; readonly problem: TaskRefusal }

export interface AnswerState {
  /** `null` while the first one is on its way, or when nothing was asked. */
  readonly answer: Answer | null
  readonly freshness: Freshness
  readonly tryAgain: () => void
}

/** How often an open popup looks for a newer model. */
const lookAgainMs = 15_000

/**
 * The answer to a question: at once from the stored model, again whenever that is replaced by a
 * newer one. The chain is asked for the model at the start and every 15 seconds while visible.
 */
export function useAnswer(question: Question | null, task: Task | null): AnswerState {
  const key = task && taskKey(task)
  const model = useModel(task, key)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const { text, tabId } = question ?? { text: null, tabId: null }

  // The key stands for the task, the version for its stored model.
  useEffect(() => {
    let current = true
    if (text === null || !task) setAnswer(null)
    else {
      void classify({ text, tabId }, task).then(next => {
        if (current) setAnswer(next)
      })
    }
    return () => {
      current = false
    }
  }, [text, tabId, key, model.version])
  return { answer, ...model }
}

function useModel(task: Task | null, key: string | null) {
  const [freshness, setFreshness] = useState<Freshness>({ kind: 'checking' })
  const version = useSnapshotVersion(key)
  const run = useRef(0)

  const refresh = useCallback(async () => {
    if (!task) return
    const own = ++run.current
    try {
      await refreshSnapshot(task)
      if (own === run.current) setFreshness({ kind: 'fresh' })
    } catch (error) {
      const { explainTaskError } = await import('../tasks/refusal')
      if (own === run.current) setFreshness({ kind: 'stale', problem: explainTaskError(error) })
    }
  }, [key])

  useEffect(() => {
    if (!task) return
    warmUpEncoder(task)
    setFreshness({ kind: 'checking' })
    void refresh()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refresh()
    }, lookAgainMs)
    return () => clearInterval(timer)
  }, [key, refresh])

  const tryAgain = useCallback(() => {
    setFreshness({ kind: 'checking' })
    void refresh()
  }, [refresh])
  return { freshness, tryAgain, version }
}

/** Changes whenever a task's stored model was read anew. */
function useSnapshotVersion(key: string | null): string {
  const [version, setVersion] = useState('')
  useEffect(
    () =>
      stored.snapshots.watch(all => {
        const kept = key === null ? undefined : all[key]
        setVersion(kept ? `${key} ${kept.readAt}` : `${key} none`)
      }),
    [key],
  )
  return version
}
