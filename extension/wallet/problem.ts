/** Why a wallet did not do what was asked, as plain data. Details are a stranger's words: show as text. */
export type WalletProblem =
  | { readonly kind: 'absent' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'rejected' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'no-account' }
  | { readonly kind: 'wrong-chain'; readonly expected: number; readonly actual: number }
  | { readonly kind: 'chain-unknown' }
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'tab-gone' }
  | { readonly kind: 'page-not-allowed' }
  | { readonly kind: 'not-on-list'; readonly method: string }
  | { readonly kind: 'garbage'; readonly method: string }
  | { readonly kind: 'unknown'; readonly detail: string }

/** Thrown by everything that talks to a wallet. */
export class WalletError extends Error {
  override readonly name = 'WalletError'
  readonly problem: WalletProblem

  constructor(problem: WalletProblem) {
    super(describeWalletProblem(problem).title)
    this.problem = problem
  }
}

/** The problem in anything that was thrown near a wallet. */
export function walletProblemOf(error: unknown): WalletProblem {
  if (error instanceof WalletError) return error.problem
  return { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) }
}

/** An EIP-1193 or JSON-RPC error as a wallet gives it: an object with a code, or anything else. */
export function problemFromWallet(error: unknown): WalletProblem {
  const code = codeOf(error)
  const message = messageOf(error)
  switch (code) {
    case 4001:
      return { kind: 'rejected' }
    case 4902:
      return { kind: 'chain-unknown' }
    case 4900:
    case 4901:
      return { kind: 'disconnected' }
    case -32002:
      return { kind: 'busy' }
  }
  if (/\bunlock|\blocked\b/i.test(message)) return { kind: 'locked' }
  if (code === 4100) return { kind: 'no-account' }
  if (/user (rejected|denied)/i.test(message)) return { kind: 'rejected' }
  return { kind: 'unknown', detail: message.slice(0, 300) }
}

/** What to tell a person: what happened, and what to do next. */
export function describeWalletProblem(problem: WalletProblem): {
  readonly title: string
  readonly nextStep: string
} {
  switch (problem.kind) {
    case 'absent':
      return {
        title: 'No wallet answered',
        nextStep:
          'Install a wallet, or open a page where yours works and start from there. If your MetaMask has another id than the store’s, enter it under Wallet in the options.',
      }
    case 'silent':
      return {
        title: 'The wallet is there but does not answer',
        nextStep: 'Open it once, let it finish starting, then try again.',
      }
    case 'locked':
      return { title: 'The wallet is locked', nextStep: 'Open it, unlock it, then try again.' }
    case 'rejected':
      return {
        title: 'You declined in the wallet',
        nextStep: 'Nothing was sent. Try again whenever you like.',
      }
    case 'busy':
      return {
        title: 'The wallet is already asking you something',
        nextStep: 'Open it, answer or close what it shows, then try again.',
      }
    case 'no-account':
      return {
        title: 'The wallet shares no account',
        nextStep: 'Choose an account in the wallet and allow it here, then try again.',
      }
    case 'wrong-chain':
      return {
        title: `The wallet is on chain ${problem.actual}, this task is on chain ${problem.expected}`,
        nextStep: 'Switch the wallet’s network, then go on.',
      }
    case 'chain-unknown':
      return {
        title: 'The wallet does not know this network',
        nextStep: 'Let it be added, or add it in the wallet by hand.',
      }
    case 'disconnected':
      return {
        title: 'The connection to the wallet ended',
        nextStep:
          'It may have restarted. Connect again; if you had approved, it shows up here by itself.',
      }
    case 'tab-gone':
      return {
        title: 'The page with the wallet was closed or left',
        nextStep:
          'Open a page where your wallet works, click the Hivemark button there and start again. If you had approved, it shows up here by itself.',
      }
    case 'page-not-allowed':
      return {
        title: 'The wallet of that page cannot be reached',
        nextStep:
          'Some pages let no extension in, and access ends when a tab moves to another site. Open an ordinary web page, click the Hivemark button there and start again.',
      }
    case 'not-on-list':
      return {
        title: `“${problem.method}” is nothing Hivemark asks a wallet`,
        nextStep: 'This is a fault in Hivemark; please report it.',
      }
    case 'garbage':
      return {
        title: `The wallet’s answer to “${problem.method}” makes no sense`,
        nextStep: 'Nothing was believed. Update the wallet or use another one.',
      }
    case 'unknown':
      return {
        title: 'The wallet reported an error',
        nextStep: problem.detail
          ? `It said: “${problem.detail}”. Look into the wallet, then try again.`
          : 'It gave no reason. Look into the wallet, then try again.',
      }
  }
}

/** Some wallets wrap the true code of an error in `data.originalError`. */
function codeOf(error: unknown): number | null {
  const outer = fieldOf(error, 'code')
  const inner = fieldOf(fieldOf(fieldOf(error, 'data'), 'originalError'), 'code')
  const code = inner ?? outer
  return typeof code === 'number' ? code : null
}

function messageOf(error: unknown): string {
  const message = fieldOf(error, 'message')
  return typeof message === 'string' ? message : ''
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined
}
