import { encodeErrorResult, zeroAddress } from 'viem'
import { describe, expect, it } from 'vitest'
import { errorTexts } from './error-texts.ts'
import { errorAbi, explainRevert } from './errors.ts'

/** Arguments of the right types, with which no text may stumble. */
function someArguments(types: readonly { readonly type: string }[]): unknown[] {
  return types.map(({ type }) => {
    if (type === 'address') return zeroAddress
    return type === 'bytes32' ? `0x${'12'.repeat(32)}` : 7n
  })
}

describe('every error of our contracts', () => {
  it.each(errorAbi.map(error => [error.name, error] as const))(
    'is explained: %s',
    (name, error) => {
      expect(Object.keys(errorTexts)).toContain(name)
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
