// @vitest-environment happy-dom

import type { Task } from '@hivemark/contracts'
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { zeroAddress } from 'viem'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Answered } from '../predict/answer'
import { stored } from '../storage'
import { LabelButtons } from './LabelButtons'

const encoderId = `0x${'11'.repeat(32)}` as const

const rules = { encoderId, token: zeroAddress, terms: { incentive: 'deposit-refund-take' } }

function answered(change: Partial<Answered> = {}, task: Partial<Task> = {}): Answered {
  return {
    kind: 'answered',
    text: 'some text',
    features: Int8Array.of(1, 2, 3),
    encoderId,
    reproduces: true,
    read: 2,
    reading: { label: 1, scores: [0, 1, 0], margin: 1, probabilities: [0.2, 0.6, 0.2], why: [] },
    task: {
      chainId: 31337,
      address: '0x00000000000000000000000000000000000000AA',
      card: {
        name: 'Scam?',
        description: '',
        labels: [
          { name: 'scam', definition: 'asks for money' },
          { name: 'spam', definition: 'sells' },
          { name: '<img src=x onerror=alert(1)>', definition: '' },
        ],
      },
      kind: { incentive: 'deposit-refund-take', model: 'margin-perceptron' },
      rules,
      verified: true,
      createdAtBlock: 1n,
      ...task,
    } as unknown as Task,
    tabId: null,
    ...change,
  } as Answered
}

// A busy machine is no fault of the buttons.
configure({ asyncUtilTimeout: 4_000 })

beforeEach(() => fakeBrowser.reset())
afterEach(cleanup)

const drafts = () => stored.drafts.get()

describe('the buttons', () => {
  it('mark what the model says and keep a pick as a draft with the features shown', async () => {
    render(<LabelButtons answered={answered()} />)
    expect(screen.getByRole('button', { name: /spam.*agree/ })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /^scam/ }))
    await waitFor(async () => expect(await drafts()).toHaveLength(1))
    expect((await drafts())[0]).toMatchObject({
      label: 0,
      predictedLabel: 1,
      features: Int8Array.of(1, 2, 3),
      taskKey: '31337:0x00000000000000000000000000000000000000aa',
    })
    await screen.findByText(/^Kept as a draft: scam/)
  })

  it('are picked by number, skipped by 0, and a second pick replaces the first', async () => {
    render(<LabelButtons answered={answered()} />)
    fireEvent.keyDown(document.body, { key: '1' })
    await screen.findByText(/^Kept as a draft: scam/)
    fireEvent.keyDown(document.body, { key: '2' })
    await screen.findByText(/^Kept as a draft: spam/)
    await waitFor(async () => expect((await drafts()).map(each => each.label)).toEqual([1]))
    fireEvent.keyDown(document.body, { key: '0' })
    await waitFor(async () => expect(await drafts()).toEqual([]))
  })

  it('leave keys alone that are typed, held with another key, or name no label', async () => {
    render(
      <>
        <input aria-label="field" />
        <LabelButtons answered={answered()} />
      </>,
    )
    fireEvent.keyDown(screen.getByLabelText('field'), { key: '1' })
    fireEvent.keyDown(document.body, { key: '1', ctrlKey: true })
    fireEvent.keyDown(document.body, { key: '4' })
    fireEvent.keyDown(document.body, { key: '9' })
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(await drafts()).toEqual([])
  })

  it('show a hostile label as text', () => {
    const { container } = render(<LabelButtons answered={answered()} />)
    expect(container.querySelector('img')).toBeNull()
    expect(screen.getByText(/<img src=x/)).toBeTruthy()
  })
})

describe('nothing can be picked', () => {
  const pointsTask = {
    kind: { incentive: 'points', model: 'nearest-centroid' },
    rules: { ...rules, terms: { incentive: 'points', words: [0n, 0n] } },
  } as unknown as Partial<Task>
  const token = '0x00000000000000000000000000000000000000CC'
  const tokenTask = { rules: { ...rules, token } } as unknown as Partial<Task>

  it.each([
    ['of an unverified task', answered({}, { verified: false }), /unverified/],
    ['of another incentive', answered({}, pointsTask), /read this task, but not contribute/],
    ['paid in a token', answered({}, tokenTask), /read this task, but not contribute/],
    ['where the encoder gives other numbers', answered({ reproduces: false }), /Labels are off/],
    ['of another encoder', answered({ encoderId: `0x${'22'.repeat(32)}` }), /another encoder/],
    ['of a text that says nothing', answered({ features: new Int8Array(3) }), /Nothing in this/],
  ])('%s', async (_, given, reason) => {
    render(<LabelButtons answered={given} />)
    expect(screen.getByText(reason)).toBeTruthy()
    expect(screen.queryAllByRole('button')).toEqual([])
    fireEvent.keyDown(document.body, { key: '1' })
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(await drafts()).toEqual([])
  })
})
