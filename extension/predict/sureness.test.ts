import { describe, expect, it } from 'vitest'
import { isSure } from './sureness'

describe('being sure', () => {
  it('takes 60 % of two labels', () => {
    expect(isSure([0.41, 0.59])).toBe(false)
    expect(isSure([0.61, 0.39])).toBe(true)
  })

  it('takes a lead among more', () => {
    expect(isSure([0.45, 0.35, 0.2])).toBe(false)
    expect(isSure([0.2, 0.25, 0.55])).toBe(true)
    expect(isSure(new Array(8).fill(1 / 8))).toBe(false)
  })
})
