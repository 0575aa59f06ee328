import { type Address, type Hex, isAddressEqual } from 'viem'
import { change, stored } from '../storage'
import { dropSubmitted } from './drafts'
import { type Intent, isOnItsWay } from './intent'
import { advance, type IntentEvent } from './progress'

/** Ended calls that are kept for the record; the oldest go first. */
const keptEnded = 200

export type NewIntent = Omit<Intent, 'id' | 'progress' | 'createdAt' | 'changedAt'>

/**
 * Writes a call down before the wallet is asked. An earlier attempt at the same thing that ended
 * without effect is replaced.
 * @param text what the features were made from, when it is known here: remembered by sample key.
 */
export async function beginIntent(call: NewIntent, text: string | null): Promise<Intent> {
  if (text !== null && call.sampleKey) await rememberText(call.sampleKey, text)
  await rememberAddress(call.from)
  const now = Date.now()
  const intent: Intent = {
    ...call,
    id: crypto.randomUUID(),
    progress: { kind: 'awaiting-signature', since: now },
    createdAt: now,
    changedAt: now,
  }
  await change(stored.intents, intents => [
    ...pruned(intents.filter(each => !isRetryOf(each, intent))),
    intent,
  ])
  return intent
}

/** Applies what happened to a call, and what follows from it. Returns the call as it now is. */
export async function recordEvent(id: string, event: IntentEvent): Promise<Intent | null> {
  let after: Intent | null = null
  let changed = false
  await change(stored.intents, intents =>
    intents.map(intent => {
      if (intent.id !== id) return intent
      const progress = advance(intent.progress, event, Date.now())
      changed = progress !== intent.progress
      after = changed ? { ...intent, progress, changedAt: Date.now() } : intent
      return after
    }),
  )
  if (changed) await afterChange(after)
  return after
}

/** Drops a call from the list; what the chain did stays done. */
export async function forgetIntent(id: string): Promise<void> {
  await change(stored.intents, intents => intents.filter(intent => intent.id !== id))
}

/** The newest call about the same thing, e.g. to resume it in a reopened tab. */
export function newestIntent(
  intents: readonly Intent[],
  about: (intent: Intent) => boolean,
): Intent | null {
  return intents.filter(about).sort((a, b) => b.createdAt - a.createdAt)[0] ?? null
}

async function afterChange(intent: Intent | null): Promise<void> {
  if (intent?.progress.kind !== 'confirmed') return
  const { purpose } = intent
  if (purpose.kind === 'submit') await dropSubmitted(purpose.draftId, purpose.label)
}

async function rememberText(key: Hex, text: string): Promise<void> {
  await change(stored.ownTexts, texts => ({ ...texts, [key]: text }))
}

/** Its deposits stay on view when this call is long forgotten. */
async function rememberAddress(from: Address): Promise<void> {
  await change(stored.watchedAddresses, all =>
    all.some(each => isAddressEqual(each, from)) ? all : [...all, from],
  )
}

function isRetryOf(before: Intent, after: Intent): boolean {
  const { kind } = before.progress
  const ended = kind === 'rejected' || kind === 'failed' || kind === 'lost'
  return (
    (ended || kind === 'awaiting-signature') &&
    before.taskKey === after.taskKey &&
    before.sampleKey === after.sampleKey &&
    before.purpose.kind === after.purpose.kind
  )
}

function pruned(intents: readonly Intent[]): Intent[] {
  const ended = intents.filter(intent => !isOnItsWay(intent))
  const drop = new Set(ended.slice(0, Math.max(0, ended.length - keptEnded)))
  return intents.filter(intent => !drop.has(intent))
}
