import { isAddressText } from '../settings/validate'
import type { TaskChoices } from './choices'
import { type KnownTask, taskKey } from './known-task'

/** A list of tasks to keep or pass on. Names only: what a task is, its contract says. */
export interface TaskFile {
  readonly format: 'hivemark-tasks'
  readonly version: 1
  readonly tasks: readonly TaskOfFile[]
}

export interface TaskOfFile {
  readonly chainId: number
  readonly address: string
  readonly hidden: boolean
}

/** A list of as many tasks as are taken needs a fraction of it. */
export const largestFile = 256_000

const mostTasks = 200

/**
 * The list in its order, hidden ones marked. On which sites which task is asked stays here: it tells
 * where its person reads.
 */
export function taskFileOf(
  tasks: readonly KnownTask[],
  { hidden }: Pick<TaskChoices, 'hidden'>,
): TaskFile {
  return {
    format: 'hivemark-tasks',
    version: 1,
    tasks: tasks.slice(0, mostTasks).map(({ task }) => ({
      chainId: task.chainId,
      address: task.address,
      hidden: hidden.includes(taskKey(task)),
    })),
  }
}

export type ParsedTaskFile =
  | { readonly kind: 'list'; readonly tasks: readonly TaskOfFile[] }
  | { readonly kind: 'refused'; readonly reason: string }

/** Reads a list that anyone may have written: checked field by field, the rest ignored. */
export function parseTaskFile(text: string): ParsedTaskFile {
  if (text.length > largestFile) return refused('It is too large for a list of tasks.')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refused('It is not JSON.')
  }
  const { format, version, tasks } = fieldsOf(value)
  if (format !== 'hivemark-tasks') return refused('It is not a list of Hivemark tasks.')
  if (version !== 1) return refused('It is of another version of Hivemark.')
  if (!Array.isArray(tasks)) return refused('It has no list in it.')
  if (tasks.length > mostTasks) return refused(`It names more than ${mostTasks} tasks.`)
  const found = new Map<string, TaskOfFile>()
  for (const [index, each] of tasks.entries()) {
    const { chainId, address, hidden } = fieldsOf(each)
    if (typeof address !== 'string' || !isAddressText(address) || !isChainId(chainId)) {
      return refused(`Its entry ${index + 1} names no task.`)
    }
    found.set(taskKey({ chainId, address }), { chainId, address, hidden: hidden === true })
  }
  return { kind: 'list', tasks: [...found.values()] }
}

function refused(reason: string): ParsedTaskFile {
  return { kind: 'refused', reason }
}

function isChainId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
