import type { Task } from '@hivemark/contracts'
import { change, stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import type { StoredSnapshot } from './stored-snapshot'

/** The model as last read, without asking anyone; `null` when it never was. */
export async function currentSnapshot(task: Task): Promise<StoredSnapshot | null> {
  return (await stored.snapshots.get())[taskKey(task)] ?? null
}

/**
 * Reads the model from the chain and keeps it. The text stays here: only the model is asked for.
 * @throws ChainError, or TaskError when the trainer is gone
 */
export async function refreshSnapshot(task: Task): Promise<StoredSnapshot> {
  // Loaded late: what a popup shows first must not wait for the library that reads chains.
  const { readSnapshot } = await import('./read-snapshot')
  return keepSnapshot(task, await readSnapshot(task))
}

/** Keeps a model that was just read. */
export async function keepSnapshot(task: Task, fresh: StoredSnapshot): Promise<StoredSnapshot> {
  await change(stored.snapshots, all => ({ ...all, [taskKey(task)]: fresh }))
  return fresh
}
