import { type Abi, decodeErrorResult, type Hex, isHex } from 'viem'
import { contractErrors } from '../abi/generated/errors.ts'
import { type ErrorText, errorTexts, type Meaning } from './error-texts.ts'

export interface Explanation extends Meaning {
  /** The contract's own name of the error. */
  readonly name: string
}

type AbiError = Extract<Abi[number], { type: 'error' }>

/** Errors of all our contracts. One of the same name and arguments is the same wherever it is declared. */
export const errorAbi: readonly AbiError[] = contractErrors

/**
 * What one of our contracts meant by reverting.
 * @param error Whatever viem threw (its causes are searched) or raw revert data.
 * @returns null if none of our errors is in it.
 */
export function explainRevert(error: unknown): Explanation | null {
  const data = revertData(error)
  if (data === null) return null
  try {
    const { errorName, args } = decodeErrorResult({ abi: errorAbi, data }) as {
      readonly errorName: string
      readonly args?: readonly unknown[]
    }
    const text = errorTexts[errorName] ?? unexpected
    return { name: errorName, ...text(args ?? []) }
  } catch {
    return null
  }
}

/** The first thing along the causes that looks like the data of a custom error. */
function revertData(error: unknown): Hex | null {
  const seen = new Set<unknown>()
  const queue: unknown[] = [error]
  while (queue.length > 0) {
    const item = queue.shift()
    if (isHex(item) && item.length >= 10 && item.length % 2 === 0) return item
    if (typeof item !== 'object' || item === null || seen.has(item)) continue
    seen.add(item)
    const { data, raw, cause, error: inner, originalError } = item as Record<string, unknown>
    queue.push(raw, data, cause, inner, originalError)
  }
  return null
}

const unexpected: ErrorText = args => ({
  message: `The contract refused this${args.length > 0 ? ` (${args.map(String).join(', ')})` : ''}.`,
  nextStep: 'Reload the task and try again.',
})
