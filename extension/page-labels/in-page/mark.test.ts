import { describe, expect, it } from 'vitest'
import type { PageTask } from '../page-data'
import { markFor } from './mark'

const task = (change: Partial<PageTask> = {}): PageTask => ({
  name: 'Scam?',
  labels: ['scam', 'ok'],
  leastSure: 0.7,
  looks: ['badge', 'none'],
  ...change,
})
const reading = (probability: number, label = 0, sure = true) => ({ label, probability, sure })

describe('how a block is marked', () => {
  it('from the dial on, and never when the model is not sure', () => {
    expect(markFor([task()], [reading(0.7)])).toMatchObject({ look: 'badge' })
    expect(markFor([task()], [reading(0.69)])).toBeNull()
    expect(markFor([task({ leastSure: 0.5 })], [reading(0.9, 0, false)])).toBeNull()
    expect(markFor([task()], [null])).toBeNull()
  })

  it('not at all for labels that someone wants unmarked', () => {
    expect(markFor([task()], [reading(0.99, 1)])).toBeNull()
  })

  it('by the strongest look of several tasks, with a part for each', () => {
    const toxic = task({ name: 'Toxic?', labels: ['toxic', 'fine'], looks: ['blur', 'none'] })
    const mark = markFor([task(), toxic], [reading(0.8), reading(0.9)])
    expect(mark).toMatchObject({ look: 'blur' })
    expect(mark!.parts.map(({ label }) => label)).toEqual(['scam', 'toxic'])
  })
})
