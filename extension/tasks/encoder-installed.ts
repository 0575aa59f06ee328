import type { Task } from '@hivemark/contracts'
import { STATIC_ENCODER_ID } from '@hivemark/encoder'

/** Whether this extension can make the features that a task's model was taught with. */
export function isEncoderInstalled(task: Task): boolean {
  return task.rules.encoderId.toLowerCase() === STATIC_ENCODER_ID
}
