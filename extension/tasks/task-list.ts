import { stored } from '../storage'
import { type KnownTask, taskKey } from './known-task'

/** Tasks of the network in the settings, as remembered; never asks the chain. */
export async function knownTasks(): Promise<KnownTask[]> {
  const [{ network }, tasks] = await Promise.all([stored.settings.get(), stored.tasks.get()])
  return tasks.filter(({ task }) => task.chainId === network.chainId)
}

/** The task shown last, or the first of the list. */
export function pickTask(tasks: readonly KnownTask[], chosen: string | null): KnownTask | null {
  return tasks.find(({ task }) => taskKey(task) === chosen) ?? tasks[0] ?? null
}
