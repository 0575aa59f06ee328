import {
  type Call,
  predict,
  readModel,
  refundCall,
  sampleKey,
  submitCall,
} from '@hivemark/contracts'
import type { Address } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { WalletError, type WalletProblem } from '../wallet/problem'
import type { Wallet } from '../wallet/wallet'
import { keepDraft } from './drafts'
import type { Intent } from './intent'
import { features, type PracticeChain, startPracticeChain } from './practice-chain'
import { quote, submission, suggestedBound } from './quote'
import { type Plan, signCall } from './sign-call'
import { explainTrouble } from './trouble'
import { followAll } from './watch-intents'

// A real chain on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let chain: PracticeChain
let salt = 1

beforeAll(async () => {
  chain = await startPracticeChain()
}, 60_000)
afterAll(() => chain.stop())

beforeEach(async () => {
  fakeBrowser.reset()
  await stored.tasks.set([{ task: chain.task, source: 'registry' }])
})

/** A wallet that signs at once through the node's own accounts, or does what a test says instead. */
function walletOf(
  account: Address,
  onSend: (send: (call?: Partial<Call>) => Promise<unknown>) => Promise<unknown> = send => send(),
  chainId = '0x7a69',
): Wallet & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    name: 'Test wallet',
    route: 'port',
    askedBy: null,
    asked,
    request: async (method, params = []) => {
      asked.push(method)
      if (method === 'eth_chainId') return chainId
      if (method === 'eth_requestAccounts') return [account]
      const [transaction] = params as [Record<string, string>]
      return onSend(change =>
        chain.node.request({
          method: 'eth_sendTransaction',
          params: [{ ...transaction, ...hexed(change) }],
        } as never),
      )
    },
    onAccountsChanged: () => () => {},
    close: () => {},
  }
}

function hexed(change: Partial<Call> = {}): Record<string, string> {
  const { value, ...rest } = change
  return value === undefined ? { ...rest } : { ...rest, value: `0x${value.toString(16)}` }
}

function fail(problem: WalletProblem): () => Promise<never> {
  return async () => {
    throw new WalletError(problem)
  }
}

async function submitPlan(label: number, bound?: bigint): Promise<Plan> {
  const given = features('up', salt++)
  const draft = await keepDraft({
    taskKey: taskKey(chain.task),
    text: `text ${salt}`,
    features: given,
    encoderId: '0x11',
    label,
    predictedLabel: 0,
  })
  const snapshot = await readModel(chain.seen.client, chain.task)
  const quoted = await quote(chain.seen.client, chain.task, snapshot, given, label)
  const most = bound ?? suggestedBound(quoted.deposit)
  const { call, deadline } = submission(quoted, chain.task, given, label, most)
  return {
    task: chain.task,
    purpose: { kind: 'submit', draftId: draft.id, label },
    sampleKey: quoted.key,
    features: given,
    callFor: () => call,
    deadline,
    text: draft.text,
    account: null,
  }
}

const sign = (wallet: Wallet, plan: Plan) => signCall(wallet, chain.seen, plan, () => {})

async function look(): Promise<Intent> {
  await followAll(chain.seen)
  return (await stored.intents.get()).at(-1)!
}

