import { type Address, createClient, custom, type EIP1193RequestFn, parseEther } from 'viem'
import { call, getBalance } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accountOf,
  features,
  makeTask,
  passTime,
  send,
  simpleStarter,
  startWorld,
  type World,
} from '../test/people.ts'
import { readContributions } from './contributions.ts'
import { explainRevert } from './errors.ts'
import { sampleKey } from './features.ts'
import {
  refundCall,
  reportCall,
  submitCall,
  submitManyCall,
  sweepCall,
  takeCall,
} from './incentives/deposit-refund-take.ts'
import type { DepositTask } from './incentives/index.ts'
import { depositAt, depositForMany } from './price.ts'
import { readModel, readReported, readStanding } from './read.ts'
import { isOpen } from './records.ts'
import { contributionState, judge, reportShare } from './state.ts'
import type { Call, Contribution } from './types.ts'

const DAY = 86_400
const good = { features: features(60, 1), label: 1 }
const bad = { features: features(61, 2), label: 0 }

let world: World
let address: Address
let task: DepositTask

beforeAll(async () => {
  world = await startWorld()
  task = await makeTask(world, simpleStarter())
  address = task.address
})
afterAll(() => world.chain.stop())

const submission = { maxDeposit: parseEther('1'), deadline: 2 ** 33 }

/** One contribution as its card in the options page would show it. */
async function stateOf(sample: typeof good, of: DepositTask = task) {
  const all = await readContributions(world.alice, of)
  const contribution = all.find(({ key }) => key === sampleKey(sample.features, sample.label))!
  const snapshot = await readModel(world.alice, of)
  const { terms } = of.rules
  const now = snapshot.blockTime
  const judgement = judge(terms, snapshot, sample.features, sample.label, now)
  if (isOpen(contribution.record) && now >= contribution.record.submittedAt + terms.refundWait) {
    expect(await isRefundable(of, contribution)).toBe(judgement.agrees)
  }
  return contributionState(contribution, terms, judgement, now)
}

/** What the contract itself says about a refund now. */
function isRefundable({ address: to }: DepositTask, { record, features: x }: Contribution) {
  const { data } = refundCall({ address: to, features: x, label: record.label })
  return call(world.alice, { account: record.contributor, to, data }).then(
    () => true,
    error => {
      expect(explainRevert(error)?.name).toBe('ModelDisagrees')
      return false
    },
  )
}

// The steps build on one another: this is the life of two contributions.
describe('contributions', () => {
  it('cost the price of their moment; the excess comes back', async () => {
    await passTime(world, 2 * 3600)
    const snapshot = await readModel(world.alice, task)
    const before = await getBalance(world.alice, { address: accountOf(0) })
    const receipt = await send(world.alice, submitCall({ address, ...good, ...submission }))
    const spent = before - (await getBalance(world.alice, { address: accountOf(0) }))
    const [contribution] = await readContributions(world.alice, task)
    const price = depositAt(task.rules, snapshot, contribution!.record.submittedAt)
    expect(spent - receipt.gasUsed * receipt.effectiveGasPrice).toBe(price)
    expect(price).toBeLessThan(task.rules.terms.depositWeight)
    expect(contribution).toMatchObject({
      key: sampleKey(good.features, good.label),
      features: good.features,
      block: receipt.blockNumber,
      transaction: receipt.transactionHash,
      record: { label: 1, deposit: price, taken: 0, status: 'open' },
    })
  })

  it('wait, then are refundable or disputed', async () => {
    await send(world.bob, submitCall({ address, ...bad, ...submission }))
    expect((await stateOf(good)).kind).toBe('waiting')
    await passTime(world, DAY)
    expect((await stateOf(good)).kind).toBe('refundable')
    expect(await stateOf(bad)).toMatchObject({ kind: 'disputed-by-model', predicted: { label: 1 } })
  })

  it('explain why a call would revert', async () => {
    const attempt = (account: Address, { to, data, value }: Call) =>
      call(world.alice, { account, to, data, value }).then(
        () => null,
        error => explainRevert(error)?.name,
      )
    expect(await attempt(accountOf(1), refundCall({ address, ...bad }))).toBe('ModelDisagrees')
    expect(await attempt(accountOf(1), refundCall({ address, ...good }))).toBe('NotContributor')
    expect(await attempt(accountOf(0), reportCall({ address, ...bad }))).toBe('NothingValidated')
    expect(await attempt(accountOf(0), takeCall({ address, ...bad }))).toBe('NotReporter')
    // Through a wallet or a bare node the same comes as another kind of error.
    const error = await send(world.bob, refundCall({ address, ...bad })).catch(cause => cause)
    expect(explainRevert(error)).toMatchObject({ name: 'ModelDisagrees' })
    expect(explainRevert(new Error('timeout'))).toBeNull()
    expect(explainRevert({ data: '0x4e487b71' })).toBeNull()
  })

  it('are refunded, reported and swept, with the payments foretold', async () => {
    await send(world.alice, refundCall({ address, ...good }))
    expect(await stateOf(good)).toEqual({ kind: 'refunded' })
    const standing = await readStanding(world.alice, task, accountOf(0))
    expect(standing).toEqual({ validated: 1, totalValidated: 1, credit: 0n })

    const all = await readContributions(world.alice, task, { contributor: accountOf(1) })
    expect(all).toHaveLength(1)
    const share = reportShare(all[0]!.record, task.rules.terms, standing)
    expect(share).toBe(all[0]!.record.deposit)
    const before = await getBalance(world.alice, { address: accountOf(0) })
    const receipt = await send(world.alice, reportCall({ address, ...bad }))
    const after = await getBalance(world.alice, { address: accountOf(0) })
    expect(after - before + receipt.gasUsed * receipt.effectiveGasPrice).toBe(share)
    expect(await stateOf(bad)).toEqual({ kind: 'taken' })
    expect(await readReported(world.alice, task, all[0]!.key, accountOf(0))).toBe(true)

    const late = { features: features(50, 3), label: 0 }
    await send(world.bob, submitCall({ address, ...late, ...submission }))
    await passTime(world, 30 * DAY)
    expect(await stateOf(late)).toMatchObject({ kind: 'overdue', sweeper: 'anybody' })
    await send(world.alice, sweepCall({ address, ...late }))
    expect(await stateOf(late)).toEqual({ kind: 'swept' })
  })
})

