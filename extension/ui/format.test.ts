import { describe, expect, it } from 'vitest'
import {
  amountInWords,
  amountText,
  durationText,
  etherText,
  percentText,
  plainLine,
  shortHex,
} from './format'

describe('amounts', () => {
  it('keeps the digits that matter', () => {
    expect(etherText(400_000_000_000_000n)).toBe('0.0004')
    expect(etherText(1_234_567_890_000_000n)).toBe('0.001235')
    expect(etherText(12_345_678_900_000_000_000n)).toBe('12.35')
    expect(etherText(12_345n * 10n ** 18n)).toBe('12345')
    expect(etherText(0n)).toBe('0')
    expect(etherText(-5n * 10n ** 17n)).toBe('−0.5')
  })

  it('never makes an amount vanish', () => {
    expect(etherText(1n)).toBe('0.000000000000000001')
  })

  it('says amounts in words', () => {
    expect(amountText(400_000_000_000_000n)).toBe('0.0004 ETH')
    expect(amountInWords(400_000_000_000_000n)).toBe('0.4 thousandths of an ETH')
    expect(amountInWords(1_000_000_000_000_000n)).toBe('1 thousandth of an ETH')
    expect(amountInWords(2n * 10n ** 18n)).toBe('2 ETH')
    expect(amountInWords(0n)).toBe('no ETH')
  })
})

describe('shares and times', () => {
  it('never claims certainty', () => {
    expect(percentText(0.999)).toBe('>99 %')
    expect(percentText(0.001)).toBe('<1 %')
    expect(percentText(0.934)).toBe('93 %')
  })

  it('picks the fitting unit', () => {
    expect(durationText(86_400)).toBe('1 day')
    expect(durationText(82_800)).toBe('23 hours')
    expect(durationText(0)).toBe('0 seconds')
  })
})

describe('strings from strangers', () => {
  it('drops what can break a line or turn its direction', () => {
    expect(plainLine('a\u202eb\n\tc\u200bd')).toBe('a b c d')
  })

  it('is bounded by characters, not code units', () => {
    expect(Array.from(plainLine('🐝'.repeat(500), 10))).toHaveLength(10)
  })

  it('shortens hashes', () => {
    expect(shortHex('0x1234567890abcdef1234567890abcdef12345678')).toBe('0x1234…5678')
  })
})