describe('a submission through a wallet', () => {
  it('is written down before it is asked for, and followed to its confirmation', async () => {
    const plan = await submitPlan(1)
    let before: Intent | undefined
    const wallet = walletOf(chain.people[1]!, async send => {
      before = (await stored.intents.get())[0]
      return send()
    })
    const intent = await sign(wallet, plan)
    expect(before).toMatchObject({
      progress: { kind: 'awaiting-signature' },
      from: chain.people[1],
    })
    expect(intent.progress.kind).toBe('sent')
    expect((await look()).progress).toMatchObject({ kind: 'included', confirmations: 1 })
    expect(await stored.drafts.get()).toHaveLength(1)
    await chain.node.mine({ blocks: 1 })
    expect((await look()).progress.kind).toBe('confirmed')
    expect(await stored.drafts.get()).toEqual([])
    expect((await stored.ownTexts.get())[plan.sampleKey!]).toBe(plan.text)
    expect(wallet.asked).toEqual([
      'eth_requestAccounts',
      'eth_chainId',
      'eth_chainId',
      'eth_sendTransaction',
    ])
  })

  it('keeps the draft when the person declines', async () => {
    const plan = await submitPlan(1)
    await expect(
      sign(walletOf(chain.people[1]!, fail({ kind: 'rejected' })), plan),
    ).rejects.toMatchObject({ problem: { kind: 'rejected' } })
    expect((await stored.intents.get())[0]!.progress.kind).toBe('rejected')
    expect(await stored.drafts.get()).toHaveLength(1)
  })

  it('is found on the chain when the wallet signed but its answer was lost', async () => {
    const plan = await submitPlan(0)
    const wallet = walletOf(chain.people[1]!, async send => {
      await send()
      throw new WalletError({ kind: 'disconnected' })
    })
    expect((await sign(wallet, plan)).progress.kind).toBe('awaiting-signature')
    await chain.node.mine({ blocks: 1 })
    const found = await look()
    expect(found.progress).toMatchObject({ kind: 'confirmed' })
    expect(await stored.drafts.get()).toEqual([])
  })

  it('stays open when the answer was lost and nothing was signed, until its time limit', async () => {
    const plan = await submitPlan(0)
    await sign(walletOf(chain.people[1]!, fail({ kind: 'tab-gone' })), plan)
    expect((await look()).progress.kind).toBe('awaiting-signature')
    await chain.travel(21 * 60)
    expect((await look()).progress).toMatchObject({ kind: 'lost' })
    expect(await stored.drafts.get()).toHaveLength(1)
  })

  it.each([
    ['the amount', { value: 5n * 10n ** 18n }],
    ['what it asks the contract', { data: '0x12345678' as const }],
    ['the contract it goes to', { to: '0x000000000000000000000000000000000000dEaD' as const }],
  ])('raises the alarm when the wallet changed %s', async (what, change) => {
    const plan = await submitPlan(1)
    await sign(
      walletOf(chain.people[1]!, send => send(change)),
      plan,
    )
    const { progress } = await look()
    expect(progress).toMatchObject({ kind: 'failed' })
    expect(progress).toHaveProperty('message', expect.stringContaining(what))
    expect(await stored.drafts.get()).toHaveLength(1)
  })

  it('raises the alarm when another account sent it', async () => {
    const plan = await submitPlan(1)
    const wallet = walletOf(chain.people[1]!, () =>
      chain.node.sendTransaction({
        account: chain.people[2]!,
        ...plan.callFor(chain.people[2]!),
      }),
    )
    await sign(wallet, plan)
    expect((await look()).progress).toHaveProperty(
      'message',
      expect.stringContaining('the account it is sent from'),
    )
  })

  it('asks no wallet on another chain for a signature', async () => {
    const wallet = walletOf(chain.people[1]!, undefined, '0x1')
    await expect(sign(wallet, await submitPlan(1))).rejects.toMatchObject({
      problem: { kind: 'wrong-chain', expected: 31337, actual: 1 },
    })
    expect(wallet.asked).not.toContain('eth_sendTransaction')
    expect(await stored.intents.get()).toEqual([])
  })

  it('says the new price when the deposit rose, before anything is signed', async () => {
    const plan = await submitPlan(1, 100_000_000_000_000n)
    await sendAnother()
    const wallet = walletOf(chain.people[1]!)
    const error = await sign(wallet, plan).catch(error => error)
    expect(explainTrouble(error)).toMatchObject({ name: 'DepositTooHigh' })
    expect(wallet.asked).not.toContain('eth_sendTransaction')
  })

  it('explains a revert when the deposit rose after the signature', async () => {
    await chain.travel(3_600)
    const plan = await submitPlan(1)
    const wallet = walletOf(chain.people[1]!, async send => {
      await sendAnother()
      return send()
    })
    await sign(wallet, plan)
    const { progress } = await look()
    expect(progress).toMatchObject({ kind: 'reverted' })
    expect(progress).toHaveProperty('message', expect.stringContaining('deposit rose'))
    expect(await stored.drafts.get()).toHaveLength(1)
  })

  it('refuses a duplicate before anything is signed', async () => {
    const plan = await submitPlan(1)
    await chain.send(chain.people[3]!, plan.callFor(chain.people[3]!))
    const wallet = walletOf(chain.people[1]!)
    const error = await sign(wallet, { ...plan, callFor: () => bounded(plan) }).catch(each => each)
    expect(explainTrouble(error).name).toBe('SampleExists')
    expect(wallet.asked).not.toContain('eth_sendTransaction')
  })

  it('refuses an account that cannot pay', async () => {
    const poor = '0x00000000000000000000000000000000000A11ce'
    const error = await sign(walletOf(poor), await submitPlan(1)).catch(each => each)
    expect(explainTrouble(error).name).toBe('balance')
  })

  it('asks only the owner of a deposit for its refund', async () => {
    const plan = await submitPlan(0)
    const wallet = walletOf(chain.people[1]!)
    const owner = { ...plan, account: chain.people[2]! }
    expect(explainTrouble(await sign(wallet, owner).catch(each => each)).title).toContain(
      'belongs to',
    )
  })
})