describe('several contributions at once', () => {
  it('cost what one after another would in that block', async () => {
    const samples = [5, 6, 7].map(tag => ({ features: features(55, tag), label: 1 }))
    const snapshot = await readModel(world.alice, task)
    const before = await getBalance(world.alice, { address })
    const call = submitManyCall({ address, samples, maxDeposit: 10n ** 18n, deadline: 2 ** 33 })
    const { blockNumber } = await send(world.alice, call)
    const kept = (await getBalance(world.alice, { address })) - before
    const { blockTime, learnt } = await readModel(world.alice, task)
    expect(kept).toBe(depositForMany(task.rules, snapshot, blockTime, 3))
    expect(learnt).toBe(snapshot.learnt)
    const added = await readContributions(world.alice, task, { fromBlock: blockNumber })
    expect(added.map(({ features: x }) => x)).toEqual(samples.map(({ features: x }) => x))
  })
})

// All that simulation recommends: averaged judge with a zone, challenge period, bucket, small share.
describe('a task with a judge and a challenge period', () => {
  const terms = {
    depositWeight: 0n,
    challengeWait: 2 * DAY,
    creatorWait: 20 * DAY,
    sweepWait: 30 * DAY,
    judgeTime: 10 * DAY,
    zone: 16,
    takerShare: 26,
    priceInterval: 432,
    priceLevel: 1,
    priceStep: 2,
    sweepBurns: true,
  }
  let judged: DepositTask
  const sample = (each: typeof good) => ({ address: judged.address, ...each })

  it('prices by the bucket', async () => {
    judged = await makeTask(world, simpleStarter(), terms)
    for (const each of [good, bad, { features: features(59, 9), label: 0 }]) {
      const before = await readModel(world.alice, judged)
      const who = each === good ? world.alice : world.bob
      await send(who, submitCall({ ...sample(each), ...submission }))
      const after = await readModel(world.alice, judged)
      const all = await readContributions(world.alice, judged)
      const price = depositAt(judged.rules, before, after.lastUpdate)
      expect(all.at(-1)!.record.deposit).toBe(price)
    }
    const { blockTime, ...state } = await readModel(world.alice, judged)
    expect(depositAt(judged.rules, state, blockTime)).toBeGreaterThan(
      judged.rules.terms.minimumDeposit,
    )
  })

  it('lets a report wait, and then pays its reporter a part and burns the rest', async () => {
    await passTime(world, DAY)
    await send(world.alice, refundCall(sample(good)))
    const proof = sampleKey(good.features, good.label)
    await send(world.alice, reportCall({ ...sample(bad), proof }))
    const state = await stateOf(bad, judged)
    expect(state).toMatchObject({ kind: 'under-challenge', agrees: false })
    const report = state.kind === 'under-challenge' ? state.report : null
    expect(report!.reporter).toBe(accountOf(0))
    await passTime(world, 2 * DAY)
    expect(await stateOf(bad, judged)).toMatchObject({ kind: 'takeable', report })

    const [, contribution] = await readContributions(world.alice, judged)
    const share = reportShare(contribution!.record, judged.rules.terms, {
      validated: 0,
      totalValidated: 0,
    })
    const before = await getBalance(world.alice, { address: accountOf(0) })
    const receipt = await send(world.alice, takeCall(sample(bad)))
    const after = await getBalance(world.alice, { address: accountOf(0) })
    expect(after - before + receipt.gasUsed * receipt.effectiveGasPrice).toBe(share)
    expect(await stateOf(bad, judged)).toEqual({ kind: 'taken' })
  })

  it('lets the creator sweep before anybody else', async () => {
    const late = { features: features(59, 9), label: 0 }
    expect((await stateOf(late, judged)).kind).toBe('disputed-by-model')
    await passTime(world, 18 * DAY)
    expect(await stateOf(late, judged)).toMatchObject({ kind: 'overdue', sweeper: 'creator' })
    await expect(send(world.bob, sweepCall(sample(late)))).rejects.toThrow()
    await passTime(world, 10 * DAY)
    expect(await stateOf(late, judged)).toMatchObject({ kind: 'overdue', sweeper: 'anybody' })
    await send(world.bob, sweepCall(sample(late)))
    expect(await stateOf(late, judged)).toEqual({ kind: 'swept' })
  })
})

