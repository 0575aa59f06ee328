import type { Task } from '@hivemark/contracts'

/** A task in the list, and how it came there. */
export interface KnownTask {
  readonly task: Task
  readonly source: 'registry' | 'person'
}

/** `chainId:address`, lower case: names a task everywhere in the extension. */
export function taskKey(task: Pick<Task, 'chainId' | 'address'>): string {
  return `${task.chainId}:${task.address.toLowerCase()}`
}
