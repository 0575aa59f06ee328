import { change, stored } from '../storage'
import type { Draft } from './draft'

/** What a draft is made of; the rest is given when it is kept. */
export type NewDraft = Omit<Draft, 'id' | 'createdAt'>

/**
 * Keeps a label for later. The same text for the same task has one draft: a second choice replaces
 * the first, under the first's id, so that open pages keep pointing at it.
 */
export async function keepDraft(draft: NewDraft): Promise<Draft> {
  let kept: Draft | null = null
  await change(stored.drafts, drafts => {
    const before = drafts.find(each => each.taskKey === draft.taskKey && each.text === draft.text)
    kept = { ...draft, id: before?.id ?? crypto.randomUUID(), createdAt: Date.now() }
    return [...drafts.filter(each => each !== before), kept]
  })
  return kept!
}

/** Changes the chosen label; the features stay what they were. Does nothing if the draft is gone. */
export async function relabelDraft(id: string, label: number): Promise<void> {
  await change(stored.drafts, drafts =>
    drafts.map(draft => (draft.id === id ? { ...draft, label } : draft)),
  )
}

/** Drops a draft by the person's wish. */
export async function dropDraft(id: string): Promise<void> {
  await change(stored.drafts, drafts => drafts.filter(draft => draft.id !== id))
}

/** Drops a draft whose label is on the chain; with another label picked since, it is a new draft. */
export async function dropSubmitted(id: string, label: number): Promise<void> {
  await change(stored.drafts, drafts =>
    drafts.filter(draft => draft.id !== id || draft.label !== label),
  )
}
