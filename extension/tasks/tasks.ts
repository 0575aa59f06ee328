import { listTasks, readTask, type Task, type TaskEntry, TaskError } from '@hivemark/contracts'
import { type Chain, clientFor, openChain } from '../chain/chain'
import { change, stored } from '../storage'
import { without } from './choices'
import { type KnownTask, taskKey } from './known-task'
import { explainTaskError, type TaskRefusal } from './refusal'
import { parseTaskLink } from './task-link'
import { knownTasks } from './task-list'

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

/**
 * Adds a task by its address or link, after reading its card. Never throws for what a person can type.
 */
export async function addTask(text: string): Promise<AddedTask> {
  const named = parseTaskLink(text)
  if (named.kind !== 'named') return { kind: 'refused', refusal: unnamed[named.kind] }
  const { address, chainId } = named
  const { network } = await stored.settings.get()
  if (chainId !== null && chainId !== network.chainId) {
    return { kind: 'refused', refusal: elsewhere(chainId, network.chainId) }
  }
  const same = (known: KnownTask) => known.task.address.toLowerCase() === address.toLowerCase()
  const before = (await knownTasks()).find(same)
  if (before) return { kind: 'known', task: before.task }
  try {
    const { client, network } = await openChain()
    const task = await readTask(client, address, { factory: network.factory })
    await change(stored.tasks, tasks => [...tasks, { task, source: 'person' as const }])
    return { kind: 'added', task }
  } catch (error) {
    return { kind: 'refused', refusal: explainTaskError(error) }
  }
}

const unnamed: Readonly<Record<'none' | 'several', TaskRefusal>> = {
  none: {
    title: 'This is not the address or link of a task',
    nextStep:
      'An address is 0x and 40 hexadecimal digits; a link is hivemark:, a chain’s number, a colon and the address. Copy it whole and try again.',
  },
  several: {
    title: 'This names more than one task',
    nextStep: 'Paste one link at a time.',
  },
}

function elsewhere(chainId: number, here: number): TaskRefusal {
  return {
    title: `This task is on chain ${chainId}`,
    nextStep: `You read chain ${here}. Choose the other network under Network, then add the task.`,
  }
}

/** Takes a task off the list. What the registry offers comes back with the next refresh. */
export async function removeTask(key: string): Promise<void> {
  await change(stored.tasks, tasks => tasks.filter(({ task }) => taskKey(task) !== key))
  await change(stored.snapshots, ({ [key]: _, ...others }) => others)
  await change(stored.taskChoices, choices => without(choices, key))
  const { forgetDataset } = await import('../dataset/forget-dataset')
  await forgetDataset(key)
}

/** Bounds the whole of a registry's reading: a lying endpoint could page without end. */
const registrySeconds = 20

async function readRegistry({ network }: Chain): Promise<KnownTask[]> {
  const client = clientFor(network.rpcUrl, { lives: registrySeconds })
  const curators = new Set(network.curators.map(address => address.toLowerCase()))
  const entries = await listTasks(client, network.factory)
  const offered = entries
    .filter(({ creator }) => curators.has(creator.toLowerCase()))
    .slice(0, longestList)
  const before = await stored.tasks.get()
  const tasks: KnownTask[] = []
  for (const entry of offered) {
    const known = before.find(({ task }) => isSame(task, entry, network.chainId))
    const task = known?.task ?? (await readOrSkip(client, entry, network.factory))
    if (task) tasks.push({ task, source: 'registry' })
  }
  return tasks
}

/** A task never changes; the block it was made at tells it from one on a chain started afresh. */
function isSame(task: Task, entry: TaskEntry, chainId: number): boolean {
  return (
    taskKey(task) === taskKey({ chainId, address: entry.address }) &&
    task.createdAtBlock === entry.block
  )
}

/** One broken task must not hide the others. */
async function readOrSkip(
  client: Chain['client'],
  entry: TaskEntry,
  factory: Chain['network']['factory'],
): Promise<Task | null> {
  try {
    return await readTask(client, entry.address, { factory })
  } catch (error) {
    if (error instanceof TaskError) return null
    throw error
  }
}
