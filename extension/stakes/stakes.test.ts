import {
  readModel,
  readStanding,
  refundCall,
  reportCall,
  reportShare,
  sampleKey,
  submitCall,
  takeCall,
} from '@hivemark/contracts'
import type { Address } from 'viem'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { readChainClock } from '../label/chain-clock'
import { features, type PracticeChain, startPracticeChain } from '../label/practice-chain'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { readAllContributions } from './contributions'
import { stakeOf, totalsOf } from './deposits'
import { readPayments } from './payments'
import { ownReports, reportables, sweepables, takeNow } from './reports'
import { type AllStakes, stakesOf } from './use-stakes'

// A real chain on a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 })

let chain: PracticeChain
let ada: Address
let ben: Address

beforeAll(async () => {
  chain = await startPracticeChain()
  ada = chain.people[1]!
  ben = chain.people[2]!
  // Ada is right once and wrong once; Ben is right once and has it refunded.
  await submit(ada, 'up', 1, 0)
  await submit(ada, 'up', 2, 1)
  await submit(ben, 'up', 3, 0)
  await chain.travel(3_700)
  await chain.send(ben, refundCall(sample('up', 3, 0)))
}, 60_000)
afterAll(() => chain.stop())
beforeEach(() => fakeBrowser.reset())

const sample = (direction: 'up' | 'down', salt: number, label: number) => ({
  address: chain.task.address,
  features: features(direction, salt),
  label,
})

async function submit(from: Address, direction: 'up' | 'down', salt: number, label: number) {
  const { timestamp } = await chain.node.getBlock()
  const limits = { maxDeposit: 10n ** 18n, deadline: Number(timestamp) + 1_000 }
  return chain.send(from, submitCall({ ...sample(direction, salt, label), ...limits }))
}

async function readAll(addresses: readonly Address[]): Promise<AllStakes> {
  const { client, network } = chain.seen
  const clock = await readChainClock(client)
  const [snapshot, contributions, payments, standings] = await Promise.all([
    readModel(client, chain.task),
    readAllContributions(client, chain.task, clock),
    readPayments(client, chain.task, addresses, clock),
    Promise.all(
      addresses.map(async address => ({
        address,
        standing: await readStanding(client, chain.task, address),
      })),
    ),
  ])
  const stakes = contributions.map(each => stakeOf(chain.task, each, snapshot, clock.now))
  return {
    tasks: [{ task: chain.task, stakes, payments, standings }],
    currency: network.currency,
    networkName: network.name,
    now: clock.now,
    fromMemory: false,
  }
}

const kinds = (all: AllStakes, address: Address) =>
  stakesOf(all, [address]).map(stake => stake.state.kind)

describe('deposits, rebuilt from the chain alone', () => {
  it('have their true state', async () => {
    const all = await readAll([ada])
    expect(kinds(all, ada)).toEqual(['refundable', 'disputed-by-model'])
    expect(kinds(all, ben)).toEqual(['refunded'])
  })

  it('are read on from where the last reading ended, with records as they are now', async () => {
    await readAll([ada])
    const before = (await stored.contributions.get())[taskKey(chain.task)]!
    // What is remembered of settled blocks is not asked for again, but for its open records.
    await chain.node.mine({ blocks: 100 })
    const clock = await readChainClock(chain.seen.client)
    await stored.contributions.set({
      [taskKey(chain.task)]: {
        ...before,
        toBlock: clock.block,
        contributions: before.contributions.filter(each => each.record.status === 'open'),
      },
    })
    const first = await readAllContributions(chain.seen.client, chain.task, clock)
    expect(first.map(each => each.record.status)).toEqual(['open', 'open'])
    await submit(ben, 'up', 9, 0)
    const later = await readAllContributions(
      chain.seen.client,
      chain.task,
      await readChainClock(chain.seen.client),
    )
    expect(later).toHaveLength(3)
  })

  it('does not trust a memory of another chain', async () => {
    await readAll([ada])
    const known = await stored.contributions.get()
    const key = taskKey(chain.task)
    const alien = { ...known[key]!, genesis: `0x${'00'.repeat(32)}` as const, contributions: [] }
    await stored.contributions.set({ [key]: alien })
    expect(kinds(await readAll([ada]), ada)).toHaveLength(2)
  })
})

