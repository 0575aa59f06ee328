import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { stored } from '../storage'
import { dropSubmitted, keepDraft } from './drafts'

const draft = {
  taskKey: '31337:0xa',
  text: 'a text',
  features: new Int8Array(64),
  encoderId: '0x11',
  predictedLabel: 0,
}

beforeEach(() => fakeBrowser.reset())

describe('a draft whose label reached the chain', () => {
  it('is gone', async () => {
    const { id } = await keepDraft({ ...draft, label: 1 })
    await dropSubmitted(id, 1)
    expect(await stored.drafts.get()).toEqual([])
  })

  it('stays when another label was picked meanwhile', async () => {
    const { id } = await keepDraft({ ...draft, label: 1 })
    await keepDraft({ ...draft, label: 2 })
    await dropSubmitted(id, 1)
    expect((await stored.drafts.get()).map(({ label }) => label)).toEqual([2])
  })
})