describe('reading events', () => {
  /** A client whose node answers some requests in its own way. */
  function through(answer: (method: string, params: unknown) => unknown | undefined) {
    const request = (async ({ method, params }: { method: string; params?: unknown }) =>
      answer(method, params) ??
      world.alice.request({ method, params } as never)) as EIP1193RequestFn
    return createClient({ transport: custom({ request }, { retryCount: 0 }) })
  }

  it('gets by with a node that refuses long ranges', async () => {
    let refused = 0
    const client = through((method, params) => {
      if (method !== 'eth_getLogs') return undefined
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }]
      if (Number(toBlock) - Number(fromBlock) < 2) return undefined
      refused++
      throw Object.assign(new Error('range too large'), { code: -32005 })
    })
    const progress: bigint[] = []
    const all = await readContributions(client, task, { onProgress: p => progress.push(p.block) })
    expect(all).toHaveLength(6)
    expect(refused).toBeGreaterThan(0)
    expect(progress.length).toBeGreaterThan(2)
    expect([...progress].sort((a, b) => Number(a - b))).toEqual(progress)
  })

  it('drops logs that do not authenticate themselves', async () => {
    const real = (await world.alice.request({
      method: 'eth_getLogs',
      params: [{ address, fromBlock: '0x0', toBlock: 'latest' }],
    } as never)) as { topics: string[]; address: string; data: string }[]
    const stranger = `0x${accountOf(1).slice(2).padStart(64, '0')}`
    const forged = real.flatMap(log => [
      { ...log, address: accountOf(1) },
      // The key of one, the contributor of a batch.
      { ...log, topics: [log.topics[0], stranger, ...log.topics.slice(2)] },
      // Other features, though as many.
      { ...log, data: log.data.slice(0, -384) + [...log.data.slice(-384)].reverse().join('') },
      { ...log, data: '0x' },
    ])
    const client = through(method => (method === 'eth_getLogs' ? forged : undefined))
    expect(await readContributions(client, task)).toEqual([])
  })

  it('gives up at once when the node is gone, and when told to', async () => {
    let asked = 0
    const client = through(method => {
      if (method !== 'eth_getLogs') return undefined
      asked++
      throw Object.assign(new Error('no such method'), { code: -32601 })
    })
    await expect(readContributions(client, task)).rejects.toThrow()
    expect(asked).toBeLessThan(40)
    const aborted = AbortSignal.abort(new Error('enough'))
    await expect(readContributions(world.alice, task, { signal: aborted })).rejects.toThrow(
      'enough',
    )
  })
})
