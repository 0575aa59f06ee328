import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { stored } from '../storage'
import { dropDraft, keepDraft, relabelDraft } from './drafts'

const draft = {
  taskKey: '1:0xaa',
  text: 'one',
  features: Int8Array.of(1, -2, 3),
  encoderId: '0x11',
  label: 0,
  predictedLabel: 1,
}

beforeEach(() => fakeBrowser.reset())

describe('drafts', () => {
  it('come back from storage whole', async () => {
    const kept = await keepDraft(draft)
    expect(await stored.drafts.get()).toEqual([kept])
    expect((await stored.drafts.get())[0]!.features).toEqual(Int8Array.of(1, -2, 3))
  })

  it('has one per text and task: a second choice replaces the first under its id', async () => {
    const first = await keepDraft(draft)
    const second = await keepDraft({ ...draft, label: 1 })
    await keepDraft({ ...draft, taskKey: '1:0xbb' })
    expect(second.id).toBe(first.id)
    expect((await stored.drafts.get()).map(each => [each.taskKey, each.label])).toEqual([
      ['1:0xaa', 1],
      ['1:0xbb', 0],
    ])
  })

  it('changes the label and never the features', async () => {
    const { id } = await keepDraft(draft)
    await relabelDraft(id, 1)
    expect((await stored.drafts.get())[0]).toMatchObject({ label: 1, features: draft.features })
  })

  it('loses none when many are kept at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => keepDraft({ ...draft, text: `text ${index}` })),
    )
    expect(await stored.drafts.get()).toHaveLength(20)
  })

  it('goes when it is dropped', async () => {
    const { id } = await keepDraft(draft)
    await dropDraft('another')
    expect(await stored.drafts.get()).toHaveLength(1)
    await dropDraft(id)
    expect(await stored.drafts.get()).toEqual([])
  })
})
