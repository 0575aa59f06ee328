// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { classifyMany } from '../predict/classify-many'
import { EncoderHost, type EncoderWorker, type WorkerRequest } from '../predict/encoder-host'
import { practiceSnapshot, practiceTask } from '../predict/practice-task'
import { defaultSettings } from '../settings/settings'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { TryoutPage } from './TryoutPage'
import { forgetListSession } from './use-list-session'

configure({ asyncUtilTimeout: 15_000 })
vi.setConfig({ testTimeout: 30_000 })

const table = readFileSync(join(import.meta.dirname, '../../encoder/table/static-2.bin'))
const ready = { encoder: loadStaticEncoder(table, STATIC_ENCODER_ID), reproduces: true }

/** The real encoder, where a browser would have a Worker; it waits to be let go. */
let letGo = Promise.resolve()
vi.mock('../predict/start-encoder', () => ({
  startEncoderHost: () => new EncoderHost(() => worker()),
}))

function worker(): EncoderWorker {
  const own: EncoderWorker = {
    onmessage: null,
    onerror: null,
    terminate: () => {},
    postMessage: async ({ id, request }: WorkerRequest) => {
      if (!('texts' in request)) throw new Error('one text at a time')
      await letGo
      const answer = await classifyMany(ready, request)
      own.onmessage?.({ data: { id, answer } } as MessageEvent)
    },
  }
  return own
}

beforeEach(async () => {
  fakeBrowser.reset()
  forgetListSession()
  sessionStorage.clear()
  letGo = Promise.resolve()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  const { network, wallet } = defaultSettings()
  await stored.settings.set({ network: { ...network, rpcUrl: 'http://127.0.0.1:9' }, wallet })
  await stored.tasks.set([{ task: practiceTask, source: 'registry' }])
  const snapshot = { snapshot: practiceSnapshot, readAt: 1 }
  await stored.snapshots.set({ [taskKey(practiceTask)]: snapshot })
})
afterEach(cleanup)

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Paste a list, one text a line')
const classify = async () =>
  fireEvent.click(await screen.findByRole('button', { name: 'Classify' }))

async function take(name: string, body: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!
  Object.defineProperty(input, 'files', { configurable: true, value: [new File([body], name)] })
  fireEvent.change(input)
}

it('classifies what is pasted with the stored model while the chain is out of reach', async () => {
  render(<TryoutPage />)
  fireEvent.input(field(), { target: { value: 'Verify your phrase now\n\u200b\n<b>see you</b>' } })
  expect(await screen.findByText(/^3 texts/)).toBeDefined()
  await classify()
  expect(await screen.findByText(/^3 answers in/)).toBeDefined()
  expect(screen.getByRole('button', { name: /^no answer 1/ })).toBeDefined()
  expect(screen.getByRole('button', { name: '<b>see you</b>' })).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: /^no answer/ }))
  await waitFor(() => expect(screen.queryByText('<b>see you</b>')).toBeNull())
})

it('keeps the pasted list and the answers over another page, the list over a reload', async () => {
  const first = render(<TryoutPage />)
  fireEvent.input(field(), { target: { value: 'Verify your phrase' } })
  // Left before the pause after the last key is over.
  first.unmount()
  const second = render(<TryoutPage />)
  expect(field().value).toBe('Verify your phrase')
  await classify()
  await screen.findByText(/^1 answer in/)
  second.unmount()
  render(<TryoutPage />)
  expect(await screen.findByText(/^1 answer in/)).toBeDefined()
  cleanup()
  forgetListSession()
  render(<TryoutPage />)
  expect(field().value).toBe('Verify your phrase')
})

it('stops when told to, and forgets nothing', async () => {
  let release = () => {}
  letGo = new Promise(resolve => {
    release = resolve
  })
  render(<TryoutPage />)
  fireEvent.input(field(), { target: { value: 'Verify your phrase\nsee you' } })
  await classify()
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }))
  release()
  expect(await screen.findByText(/^Cancelled after 0 of 2 answers/)).toBeDefined()
  expect(screen.queryByRole('region', { name: 'Answers' })).toBeNull()
  await classify()
  expect(await screen.findByText(/^2 answers in/)).toBeDefined()
})

it('compares with the true labels of a file, and says what is wrong with one', async () => {
  render(<TryoutPage />)
  fireEvent.input(field(), { target: { value: 'what was pasted' } })
  await take('list.csv', 'id,text,label\n1,Verify your phrase,scam\n2,"see, you",=ok\n')
  expect(await screen.findByText(/^2 texts/)).toBeDefined()
  await classify()
  expect(await screen.findByText(/% right$/)).toBeDefined()
  await take('numbers.csv', '1,2\n3,4\n')
  expect((await screen.findByRole('alert')).textContent).toContain('No column holds text')
  fireEvent.click(screen.getByRole('button', { name: 'Paste a list instead' }))
  expect(field().value).toBe('what was pasted')
})