describe('what can be reported', () => {
  it('is another’s label that the model contradicts, with the share it pays', async () => {
    const all = await readAll([ben])
    const found = reportables(all, [ben])
    expect(found).toHaveLength(1)
    const [only] = found
    const { record } = only!.stake.contribution
    expect(record.contributor.toLowerCase()).toBe(ada.toLowerCase())
    expect(only!.reporter).toBe(ben)
    expect(only!.share).toBe(
      reportShare(record, chain.task.rules.terms, all.tasks[0]!.standings[0]!.standing),
    )
    expect(only!.share).toBeGreaterThan(0n)
  })

  it('pays nothing to those who have nothing refunded', async () => {
    const stranger = chain.people[5]!
    const [only] = reportables(await readAll([stranger]), [stranger])
    expect(only).toMatchObject({ reporter: null, share: 0n })
  })

  it('is never one’s own', async () => {
    expect(reportables(await readAll([ada, ben]), [ada, ben])).toEqual([])
  })

  it('is off the list once reported, and in the sums', async () => {
    const before = reportables(await readAll([ben]), [ben])[0]!
    await chain.send(ben, reportCall(sample('up', 2, 1)))
    const all = await readAll([ben])
    expect(reportables(all, [ben])).toEqual([])
    const { payments } = all.tasks[0]!
    expect(payments.reported).toBe(before.share)
    const totals = totalsOf(stakesOf(all, [ada]), 0n, new Map())
    expect(totals.lost).toBe(before.share)
  })
})

describe('in a task where a report waits', () => {
  const day = 86_400
  let before: PracticeChain
  beforeAll(async () => {
    before = chain
    chain = await startPracticeChain({
      challengeWait: day,
      creatorWait: 10 * day,
      sweepWait: 10 * day,
      judgeTime: 10 * day,
      takerShare: 26,
    })
    await submit(ada, 'up', 2, 1)
    await submit(ben, 'up', 3, 0)
    await chain.travel(3_700)
    await chain.send(ben, refundCall(sample('up', 3, 0)))
  }, 60_000)
  afterAll(async () => {
    await chain.stop()
    chain = before
  })

  it('is for those with a refunded contribution, who show it', async () => {
    const stranger = chain.people[5]!
    expect(reportables(await readAll([stranger]), [stranger])[0]).toMatchObject({ reporter: null })
    const all = await readAll([ben])
    const [only] = reportables(all, [ben])
    expect(only).toMatchObject({
      reporter: ben,
      proof: sampleKey(sample('up', 3, 0).features, 0),
      share: (only!.stake.contribution.record.deposit * 26n) / 256n,
    })
    expect(ownReports(all, [ben])).toEqual([])
  })

  it('is under challenge, then can be taken, and is in the sums', async () => {
    const [found] = reportables(await readAll([ben]), [ben])
    await chain.send(ben, reportCall({ ...sample('up', 2, 1), proof: found!.proof }))
    const reported = await readAll([ben])
    expect(kinds(reported, ada)).toEqual(['under-challenge'])
    expect(reportables(reported, [ben])).toEqual([])
    const [waiting] = ownReports(reported, [ben])
    expect(takeNow(waiting!, reported.now)).toBeNull()
    expect(ownReports(reported, [ada])).toEqual([])

    await chain.travel(day)
    const due = await readAll([ben])
    expect(kinds(due, ada)).toEqual(['takeable'])
    expect(takeNow(ownReports(due, [ben])[0]!, due.now)).toBe(found!.share)
    await chain.send(ben, takeCall(sample('up', 2, 1)))
    const after = await readAll([ben])
    expect(kinds(after, ada)).toEqual(['taken'])
    expect(after.tasks[0]!.payments.reported).toBe(found!.share)
  })
})

describe('what nobody claimed', () => {
  it('is anyone’s after the date', async () => {
    await chain.travel(90_000)
    const found = sweepables(await readAll([ben]), [ben])
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(each => each.contribution.record.contributor !== ben)).toBe(true)
  })
})
