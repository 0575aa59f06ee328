import { ModelError, TaskError, type TaskErrorCode } from '@hivemark/contracts'
import { BaseError, ContractFunctionZeroDataError } from 'viem'
import { describeProblem, problemOf } from '../chain/problem'
import { plainLine } from '../ui/format'

/** Why a task could not be read, for people. */
export interface TaskRefusal {
  readonly title: string
  readonly nextStep: string
}

const nextSteps: Record<TaskErrorCode, string> = {
  'not-an-address':
    'A task’s address is 0x and 40 hexadecimal digits. Copy it whole and try again.',
  'no-code': 'Check the address with whoever gave it to you, and the network in Settings.',
  'not-a-trainer':
    'Check the address: it should be the task’s own, not its creator’s or a token’s.',
  'not-from-factory': 'Ask its creator for a task made by the factory named in Settings.',
  malformed: 'Nothing can be done with it. Choose another task.',
}

/** Says what an error while reading a task or its model means, and what to do next. */
export function explainTaskError(error: unknown): TaskRefusal {
  const problem = problemOf(error)
  if (problem) return describeProblem(problem)
  if (error instanceof TaskError) {
    return { title: plainLine(error.message, 300), nextStep: nextSteps[error.code] }
  }
  if (error instanceof ModelError) {
    return { title: plainLine(error.message, 300), nextStep: 'Choose another task.' }
  }
  if (isEmptyAnswer(error)) {
    return {
      title: 'There is no such contract on this network',
      nextStep:
        'Check the factory and the endpoint in Settings. A fresh local chain needs a deployment.',
    }
  }
  return {
    title: 'The chain’s answer makes no sense',
    nextStep: `Check in Settings that the endpoint and the factory belong together. (${briefly(error)})`,
  }
}

/** What viem says of a call to an address without code. */
function isEmptyAnswer(error: unknown): boolean {
  return (
    error instanceof BaseError &&
    error.walk(cause => cause instanceof ContractFunctionZeroDataError) !== null
  )
}

function briefly(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return plainLine(text.split('\n')[0] ?? '', 160)
}
