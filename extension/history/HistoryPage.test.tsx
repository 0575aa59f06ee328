// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { practiceTask } from '../predict/practice-task'
import { stored } from '../storage'
import type { HistoryEntry } from './entry'
import { HistoryPage } from './HistoryPage'

configure({ asyncUtilTimeout: 15_000 })
vi.setConfig({ testTimeout: 30_000 })

const entry = (text: string, at: number): HistoryEntry => ({
  id: text,
  text,
  cut: 0,
  taskKey: `${practiceTask.chainId}:${practiceTask.address}`,
  taskName: 'Scam?',
  label: 0,
  labelName: 'scam',
  share: 0.9,
  sure: true,
  block: 1_234n,
  source: 'typed',
  at,
})

beforeEach(async () => {
  fakeBrowser.reset()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  await stored.tasks.set([{ task: practiceTask, source: 'registry' }])
})
afterEach(cleanup)

it('is off until it is switched on', async () => {
  render(<HistoryPage />)
  const box = await screen.findByLabelText<HTMLInputElement>('Remember what I classify')
  expect([box.checked, screen.queryByText('Nothing is kept.') !== null]).toEqual([false, true])
  fireEvent.click(box)
  await waitFor(async () => expect(await stored.keepHistory.get()).toBe(true))
})

it('finds, deletes, clears, and brings back', async () => {
  await stored.history.set([entry('verify <b>now</b>', 3), entry('see you', 2), entry('third', 1)])
  const { container } = render(<HistoryPage />)
  expect(await screen.findByText('verify <b>now</b>')).toBeDefined()
  expect(container.querySelector('b')).toBeNull()
  fireEvent.input(screen.getByLabelText('Search'), { target: { value: 'SEE' } })
  await waitFor(() => expect(screen.getByText('1 of 3')).toBeDefined())
  fireEvent.click(screen.getByRole('button', { name: 'Delete “see you”' }))
  expect(await screen.findByText('One entry deleted')).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect(await stored.history.get()).toHaveLength(3))
  fireEvent.click(screen.getByRole('button', { name: 'Clear all' }))
  expect(await screen.findByText('3 entries deleted')).toBeDefined()
  expect(await stored.history.get()).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(async () =>
    expect((await stored.history.get()).map(({ text }) => text)).toEqual([
      'verify <b>now</b>',
      'see you',
      'third',
    ]),
  )
})
