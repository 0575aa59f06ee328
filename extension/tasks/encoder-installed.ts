import type { Task } from '@hivemark/contracts'
import { knownEncoder } from '../encoders/known-encoders'

/** Whether this extension can make, or be given the means to make, a task's features. */
export function isEncoderInstalled(task: Task): boolean {
  return knownEncoder(task.rules.encoderId) !== null
}