describe('a refund whose answer was lost', () => {
  it('is found among the blocks', async () => {
    const given = features('up', salt++)
    const me = chain.people[4]!
    const sample = { address: chain.task.address, features: given, label: 0 }
    const { timestamp } = await chain.node.getBlock()
    await chain.send(me, submitCall({ ...sample, ...generous(Number(timestamp)) }))
    await chain.travel(3_700)
    const { model } = await readModel(chain.seen.client, chain.task)
    expect(predict(model, given).label).toBe(0)
    const plan: Plan = {
      task: chain.task,
      purpose: { kind: 'refund', label: 0 },
      sampleKey: sampleKey(given, 0),
      features: given,
      callFor: () => refundCall(sample),
      deadline: null,
      text: null,
      account: me,
    }
    const wallet = walletOf(me, async send => {
      await send()
      throw new WalletError({ kind: 'tab-gone' })
    })
    await sign(wallet, plan)
    await chain.node.mine({ blocks: 2 })
    expect((await look()).progress.kind).toBe('confirmed')
  })
})

describe('a chain that started afresh', () => {
  it('ends what was on its way, and keeps the draft', async () => {
    const plan = await submitPlan(1)
    await sign(walletOf(chain.people[1]!), plan)
    const [intent] = await stored.intents.get()
    const departure = { ...intent!.departure, genesis: `0x${'00'.repeat(32)}` as const }
    await stored.intents.set([{ ...intent!, departure }])
    expect((await look()).progress.kind).toBe('lost')
    expect(await stored.drafts.get()).toHaveLength(1)
  })
})

function generous(now: number) {
  return { maxDeposit: 10n ** 18n, deadline: now + 100_000 }
}

async function sendAnother(): Promise<void> {
  const { timestamp } = await chain.node.getBlock()
  const call = submitCall({
    address: chain.task.address,
    features: features('down', salt++),
    label: 1,
    ...generous(Number(timestamp)),
  })
  await chain.send(chain.people[5]!, call)
}

function bounded(plan: Plan): Call {
  const { features: given, purpose } = plan
  if (purpose.kind !== 'submit') throw new Error('not a submission')
  return submitCall({
    address: chain.task.address,
    features: given,
    label: purpose.label,
    maxDeposit: 10n ** 18n,
    deadline: plan.deadline!,
  })
}
