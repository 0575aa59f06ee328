import { listTasks, readTask, type Task } from '@hivemark/contracts'
import { type Chain, openChain } from '../chain/chain'
import { isAddressText } from '../settings/validate'
import { change, stored } from '../storage'
import { type KnownTask, taskKey } from './known-task'
import { explainTaskError, type TaskRefusal } from './refusal'

/** More tasks than this from one registry are left out: a list nobody can read helps nobody. */
const longestList = 200

/**
 * Tasks of the network in the settings, as remembered; asks the chain only when none are.
 * @throws ChainError when the chain had to be asked and could not be read
 */
export async function loadTasks(): Promise<KnownTask[]> {
  const known = await knownTasks()
  return known.length > 0 ? known : refreshTasks()
}

/** Tasks of the network in the settings, as remembered; never asks the chain. */
export async function knownTasks(): Promise<KnownTask[]> {
  const [{ network }, tasks] = await Promise.all([stored.settings.get(), stored.tasks.get()])
  return tasks.filter(({ task }) => task.chainId === network.chainId)
}

/**
 * Reads the registry again: its tasks by the network's curators replace the listed ones, tasks
 * added by hand stay.
 * @throws ChainError
 */
export async function refreshTasks(): Promise<KnownTask[]> {
  const chain = await openChain()
  const listed = await readRegistry(chain)
  const keys = new Set(listed.map(({ task }) => taskKey(task)))
  const { chainId } = chain.network
  const tasks = await change(stored.tasks, before => [
    ...listed,
    ...before.filter(
      ({ task, source }) =>
        task.chainId !== chainId || (source === 'person' && !keys.has(taskKey(task))),
    ),
  ])
  return tasks.filter(({ task }) => task.chainId === chainId)
}

export type AddedTask =
  | { readonly kind: 'added'; readonly task: Task }
  | { readonly kind: 'known'; readonly task: Task }
  | { readonly kind: 'refused'; readonly refusal: TaskRefusal }

/** Adds a task by its address, after reading its card. Never throws for what a person can type. */
export async function addTask(text: string): Promise<AddedTask> {
  const address = text.trim()
  if (!isAddressText(address)) {
    return {
      kind: 'refused',
      refusal: {
        title: 'This is not an address',
        nextStep: 'A task’s address is 0x and 40 hexadecimal digits. Copy it whole and try again.',
      },
    }
  }
  const same = (known: KnownTask) => known.task.address.toLowerCase() === address.toLowerCase()
  const before = (await knownTasks()).find(same)
  if (before) return { kind: 'known', task: before.task }
  try {
    const { client, network } = await openChain()
    const task = await readTask(client, address, { factory: network.factory })
    await change(stored.tasks, tasks => [...tasks, { task, source: 'person' }])
    return { kind: 'added', task }
  } catch (error) {
    return { kind: 'refused', refusal: explainTaskError(error) }
  }
}

/** Takes a task off the list. What the registry offers comes back with the next refresh. */
export async function removeTask(key: string): Promise<void> {
  await change(stored.tasks, tasks => tasks.filter(({ task }) => taskKey(task) !== key))
  await change(stored.snapshots, ({ [key]: _, ...others }) => others)
}

/** The task shown last, or the first of the list. */
export function pickTask(tasks: readonly KnownTask[], chosen: string | null): KnownTask | null {
  return tasks.find(({ task }) => taskKey(task) === chosen) ?? tasks[0] ?? null
}

async function readRegistry({ client, network }: Chain): Promise<KnownTask[]> {
  const curators = new Set(network.curators.map(address => address.toLowerCase()))
  const tasks = await listTasks(client, network.factory)
  return tasks
    .filter(task => curators.has(task.rules.creator.toLowerCase()))
    .slice(0, longestList)
    .map(task => ({ task, source: 'registry' }))
}
