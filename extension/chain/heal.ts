import type { Hex } from 'viem'
import type { Intent } from '../label/intent'
import { change, type StoredItem, stored } from '../storage'

const lost = {
  kind: 'lost',
  message: 'The chain was started afresh; this transaction is not on it.',
  nextStep: 'The text and label are kept. Check the model’s answer and submit again.',
} as const

/**
 * Forgets what was true only on a chain that is gone: models, contributions and listed tasks (all are
 * read again), transactions on their way. Drafts, own texts and tasks added by hand stay.
 */
export async function heal(chainId: number, genesis: Hex): Promise<void> {
  await dropTasksOf(chainId, stored.snapshots)
  await dropTasksOf(chainId, stored.contributions)
  await change(stored.tasks, tasks =>
    tasks.filter(({ task, source }) => task.chainId !== chainId || source === 'person'),
  )
  const isGone = (intent: Intent) =>
    intent.chainId === chainId && intent.departure.genesis !== genesis
  await change(stored.intents, intents =>
    intents
      // What was confirmed on the chain that is gone says nothing about this one.
      .filter(intent => !isGone(intent) || intent.progress.kind !== 'confirmed')
      .map(intent => (isGone(intent) && isOnItsWay(intent) ? markLost(intent) : intent)),
  )
}

/** Drops from a record by task key what is of one chain. */
async function dropTasksOf<T>(chainId: number, item: StoredItem<Record<string, T>>): Promise<void> {
  const prefix = `${chainId}:`
  await change(item, all =>
    Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith(prefix))),
  )
}

function isOnItsWay({ progress }: Intent): boolean {
  return progress.kind === 'sent' || progress.kind === 'included'
}

function markLost(intent: Intent): Intent {
  return { ...intent, progress: lost, changedAt: Date.now() }
}
