import { isDepositTask, type Task } from '@hivemark/contracts'
import { zeroAddress } from 'viem'
import type { TaskRefusal } from './refusal'

/** Why this version can read a task but not contribute to it; `null` if it can do both. */
export function contributionLimit(task: Task): TaskRefusal | null {
  if (!isDepositTask(task)) {
    return {
      title: 'This version can read this task, but not contribute to it',
      nextStep: `It rewards labels in another way (${task.kind.incentive}). Update Hivemark, or choose another task to label.`,
    }
  }
  if (task.rules.token !== zeroAddress) {
    return {
      title: 'This version can read this task, but not contribute to it',
      nextStep: 'Its deposits are paid in a token. Choose a task with deposits in ether to label.',
    }
  }
  return null
}
