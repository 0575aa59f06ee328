import { useEffect, useState } from 'preact/hooks'
import { stored } from '../storage'
import type { KnownTask } from '../tasks/known-task'
import { keyOf } from '../tasks/use-tasks'
import type { Answer } from './answer'
import { classify, type Question } from './classify'
import { refreshSnapshot } from './mirror'

/** What another task's model says about the same text. */
export interface BesideAnswer {
  readonly known: KnownTask
  /** `null` while it is on its way. */
  readonly answer: Answer | null
}

/** How often an open popup looks for newer models. */
const lookAgainMs = 15_000

/**
 * The answers of other tasks to a question, each from the stored model and again when that is replaced.
 * A model that cannot be read is no news: the task asked about says what is wrong with the endpoint.
 */
export function useBeside(
  question: Question | null,
  tasks: readonly KnownTask[],
): readonly BesideAnswer[] {
  const keys = tasks.map(keyOf).join(' ')
  const version = useModelVersion(tasks, keys)
  const [answers, setAnswers] = useState<ReadonlyMap<string, Answer>>(new Map())
  const { text, tabId } = question ?? { text: null, tabId: null }

  // The keys stand for the tasks, the version for their stored models.
  useEffect(() => {
    let current = true
    if (text === null) setAnswers(new Map())
    else {
      const asked = tasks.map(async known => {
        const answer = await classify({ text, tabId }, known.task)
        return [keyOf(known), answer] as const
      })
      void Promise.all(asked).then(all => {
        if (current) setAnswers(new Map(all))
      })
    }
    return () => {
      current = false
    }
  }, [text, tabId, keys, version])

  return text === null
    ? []
    : tasks.map(known => ({ known, answer: answers.get(keyOf(known)) ?? null }))
}

function useModelVersion(tasks: readonly KnownTask[], keys: string): string {
  const [version, setVersion] = useState('')
  useEffect(() => {
    if (keys === '') return
    const stop = stored.snapshots.watch(all =>
      setVersion(tasks.map(known => all[keyOf(known)]?.readAt ?? '').join(' ')),
    )
    void refreshAll()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void refreshAll()
    }, lookAgainMs)
    return () => {
      stop()
      clearInterval(timer)
    }

    async function refreshAll() {
      await Promise.all(tasks.map(({ task }) => refreshSnapshot(task).catch(() => {})))
    }
  }, [keys])
  return version
}
