import type { Task } from '@hivemark/contracts'
import { browser } from 'wxt/browser'
import { type Chain, openChain } from '../chain/chain'
import { onMessage } from '../messages'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { type Intent, isOnItsWay } from './intent'
import { recordEvent } from './intents'
import { observe } from './observe'

const alarmName = 'watch-intents'

/** How long after a page's word the background looks often: as long as its worker surely lives. */
const closeLook = { rounds: 10, pause: 2_000 }

/**
 * Follows every call on its way until it ends, for the background: on start, on a page's word, and
 * by an alarm every 30 seconds while there is something to follow. Call it while the script loads,
 * so that an event that woke the worker finds its listener.
 */
export function startWatching(): void {
  browser.alarms.onAlarm.addListener(alarm => {
    if (alarm.name === alarmName) void watchOnce()
  })
  browser.runtime.onStartup.addListener(() => void watchOnce())
  onMessage('watchIntents', () => void watchClosely())
  void watchOnce()
}

/** One look at everything on its way; returns whether anything still is. */
export async function watchOnce(): Promise<boolean> {
  if ((await onTheirWay()).length > 0) {
    const chain = await openChain().catch(() => null)
    if (chain) await followAll(chain)
  }
  const more = (await onTheirWay()).length > 0
  if (more) await browser.alarms.create(alarmName, { periodInMinutes: 0.5 })
  else await browser.alarms.clear(alarmName)
  return more
}

/** Looks once at every call on the given chain that is on its way, and writes down what it shows. */
export async function followAll(chain: Chain): Promise<void> {
  const tasks = await stored.tasks.get()
  for (const intent of await onTheirWay()) {
    if (intent.chainId !== chain.network.chainId) continue
    const known = tasks.find(each => taskKey(each.task) === intent.taskKey)
    await follow(chain, known?.task ?? null, intent)
  }
}

async function follow(chain: Chain, task: Task | null, intent: Intent): Promise<void> {
  try {
    await recordEvent(intent.id, await observe(chain, task, intent))
  } catch (error) {
    console.warn('A transaction could not be looked up; it will be tried again.', error)
  }
}

let looking = false

async function watchClosely(): Promise<void> {
  if (looking) return
  looking = true
  await lookOften().finally(() => {
    looking = false
  })
}

async function lookOften(): Promise<void> {
  for (let round = 0; round < closeLook.rounds; round++) {
    if (!(await watchOnce())) return
    await new Promise(resolve => setTimeout(resolve, closeLook.pause))
  }
}

async function onTheirWay(): Promise<Intent[]> {
  return (await stored.intents.get()).filter(isOnItsWay)
}
