import './test-dom'
import { submitCall } from '@hivemark/contracts'
import {
  cleanup,
  configure,
  fireEvent,
  render,
  screen,
  waitFor,
  within,
} from '@testing-library/preact'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { forgetOpenChain } from '../chain/chain'
import { defaultSettings } from '../settings/settings'
import { DepositsPage } from '../stakes/DepositsPage'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { features, type PracticeChain, startPracticeChain } from './practice-chain'
import { SignPage } from './SignPage'

let chain: PracticeChain
// A busy machine is no fault of the pages.
vi.setConfig({ testTimeout: 60_000 })
configure({ asyncUtilTimeout: 20_000 })

beforeAll(async () => {
  chain = await startPracticeChain()
}, 60_000)
afterAll(() => chain.stop())

beforeEach(async () => {
  fakeBrowser.reset()
  forgetOpenChain()
  // No wallet extension is installed: a connection to one is refused at once.
  Object.assign(browser.runtime, {
    connect: () => {
      throw new Error('Could not establish connection.')
    },
  })
  await stored.settings.set({ ...defaultSettings(), network: chain.network })
  await stored.tasks.set([{ task: chain.task, source: 'registry' }])
})
afterEach(cleanup)

async function keep(change: { id: string; label: number; salt: number; text?: string }) {
  const { salt, ...rest } = change
  const draft = {
    taskKey: taskKey(chain.task),
    text: 'a text of mine',
    features: features('up', salt),
    encoderId: chain.task.rules.encoderId,
    predictedLabel: 0,
    createdAt: 1,
    ...rest,
  }
  await stored.drafts.set([...(await stored.drafts.get()), draft])
  return draft
}

async function submit(salt: number, label: number) {
  const { timestamp } = await chain.node.getBlock()
  const sample = { address: chain.task.address, features: features('up', salt), label }
  const limits = { maxDeposit: 10n ** 18n, deadline: Number(timestamp) + 1_000 }
  await chain.send(chain.people[3]!, submitCall({ ...sample, ...limits }))
}

describe('the sign tab', () => {
  it('says what becomes public, what it costs, when it comes back, and how to get a wallet', async () => {
    await keep({ id: 'one', label: 1, salt: 1 })
    render(<SignPage search="?draft=one" />)
    expect(await screen.findByText('Deposit now')).toBeTruthy()
    expect(screen.getByText(/^Public for ever:/)).toBeTruthy()
    expect(screen.getByText('Total, at most')).toBeTruthy()
    expect(screen.getByText(/^Refundable from/).textContent).toMatch(
      /Today it would not be paid \(up, /,
    )
    expect(await screen.findByText('No wallet found. Your draft is kept.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Continue in/ })).toBeNull()
    expect(await stored.drafts.get()).toHaveLength(1)
  })

  it('refuses a bound below the deposit, in words', async () => {
    await keep({ id: 'one', label: 1, salt: 2 })
    render(<SignPage search="?draft=one" />)
    const bound = await screen.findByLabelText(/^At most/)
    fireEvent.input(bound, { target: { value: '0.0000001' } })
    expect((await screen.findByRole('alert')).textContent).toMatch(/below the deposit now/)
    fireEvent.input(bound, { target: { value: 'lots' } })
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/Give a number/))
    fireEvent.input(bound, { target: { value: '0,9' } })
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('says that a sample exists and offers to drop the draft', async () => {
    await submit(3, 0)
    await keep({ id: 'one', label: 0, salt: 3 })
    render(<SignPage search="?draft=one" />)
    fireEvent.click(await screen.findByRole('button', { name: 'Drop the draft' }))
    await waitFor(async () => expect(await stored.drafts.get()).toEqual([]))
  })

  it('lists the drafts, changes a label and deletes', async () => {
    await keep({ id: 'one', label: 0, salt: 4, text: 'first <b>text</b>' })
    await keep({ id: 'two', label: 1, salt: 5, text: 'second text' })
    const { container } = render(<SignPage search="" />)
    const label = await screen.findByLabelText(/Label of “first/)
    expect(container.querySelector('.drafts b')).toBeNull()
    fireEvent.change(label, { target: { value: '1' } })
    await waitFor(async () => expect((await stored.drafts.get())[0]!.label).toBe(1))
    fireEvent.click(screen.getByRole('button', { name: /Delete the draft “second/ }))
    await waitFor(async () =>
      expect((await stored.drafts.get()).map(each => each.id)).toEqual(['one']),
    )
  })

  it('says what to do when the endpoint is down, and keeps the draft', async () => {
    await keep({ id: 'one', label: 1, salt: 6 })
    const network = { ...chain.network, rpcUrl: 'http://127.0.0.1:9' }
    await stored.settings.set({ ...defaultSettings(), network })
    render(<SignPage search="?draft=one" />)
    expect(await screen.findByText(/^No answer from 127.0.0.1:9/)).toBeTruthy()
    expect(screen.getAllByText(/Your draft is kept/).length).toBeGreaterThan(0)
  })

  it('refuses numbers that do not fit the task', async () => {
    const draft = await keep({ id: 'one', label: 1, salt: 7 })
    await stored.drafts.set([{ ...draft, features: new Int8Array(32) }])
    render(<SignPage search="?draft=one" />)
    expect(await screen.findByText(/numbers do not fit the task/)).toBeTruthy()
  })

  it('shows a draft that is gone as gone', async () => {
    render(<SignPage search="?draft=none" />)
    expect(await screen.findByText('This draft is gone')).toBeTruthy()
  })
})

describe('the deposits', () => {
  it('of an address are shown without any wallet', async () => {
    await submit(20, 0)
    render(<DepositsPage />)
    const field = await screen.findByLabelText('Show deposits of address')
    fireEvent.input(field, { target: { value: 'nobody' } })
    fireEvent.click(screen.getByRole('button', { name: 'Show' }))
    expect((await screen.findByRole('alert')).textContent).toMatch(/40 hexadecimal digits/)
    fireEvent.input(field, { target: { value: chain.people[3]! } })
    fireEvent.click(screen.getByRole('button', { name: 'Show' }))
    const table = within(await screen.findByRole('table'))
    expect(table.getAllByText('text not on this machine').length).toBeGreaterThan(0)
    expect(table.getAllByText('Waiting').length).toBeGreaterThan(0)
  })
})
