import { describe, expect, it } from 'vitest'
import type { Progress } from './intent'
import { advance, type IntentEvent } from './progress'

const hash = `0x${'ab'.repeat(32)}` as const
const other = `0x${'cd'.repeat(32)}` as const
const awaiting: Progress = { kind: 'awaiting-signature', since: 1 }
const sent: Progress = { kind: 'sent', transaction: hash, since: 2, nonce: 4 }
const inBlock = (confirmations: number, transaction = hash): IntentEvent => ({
  kind: 'included',
  transaction,
  nonce: 4,
  block: 9n,
  gasUsed: 70_000n,
  confirmations,
  needed: 3,
})

describe('advance', () => {
  it('takes a call from the wallet to its confirmation', () => {
    const signed = advance(awaiting, { kind: 'signed', transaction: hash }, 5)
    expect(signed).toEqual({ kind: 'sent', transaction: hash, since: 5, nonce: null })
    const pending = advance(signed, { kind: 'pending', transaction: hash, nonce: 4 }, 6)
    expect(pending).toEqual({ kind: 'sent', transaction: hash, since: 5, nonce: 4 })
    const included = advance(pending, inBlock(1), 7)
    expect(included).toMatchObject({ kind: 'included', block: 9n, confirmations: 1 })
    expect(advance(included, inBlock(3), 8)).toEqual({
      kind: 'confirmed',
      transaction: hash,
      block: 9n,
      gasUsed: 70_000n,
    })
  })

  it('believes the chain where the wallet never answered', () => {
    expect(advance(awaiting, inBlock(1), 5)).toMatchObject({ kind: 'included', transaction: hash })
    expect(advance(awaiting, inBlock(3), 5)).toMatchObject({ kind: 'confirmed' })
  })

  it('follows a transaction that was replaced by a faster one', () => {
    const after = advance(sent, { kind: 'pending', transaction: other, nonce: 4 }, 9)
    expect(after).toEqual({ kind: 'sent', transaction: other, since: 2, nonce: 4 })
    expect(advance(sent, inBlock(1, other), 9)).toMatchObject({ transaction: other })
  })

  it('goes back to sent when its block is taken back', () => {
    const included = advance(sent, inBlock(2), 7)
    expect(advance(included, { kind: 'unseen' }, 8)).toEqual({
      kind: 'sent',
      transaction: hash,
      since: 8,
      nonce: null,
    })
  })

  it('returns the very object when nothing is new', () => {
    const included = advance(sent, inBlock(2), 7)
    expect(advance(included, inBlock(2), 8)).toBe(included)
    expect(advance(sent, { kind: 'unseen' }, 8)).toBe(sent)
    expect(advance(sent, { kind: 'pending', transaction: hash, nonce: 4 }, 8)).toBe(sent)
    expect(advance(awaiting, { kind: 'unseen' }, 8)).toBe(awaiting)
  })

  it.each([
    [{ kind: 'rejected', message: 'no' }, 'rejected'],
    [{ kind: 'failed', message: 'm', nextStep: 'n' }, 'failed'],
    [{ kind: 'gone', message: 'm', nextStep: 'n' }, 'lost'],
    [{ kind: 'reverted', transaction: hash, message: 'm', nextStep: 'n' }, 'reverted'],
  ] as const)('ends waiting for a signature on %o', (event, kind) => {
    expect(advance(awaiting, event, 5).kind).toBe(kind)
  })

  it('lets no late word of the wallet undo what was sent', () => {
    expect(advance(sent, { kind: 'rejected', message: 'no' }, 5)).toBe(sent)
    expect(advance(sent, { kind: 'signed', transaction: other }, 5)).toBe(sent)
  })

  it('leaves what has ended alone, unless the person asks again', () => {
    const ends: Progress[] = [
      { kind: 'confirmed', transaction: hash, block: 1n, gasUsed: 1n },
      { kind: 'rejected', message: '' },
      { kind: 'lost', message: '', nextStep: '' },
      { kind: 'failed', message: '', nextStep: '' },
      { kind: 'reverted', transaction: hash, message: '', nextStep: '' },
    ]
    for (const end of ends) {
      expect(advance(end, inBlock(1), 5)).toBe(end)
      expect(advance(end, { kind: 'unseen' }, 5)).toBe(end)
      expect(advance(end, { kind: 'asked' }, 5)).toEqual({ kind: 'awaiting-signature', since: 5 })
    }
  })
})
