// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Task } from '@hivemark/contracts'
import { loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { officialEncoders } from '@hivemark/encoder/use-lite/weights'
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { captureOf } from '../capture/capture'
import { knownEncoder, knownEncoderIds } from '../encoders/known-encoders'
import { defaultSettings } from '../settings/settings'
import { change, stored } from '../storage'
import { noChoices } from '../tasks/choices'
import { taskKey } from '../tasks/known-task'
import { answerRequest } from './answer-request'
import type { EncodeRequest } from './encoding'
import { Popup } from './Popup'
import { practiceModel, practiceSnapshot, practiceTask } from './practice-task'

// Modules load late here, on machines that may be busy.
configure({ asyncUtilTimeout: 15_000 })
vi.setConfig({ testTimeout: 30_000 })

const encoder = loadStaticEncoder(
  readFileSync(join(import.meta.dirname, '../../encoder/table/static-2.bin')),
  STATIC_ENCODER_ID,
)

const task: Task = {
  ...practiceTask,
  card: {
    ...practiceTask.card,
    name: 'Scam?<b>',
    labels: [
      { name: 'scam', definition: '' },
      { name: '<img src=x>', definition: '' },
    ],
  },
}

const snapshot = practiceSnapshot
const model = practiceModel

/** Another task on the same chain, its model the other way round. */
const other: Task = {
  ...task,
  address: '0x00000000000000000000000000000000000000cc',
  card: {
    ...task.card,
    name: 'Kind?',
    labels: [
      { name: 'kind', definition: '' },
      { name: 'rude', definition: '' },
    ],
  },
}

async function withTwoTasks(): Promise<void> {
  const weights = model.weights.map(weight => -weight)
  await stored.tasks.set([task, other].map(each => ({ task: each, source: 'registry' })))
  await change(stored.snapshots, all => ({
    ...all,
    [taskKey(other)]: {
      snapshot: { ...snapshot, model: { ...model, weights } },
      readAt: Date.now(),
    },
  }))
}

const text = 'Your wallet has been selected. Connect now and verify your phrase.'

/** The background's part: the real encoder, over messages that travel as JSON. */
function serve(message: { type: string; data: EncodeRequest }, reply: (answer: unknown) => void) {
  const request = JSON.parse(JSON.stringify(message.data)) as EncodeRequest
  if (request.encoderId !== STATIC_ENCODER_ID) {
    const res = knownEncoder(request.encoderId)
      ? { kind: 'weights-missing', encoderId: request.encoderId }
      : { kind: 'encoder-missing', installed: knownEncoderIds() }
    setTimeout(() => reply({ res }))
    return
  }
  void answerRequest({ encoder, reproduces: true }, request).then(res =>
    reply(JSON.parse(JSON.stringify({ res }))),
  )
}

const createTab = vi.fn()

beforeEach(async () => {
  fakeBrowser.reset()
  createTab.mockReset()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
  Object.assign(fakeBrowser.runtime, { sendMessage: serve })
  Object.assign(fakeBrowser.tabs, { query: async () => [{ id: 7 }], create: createTab })
  Object.assign(fakeBrowser.scripting, { executeScript: async () => [] })
  const event = { addListener: () => {}, removeListener: () => {} }
  const permissions = { contains: async () => false, onAdded: event, onRemoved: event }
  Object.assign(fakeBrowser.permissions, permissions)
  Object.assign(fakeBrowser.commands, {
    getAll: async () => [{ name: '_execute_action', shortcut: 'Alt+Shift+H' }],
  })
  const { network, wallet } = defaultSettings()
  await stored.settings.set({ network: { ...network, rpcUrl: 'http://127.0.0.1:9' }, wallet })
  await stored.tasks.set([{ task, source: 'registry' }])
  await stored.snapshots.set({ [taskKey(task)]: { snapshot, readAt: Date.now() } })
})

afterEach(cleanup)

const verdict = () => screen.findByRole('heading', { level: 2 })

describe('the popup', () => {
  it('answers from the stored model while the chain is out of reach, and says so', async () => {
    await stored.capture.set(captureOf(text, 'selection', 7))
    render(<Popup />)
    expect((await verdict()).textContent).toMatch(/scam|<img src=x>/)
    expect(screen.getByLabelText(/The text and the words/).textContent).toBe(text)
    expect(document.querySelector('mark')).not.toBeNull()
    expect(screen.getByText('1,234').dataset.block).toBe('1234')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toMatch(/No answer from 127.0.0.1:9.*when last read/)
    expect(await stored.capture.get()).toBeNull()
  })

  it('shows strangers’ strings as text', async () => {
    await stored.capture.set(
      captureOf('<script>alert(1)</script> verify <b>now</b>', 'selection', 7),
    )
    const { container } = render(<Popup />)
    await verdict()
    expect(container.querySelector('img, script')).toBeNull()
    expect(container.querySelector('.why b')).toBeNull()
    expect(screen.getByRole('option', { name: 'Scam?<b>' })).toBeDefined()
  })

  it('changes its answer when a newer block brought another model', async () => {
    await stored.capture.set(captureOf(text, 'selection', 7))
    render(<Popup />)
    const before = (await verdict()).dataset.label
    const weights = model.weights.map(weight => -weight)
    const turned = { ...snapshot, block: 1_240n, model: { ...model, weights } }
    await stored.snapshots.set({ [taskKey(task)]: { snapshot: turned, readAt: Date.now() + 1 } })
    await waitFor(async () => expect((await verdict()).dataset.label).not.toBe(before))
    expect(screen.getByText('1,240')).toBeDefined()
  })

  it('tells how to begin when nothing is selected, with the shortcut and where to change it', async () => {
    render(<Popup />)
    expect(await screen.findByText('Select some text on the page')).toBeDefined()
    expect(await screen.findByText('Alt+Shift+H')).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Change the shortcut' }))
    await waitFor(() =>
      expect(createTab.mock.calls[0]![0].url).toBe('chrome://extensions/shortcuts'),
    )
  })

  it('tells who taught the model, and whether the copy was checked', async () => {
    const copy = { snapshot, readAt: Date.now() }
    await stored.snapshots.set({
      [taskKey(task)]: { ...copy, contract: { agrees: true, validated: 2 } },
    })
    await stored.capture.set(captureOf(text, 'selection', 7))
    render(<Popup />)
    expect(await screen.findByText('Learnt from 3 contributions, 2 validated')).toBeDefined()
    expect(screen.getByText(/Checked against the contract at block 1,234/)).toBeDefined()
    expect(screen.getByText(/Static encoder/)).toBeDefined()
    expect(screen.queryByText(/may not be the contract/)).toBeNull()
  })

  it('warns when the contract does not say what the copy says', async () => {
    const contract = { agrees: false, validated: null }
    await stored.snapshots.set({ [taskKey(task)]: { snapshot, readAt: Date.now(), contract } })
    await stored.capture.set(captureOf(text, 'selection', 7))
    render(<Popup />)
    expect(await screen.findByText(/This answer may not be the contract/)).toBeDefined()
    expect(screen.queryByText(/Checked against/)).toBeNull()
  })

  it('shows other tasks beside the first, and asks one in full by a click', async () => {
    await withTwoTasks()
    await stored.capture.set(captureOf(text, 'selection', 7))
    render(<Popup />)
    const first = (await verdict()).dataset.label
    fireEvent.click(screen.getByLabelText('Kind?'))
    const row = await screen.findByRole('button', { name: /^Kind\?.*(kind|rude)/ })
    expect(row.querySelector('[data-beside-label]')?.getAttribute('data-beside-label')).not.toBe(
      first,
    )
    fireEvent.click(row)
    await waitFor(async () => expect((await verdict()).textContent).toMatch(/kind|rude/))
    expect(await screen.findByRole('button', { name: /^Scam\?/ })).toBeDefined()
    expect((await stored.taskChoices.get()).beside).toEqual([taskKey(task)])
  })

  it('asks first what the person keeps for the site, and forgets it when told', async () => {
    await withTwoTasks()
    const tab = { id: 7, url: 'https://forum.example/thread?x=1' }
    Object.assign(fakeBrowser.tabs, { query: async () => [tab] })
    await stored.taskChoices.set({
      ...noChoices,
      bySite: { 'https://forum.example': taskKey(other) },
    })
    render(<Popup />)
    const picker = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Task' })
    expect(picker.value).toBe(taskKey(other))
    const first = screen.getByLabelText<HTMLInputElement>('Ask Kind? first on forum.example')
    expect(first.checked).toBe(true)
    fireEvent.click(first)
    await waitFor(async () => expect((await stored.taskChoices.get()).bySite).toEqual({}))
    await waitFor(() => expect(first.checked).toBe(false))
    fireEvent.click(first)
    await waitFor(async () =>
      expect((await stored.taskChoices.get()).bySite).toEqual({
        'https://forum.example': taskKey(other),
      }),
    )
  })

  it('leads to the card of its task', async () => {
    render(<Popup />)
    fireEvent.click(await screen.findByRole('button', { name: 'Task card' }))
    await waitFor(() =>
      expect(createTab.mock.calls[0]![0].url).toMatch(/options\.html#tasks\/31337:0x0+aa$/),
    )
  })

  it('says so when every task is hidden', async () => {
    await stored.taskChoices.set({ ...noChoices, hidden: [taskKey(task)] })
    render(<Popup />)
    expect(await screen.findByText('All your tasks are hidden')).toBeDefined()
  })

  it('classifies what is typed', async () => {
    render(<Popup />)
    const field = await screen.findByLabelText('Type or paste a text')
    fireEvent.input(field, { target: { value: text } })
    await verdict()
    fireEvent.input(field, { target: { value: '   ' } })
    await waitFor(() => expect(screen.queryByRole('heading', { level: 2 })).toBeNull())
  })

  it('keeps the field while tasks go and come back, as when a chain was started afresh', async () => {
    render(<Popup />)
    const field = (await screen.findByLabelText('Type or paste a text')) as HTMLTextAreaElement
    field.value = text
    fireEvent.input(field)
    await verdict()
    const tasks = await stored.tasks.get()
    await stored.tasks.set([])
    await waitFor(() => expect(screen.queryByRole('heading', { level: 2 })).toBeNull())
    expect(screen.getByLabelText('Type or paste a text')).toBe(field)
    await stored.tasks.set(tasks)
    await verdict()
    expect(screen.getByLabelText('Type or paste a text')).toBe(field)
    expect(field.value).toBe(text)
  })

  it('keeps a label as a draft by its number key and offers to submit it', async () => {
    await stored.capture.set(captureOf(text, 'selection', 7))
    render(<Popup />)
    await verdict()
    await waitFor(() => {
      fireEvent.keyDown(document.body, { key: '2' })
      expect(screen.getByText(/^Kept as a draft/)).toBeDefined()
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Review and submit' }))
    await waitFor(() => expect(createTab).toHaveBeenCalledOnce())
    expect(createTab.mock.calls[0]![0].url).toMatch(/sign\.html\?tab=7$/)
    expect(await stored.drafts.get()).toMatchObject([{ text, label: 1 }])
  })

  it('says that a text says nothing, with the next step', async () => {
    await stored.capture.set(captureOf('\u200b\u200c', 'selection', 7))
    render(<Popup />)
    expect(await screen.findByText(/says anything to the encoder/)).toBeDefined()
  })

  it('says which encoder is missing', async () => {
    const rules = { ...task.rules, encoderId: `0x${'77'.repeat(32)}` as const }
    await stored.tasks.set([{ task: { ...task, rules }, source: 'person' }])
    await stored.capture.set(captureOf(text, 'selection', 7))
    render(<Popup />)
    expect(await screen.findByText(/encoder that is not installed/)).toBeDefined()
    expect(screen.getByText(/0x7777…7777/)).toBeDefined()
  })

  it('leads to the weights of an encoder that has none here', async () => {
    const rules = { ...task.rules, encoderId: officialEncoders[1].id }
    await stored.tasks.set([{ task: { ...task, rules }, source: 'person' }])
    await stored.capture.set(captureOf(text, 'selection', 7))
    render(<Popup />)
    expect(await screen.findByText(/needs an encoder whose files are not here/)).toBeDefined()
    expect(screen.getByText(/Universal Sentence Encoder Lite, 64 features/)).toBeDefined()
    fireEvent.click(screen.getByRole('button', { name: 'Get its files' }))
    await waitFor(() => expect(createTab.mock.calls[0]![0].url).toMatch(/options\.html#encoders$/))
  })

  it('explains a first start without a chain', async () => {
    await stored.tasks.set([])
    render(<Popup />)
    expect((await screen.findByRole('alert')).textContent).toContain('No answer from')
    fireEvent.click(screen.getByRole('button', { name: 'Settings' }))
    await waitFor(() => expect(createTab.mock.calls[0]![0].url).toMatch(/options\.html#network$/))
  })

  it('leads back to the welcome, which needs no chain, until someone went through it', async () => {
    await stored.tasks.set([])
    render(<Popup />)
    const name = 'Try it without a network'
    fireEvent.click(await screen.findByRole('button', { name }))
    await waitFor(() => expect(createTab.mock.calls[0]![0].url).toMatch(/welcome\.html$/))
    await stored.welcome.set('done')
    await waitFor(() => expect(screen.queryByRole('button', { name })).toBeNull())
  })

  it('says how much of a long text was read', async () => {
    await stored.capture.set(captureOf('verify now '.repeat(10_000), 'selection', 7))
    render(<Popup />)
    expect(await screen.findByText(/Only the first 100,000 characters/)).toBeDefined()
    await verdict()
  })
})
