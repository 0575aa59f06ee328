import { api } from './api'
import { changeState, readState } from './state'
import { WalletError } from './wallet-error'

/** What the approval window shows: a title and lines of "name: value". */
export interface Question {
  readonly title: string
  readonly origin: string
  readonly lines: readonly (readonly [name: string, value: string])[]
}

interface Pending extends Question {
  readonly decide: (approved: boolean) => void
  readonly windowId: number | undefined
}

const pending = new Map<string, Pending>()

const rejected = () => new WalletError(4001, 'User rejected the request.')

/** Resolves when the owner agrees, as the mode has it; throws 4001 otherwise. */
export async function approval(question: Question): Promise<void> {
  const { mode, slowMs } = await readState()
  if (mode === 'approve') return
  if (mode === 'reject') throw rejected()
  if (mode === 'slow') {
    await awake(new Promise(resolve => setTimeout(resolve, slowMs)))
    return
  }
  if (mode === 'locked') {
    await answerInWindow({ title: 'Unlock the wallet', origin: question.origin, lines: [] })
    await changeState({ mode: 'ask' })
  }
  await answerInWindow(question)
}

async function answerInWindow(question: Question): Promise<void> {
  const id = crypto.randomUUID()
  let decide: (approved: boolean) => void = () => {}
  const decision = new Promise<boolean>(resolve => {
    decide = resolve
  })
  pending.set(id, { ...question, decide, windowId: undefined })
  const opened = await api.windows.create({
    url: api.runtime.getURL(`approve.html?id=${id}`),
    type: 'popup',
    width: 400,
    height: 620,
  })
  const entry = pending.get(id)
  if (entry) pending.set(id, { ...entry, windowId: opened?.id })
  const approved = await awake(decision)
  pending.delete(id)
  if (!approved) throw rejected()
}

/** Serves the approval window, and takes its closing for a no. */
export function serveApprovals(): void {
  api.runtime.onMessage.addListener((message, sender, reply) => {
    if (sender.id !== api.runtime.id) return
    const entry = pending.get(message.id)
    if (message.kind === 'question') reply(entry ? questionOf(entry) : null)
    if (message.kind === 'decide') {
      entry?.decide(message.approved === true)
      reply(Boolean(entry))
    }
  })
  api.windows.onRemoved.addListener(windowId => {
    for (const entry of pending.values()) if (entry.windowId === windowId) entry.decide(false)
  })
}

function questionOf({ title, origin, lines }: Pending): Question {
  return { title, origin, lines }
}

/** An idle service worker is killed after 30 s, and a person may take longer: each API call restarts that clock. */
async function awake<T>(wait: Promise<T>): Promise<T> {
  const timer = setInterval(() => void api.runtime.getPlatformInfo(), 20_000)
  try {
    return await wait
  } finally {
    clearInterval(timer)
  }
}
