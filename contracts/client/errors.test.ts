import { encodeErrorResult, zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import { errorAbi, explainRevert, texts } from './errors.ts'

/** Arguments of the right types, with which no text may stumble. */
function someArguments(types: readonly { readonly type: string }[]): unknown[] {
  return types.map(({ type }) => {
    if (type === 'address') return zeroAddress
    return type === 'bytes32' ? `0x${'12'.repeat(32)}` : 1_800_000_000n
  })
}

describe('every error of our contracts', () => {
  it.each(errorAbi.map(error => [error.name, error] as const))(
    'is explained: %s',
    (name, error) => {
      expect(Object.keys(texts)).toContain(name)
      const data = encodeErrorResult({
        abi: [error],
        errorName: name,
        args: someArguments(error.inputs),
      })
      const explanation = explainRevert({ cause: { data } })
      expect(explanation).toMatchObject({ name })
      for (const text of [explanation!.message, explanation!.nextStep]) {
        expect(text).toMatch(/^[A-Z0-9].*\.$/)
        expect(text).not.toMatch(/undefined|NaN|\[object/)
      }
    },
  )
})
