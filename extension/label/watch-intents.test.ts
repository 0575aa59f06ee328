import { readModel } from '@hivemark/contracts'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { forgetOpenChain } from '../chain/chain'
import { defaultSettings } from '../settings/settings'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { readChainClock } from './chain-clock'
import { beginIntent, recordEvent } from './intents'
import { features, type PracticeChain, startPracticeChain } from './practice-chain'
import { quote, submission, suggestedBound } from './quote'
import { startWatching, watchOnce } from './watch-intents'

let chain: PracticeChain
let salt = 100
const patient = { timeout: 20_000 }
vi.setConfig({ testTimeout: 60_000 })
const due = { name: 'watch-intents', scheduledTime: 0, persistAcrossSessions: false }

beforeAll(async () => {
  chain = await startPracticeChain()
}, 60_000)
afterAll(() => chain.stop())

beforeEach(async () => {
  fakeBrowser.reset()
  forgetOpenChain()
  await stored.settings.set({ ...defaultSettings(), network: chain.network })
  await stored.tasks.set([{ task: chain.task, source: 'registry' }])
})

const alarms = async () => (await browser.alarms.getAll()).map(alarm => alarm.name)

/** A submission written down as one that the wallet was asked for. */
async function begin() {
  const { client } = chain.seen
  const given = features('up', salt++)
  const quoted = await quote(client, chain.task, await readModel(client, chain.task), given, 0)
  const bound = suggestedBound(quoted.deposit)
  const { call, deadline } = submission(quoted, chain.task, given, 0, bound)
  const from = chain.people[1]!
  const { genesis, block } = await readChainClock(client)
  const nonce = await client.getTransactionCount({ address: from })
  return beginIntent(
    {
      chainId: 31337,
      taskKey: taskKey(chain.task),
      sampleKey: quoted.key,
      features: given,
      purpose: { kind: 'submit', draftId: 'none', label: 0 },
      from,
      call,
      departure: { genesis, block, nonce, deadline },
    },
    'a text',
  )
}

const progress = async () => (await stored.intents.get())[0]!.progress.kind

describe('the background', () => {
  it('has no alarm while nothing is on its way', async () => {
    expect(await watchOnce()).toBe(false)
    expect(await alarms()).toEqual([])
  })

  it('follows a call by its alarm, and stops when it has ended', async () => {
    const intent = await begin()
    startWatching()
    await vi.waitFor(async () => expect(await alarms()).toEqual(['watch-intents']), patient)
    const { transactionHash } = await chain.send(intent.from, intent.call)
    await recordEvent(intent.id, { kind: 'signed', transaction: transactionHash })
    await fakeBrowser.alarms.onAlarm.trigger(due)
    await vi.waitFor(async () => expect(await progress()).toBe('included'), patient)
    await chain.node.mine({ blocks: 2 })
    await fakeBrowser.alarms.onAlarm.trigger(due)
    await vi.waitFor(async () => expect(await progress()).toBe('confirmed'), patient)
    await vi.waitFor(async () => expect(await alarms()).toEqual([]), patient)
  })

  it('keeps a call and its alarm while the endpoint is down', async () => {
    await begin()
    const network = { ...chain.network, rpcUrl: 'http://127.0.0.1:9' }
    await stored.settings.set({ ...defaultSettings(), network })
    forgetOpenChain()
    expect(await watchOnce()).toBe(true)
    expect(await progress()).toBe('awaiting-signature')
    expect(await alarms()).toEqual(['watch-intents'])
  })

  it('finds a block taken back, and the transaction in a later one', async () => {
    const intent = await begin()
    const before = await chain.node.snapshot()
    const { transactionHash } = await chain.send(intent.from, intent.call)
    await recordEvent(intent.id, { kind: 'signed', transaction: transactionHash })
    await watchOnce()
    expect(await progress()).toBe('included')
    await chain.node.revert({ id: before })
    await watchOnce()
    expect(await progress()).toBe('sent')
    await chain.send(intent.from, intent.call)
    await chain.node.mine({ blocks: 1 })
    await watchOnce()
    expect(await progress()).toBe('confirmed')
  })

  it('sees that a transaction was cancelled in the wallet', async () => {
    const intent = await begin()
    await chain.node.setAutomine(false)
    const hash = await chain.node.sendTransaction({ account: intent.from, ...intent.call })
    await recordEvent(intent.id, { kind: 'signed', transaction: hash })
    await watchOnce()
    expect((await stored.intents.get())[0]!.progress).toMatchObject({
      kind: 'sent',
      nonce: intent.departure.nonce,
    })
    await chain.node.dropTransaction({ hash })
    await chain.node.setAutomine(true)
    const nothing = { account: intent.from, to: intent.from, value: 0n }
    await chain.node.waitForTransactionReceipt({ hash: await chain.node.sendTransaction(nothing) })
    await watchOnce()
    expect((await stored.intents.get())[0]!.progress).toMatchObject({
      kind: 'lost',
      message: expect.stringContaining('another transaction in its place'),
    })
  })

  it('leaves calls on other networks alone', async () => {
    const intent = await begin()
    await stored.intents.set([{ ...intent, chainId: 1 }])
    await watchOnce()
    expect(await progress()).toBe('awaiting-signature')
  })

  it('keeps the address of a forgotten call', async () => {
    const intent = await begin()
    expect(await stored.watchedAddresses.get()).toEqual([intent.from])
    expect(Object.values(await stored.ownTexts.get())).toEqual(['a text'])
  })
})
