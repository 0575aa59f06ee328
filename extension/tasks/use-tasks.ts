import { useCallback, useEffect, useMemo, useState } from 'preact/hooks'
import { stored } from '../storage'
import { arranged, keptFor, noChoices, type TaskChoices } from './choices'
import { type KnownTask, taskKey } from './known-task'
import type { TaskRefusal } from './refusal'
import { knownTasks, pickTask } from './task-list'

export interface TaskList {
  /** Those to choose from, in the person's order; `null` until the stored list was read. */
  readonly tasks: readonly KnownTask[] | null
  readonly hidden: readonly KnownTask[]
  readonly choices: TaskChoices
  readonly chosen: KnownTask | null
  readonly choose: (key: string) => void
  /** The origin that a task can be kept for; `null` where there is none. */
  readonly site: string | null
  readonly refreshing: boolean
  /** Why the registry could not be read. */
  readonly problem: TaskRefusal | null
  readonly refresh: () => void
}

interface Loaded {
  readonly known: readonly KnownTask[]
  readonly choices: TaskChoices
  readonly site: string | null
}

const noSite = async () => null

/**
 * The list of tasks, kept up to date; asks the registry by itself only when the list is empty.
 * @param siteInFront the origin whose task is to be chosen, if the person keeps one for it
 */
export function useTasks(siteInFront: () => Promise<string | null> = noSite): TaskList {
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const registry = useRegistry()
  const { refresh } = registry

  useEffect(() => {
    let picked = false
    const load = async () => {
      const [known, last, choices, site] = await Promise.all([
        knownTasks(),
        stored.chosenTask.get(),
        stored.taskChoices.get(),
        siteInFront(),
      ])
      if (!picked) setChosenKey(keptFor(choices, site) ?? last)
      picked = true
      setLoaded({ known, choices, site })
      if (known.length === 0) refresh()
    }
    void load()
    const items = [stored.tasks, stored.settings, stored.taskChoices]
    const stops = items.map(item => item.watch(() => void load()))
    return () => {
      for (const stop of stops) stop()
    }
  }, [refresh, siteInFront])

  const choose = useCallback((key: string) => {
    setChosenKey(key)
    void stored.chosenTask.set(key)
  }, [])
  const { known = [], choices = noChoices, site = null } = loaded ?? {}
  const { shown, hidden } = useMemo(() => arranged(known, choices), [known, choices])
  const tasks = loaded && shown
  return { tasks, hidden, choices, site, chosen: pickTask(shown, chosenKey), choose, ...registry }
}

function useRegistry(): Pick<TaskList, 'refresh' | 'refreshing' | 'problem'> {
  const [refreshing, setRefreshing] = useState(false)
  const [problem, setProblem] = useState<TaskRefusal | null>(null)
  const refresh = useCallback(async () => {
    setRefreshing(true)
    try {
      const { refreshTasks } = await import('./tasks')
      await refreshTasks()
      setProblem(null)
    } catch (error) {
      const { explainTaskError } = await import('./refusal')
      setProblem(explainTaskError(error))
    } finally {
      setRefreshing(false)
    }
  }, [])
  return { refresh, refreshing, problem }
}

/** What names a known task in a list. */
export function keyOf({ task }: KnownTask): string {
  return taskKey(task)
}
