import { explainRevert } from '@hivemark/contracts'
import { describeProblem, problemOf } from '../chain/problem'
import { describeWalletProblem, WalletError } from '../wallet/problem'

/** What went wrong, for people: what happened and what to do next. */
export interface Trouble {
  /** The contract's own name of the error, or the kind of the wallet's problem. */
  readonly name: string | null
  readonly title: string
  readonly nextStep: string
}

/** Thrown by our own checks before a wallet is asked. */
export class TroubleError extends Error {
  override readonly name = 'TroubleError'
  readonly trouble: Trouble

  constructor(trouble: Trouble) {
    super(trouble.title)
    this.trouble = trouble
  }
}

/** Says what any error on the way of a call means and what to do next. */
export function explainTrouble(error: unknown): Trouble {
  if (error instanceof TroubleError) return error.trouble
  if (error instanceof WalletError)
    return { name: error.problem.kind, ...describeWalletProblem(error.problem) }
  const problem = problemOf(error)
  if (problem) return { name: null, ...describeProblem(problem) }
  const revert = explainRevert(error)
  if (revert) return { name: revert.name, title: revert.message, nextStep: revert.nextStep }
  const text = error instanceof Error ? error.message : String(error)
  return {
    name: null,
    title: 'Something unexpected went wrong',
    nextStep: `Try again; nothing is lost. (${text.split('\n')[0]!.slice(0, 160)})`,
  }
}
