import { change, stored } from '../storage'
import { withHidden } from './choices'
import { taskKey } from './known-task'
import type { TaskRefusal } from './refusal'
import type { TaskOfFile } from './task-file'
import { addTask } from './tasks'

/** What came of a list. */
export interface ImportResult {
  readonly added: number
  /** In the list already; how they are arranged here stays as it is. */
  readonly known: number
  /** Of other networks than the one being read. */
  readonly elsewhere: number
  readonly refused: readonly { readonly address: string; readonly refusal: TaskRefusal }[]
}

/**
 * Adds the tasks of a list, each read anew from its contract: nothing in a file is believed.
 * @param onProgress before each task of this network, with how many were looked at
 * @throws the signal's reason
 */
export async function importTasks(
  tasks: readonly TaskOfFile[],
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<ImportResult> {
  const { network } = await stored.settings.get()
  const here = tasks.filter(({ chainId }) => chainId === network.chainId)
  let [added, known] = [0, 0]
  const refused: ImportResult['refused'][number][] = []
  for (const [done, { chainId, address, hidden }] of here.entries()) {
    signal.throwIfAborted()
    onProgress(done, here.length)
    const result = await addTask(address)
    if (result.kind === 'refused') refused.push({ address, refusal: result.refusal })
    else if (result.kind === 'known') known++
    else {
      added++
      if (hidden) {
        const key = taskKey({ chainId, address: result.task.address })
        await change(stored.taskChoices, choices => withHidden(choices, key, true))
      }
    }
  }
  return { added, known, elsewhere: tasks.length - here.length, refused }
}
