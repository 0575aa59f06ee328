/** Why the chain could not be read, as plain data, so that it can be stored, sent and shown. */
export type ChainProblem =
  | { readonly kind: 'unreachable'; readonly url: string }
  | { readonly kind: 'no-permission'; readonly url: string }
  | { readonly kind: 'timeout'; readonly url: string; readonly seconds: number }
  | { readonly kind: 'rate-limited'; readonly url: string }
  | { readonly kind: 'refused'; readonly url: string; readonly status: number }
  | { readonly kind: 'garbage'; readonly url: string; readonly detail: string }
  | {
      readonly kind: 'wrong-chain'
      readonly url: string
      readonly expected: number
      readonly actual: number
    }

/** Thrown by everything that reads the chain; `problem` says what happened. */
export class ChainError extends Error {
  override readonly name = 'ChainError'
  readonly problem: ChainProblem

  constructor(problem: ChainProblem) {
    super(describeProblem(problem).title)
    this.problem = problem
  }
}

/** The problem inside an error, however deep a library wrapped it; `null` when it is of another kind. */
export function problemOf(error: unknown): ChainProblem | null {
  let current: unknown = error
  for (let depth = 0; depth < 12 && current instanceof Error; depth++) {
    if (current instanceof ChainError) return current.problem
    current = current.cause
  }
  return null
}

/** What to tell a person: what happened, and what to do next. */
export function describeProblem(problem: ChainProblem): { title: string; nextStep: string } {
  const host = hostOf(problem.url)
  switch (problem.kind) {
    case 'unreachable':
      return {
        title: `No answer from ${host}`,
        nextStep: 'Check that you are online and that the endpoint in Settings is running.',
      }
    case 'no-permission':
      return {
        title: `${host} does not let extensions read it`,
        nextStep: 'Open Settings and allow Hivemark to reach this endpoint, or choose another one.',
      }
    case 'timeout':
      return {
        title: `${host} did not answer within ${problem.seconds} seconds`,
        nextStep: 'Try again, or choose another endpoint in Settings.',
      }
    case 'rate-limited':
      return {
        title: `${host} asks for fewer requests`,
        nextStep: 'Wait a minute and try again, or choose another endpoint in Settings.',
      }
    case 'refused':
      return {
        title: `${host} refused the request (HTTP ${problem.status})`,
        nextStep: 'Check the endpoint in Settings; some need a key in their address.',
      }
    case 'garbage':
      return {
        title: `${host} gave an answer that makes no sense`,
        nextStep: `Choose another endpoint in Settings (${problem.detail}).`,
      }
    case 'wrong-chain':
      return {
        title: `${host} is on chain ${problem.actual}, not ${problem.expected}`,
        nextStep: 'Correct the endpoint or the chain in Settings. Nothing was read from it.',
      }
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return 'The endpoint'
  }
}
