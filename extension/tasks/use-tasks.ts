import { useCallback, useEffect, useState } from 'preact/hooks'
import { stored } from '../storage'
import { type KnownTask, taskKey } from './known-task'
import type { TaskRefusal } from './refusal'
import { knownTasks, pickTask } from './task-list'

export interface TaskList {
  /** `null` until the stored list was read. */
  readonly tasks: readonly KnownTask[] | null
  readonly chosen: KnownTask | null
  readonly choose: (key: string) => void
  readonly refreshing: boolean
  /** Why the registry could not be read. */
  readonly problem: TaskRefusal | null
  readonly refresh: () => void
}

/** The list of tasks, kept up to date; asks the registry by itself only when the list is empty. */
export function useTasks(): TaskList {
  const [tasks, setTasks] = useState<readonly KnownTask[] | null>(null)
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const registry = useRegistry()
  const { refresh } = registry

  useEffect(() => {
    const load = async () => {
      const [known, key] = await Promise.all([knownTasks(), stored.chosenTask.get()])
      setChosenKey(key)
      setTasks(known)
      if (known.length === 0) refresh()
    }
    void load()
    const stops = [stored.tasks, stored.settings].map(item => item.watch(() => void load()))
    return () => {
      for (const stop of stops) stop()
    }
  }, [refresh])

  const choose = useCallback((key: string) => {
    setChosenKey(key)
    void stored.chosenTask.set(key)
  }, [])
  return { tasks, chosen: pickTask(tasks ?? [], chosenKey), choose, ...registry }
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
