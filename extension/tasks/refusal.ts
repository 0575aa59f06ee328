import { TaskError } from '@hivemark/contracts'
import { describeProblem, problemOf } from '../chain/problem'

/** Why a task could not be read, for people. */
export interface TaskRefusal {
  readonly title: string
  readonly nextStep: string
}

/** Says what an error while reading a task means and what to do next. */
export function explainTaskError(error: unknown): TaskRefusal {
  const problem = problemOf(error)
  if (problem) return describeProblem(problem)
  if (error instanceof TaskError) {
    return {
      title: error.message,
      nextStep: 'Check the address with whoever gave it to you, and the network in Settings.',
    }
  }
  return {
    title: 'The task could not be read',
    nextStep: `Try again; if it stays, remove the task. (${briefly(error)})`,
  }
}

function briefly(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n')[0]!.slice(0, 160)
}
