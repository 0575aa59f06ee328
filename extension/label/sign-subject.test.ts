import { describe, expect, it } from 'vitest'
import { readSignRequest, type SignSubject, signAddress } from './sign-subject'

const sampleKey = `0x${'ab'.repeat(32)}` as const
const taskKey = '31337:0x00000000000000000000000000000000000000aa'

describe('the address of a sign tab', () => {
  it.each<SignSubject>([
    { kind: 'drafts' },
    { kind: 'draft', draftId: 'a b&c' },
    { kind: 'act', action: 'refund', taskKey, sampleKey },
    { kind: 'act', action: 'take', taskKey, sampleKey },
    { kind: 'act', action: 'sweep', taskKey, sampleKey },
    { kind: 'withdraw', taskKey },
  ])('comes back as it was: %o', subject => {
    for (const tabId of [null, 42]) {
      const { search } = new URL(signAddress(subject, tabId), 'https://x')
      expect(readSignRequest(search)).toEqual({ subject, tabId })
    }
  })

  it.each([
    '?action=refund',
    `?action=destroy&task=${taskKey}&key=${sampleKey}`,
    `?action=refund&task=${taskKey}&key=0x12`,
    '?draft=',
    '?%E0%A4%A',
  ])('shows the drafts when it makes no sense: %s', search => {
    expect(readSignRequest(search).subject).toEqual({ kind: 'drafts' })
  })

  it.each(['-1', '1.5', 'x', '9'.repeat(30)])('has no tab %s', tab => {
    expect(readSignRequest(`?tab=${tab}`).tabId).toBeNull()
  })
})
