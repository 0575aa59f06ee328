import { type Address, createClient, custom, type EIP1193RequestFn, parseEther } from 'viem'
import { getBalance, simulateContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trainerAbi } from '../abi/generated/trainer.ts'
import {
  accountOf,
  deployStarter,
  features,
  passTime,
  send,
  simpleStarter,
  startWorld,
  type World,
} from '../test/people.ts'
import { refundCall, reportCall, submitCall, sweepCall } from './calls.ts'
import { readContributions } from './contributions.ts'
import { explainRevert } from './errors.ts'
import { packFeatures, sampleKey } from './features.ts'
import { predict } from './model.ts'
import { depositAt } from './price.ts'
import { readModel, readReported, readStanding } from './read.ts'
import { contributionState, reportShare } from './state.ts'
import { readTask } from './task.ts'
import type { Task } from './types.ts'

const DAY = 86_400
const good = { features: features(60, 1), label: 1 }
const bad = { features: features(61, 2), label: 0 }

let world: World
let address: Address
let task: Task

beforeAll(async () => {
  world = await startWorld()
  address = await deployStarter(world, simpleStarter())
  task = await readTask(world.alice, address)
})
afterAll(() => world.chain.stop())

const submission = { maxDeposit: parseEther('1'), deadline: 2 ** 33 }

/** One contribution as its card in the options page would show it. */
async function stateOf(sample: typeof good) {
  const all = await readContributions(world.alice, task)
  const contribution = all.find(({ key }) => key === sampleKey(sample.features, sample.label))!
  const { model, blockTime } = await readModel(world.alice, task)
  return contributionState(
    contribution,
    task.rules,
    predict(model, contribution.features),
    blockTime,
  )
}

// The steps build on one another: this is the life of two contributions.
describe('contributions', () => {
  it('cost the price of their moment; the excess comes back', async () => {
    await passTime(world, 2 * 3600)
    const { lastUpdate } = await readModel(world.alice, task)
    const before = await getBalance(world.alice, { address: accountOf(0) })
    const receipt = await send(world.alice, submitCall({ address, ...good, ...submission }))
    const spent = before - (await getBalance(world.alice, { address: accountOf(0) }))
    const [contribution] = await readContributions(world.alice, task)
    const price = depositAt(task.rules, lastUpdate, contribution!.record.submittedAt)
    expect(spent - receipt.gasUsed * receipt.effectiveGasPrice).toBe(price)
    expect(price).toBeLessThan(task.rules.depositWeight)
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
    const attempt = (who: Address, functionName: 'refund' | 'report', sample: typeof good) =>
      simulateContract(world.alice, {
        account: who,
        address,
        abi: trainerAbi,
        functionName,
        args: [packFeatures(sample.features), sample.label],
      }).then(
        () => null,
        error => explainRevert(error)?.name,
      )
    expect(await attempt(accountOf(1), 'refund', bad)).toBe('ModelDisagrees')
    expect(await attempt(accountOf(1), 'refund', good)).toBe('NotContributor')
    expect(await attempt(accountOf(0), 'report', bad)).toBe('NothingValidated')
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
    const share = reportShare(all[0]!.record, standing)
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
    expect((await stateOf(late)).kind).toBe('overdue')
    await send(world.alice, sweepCall({ address, ...late }))
    expect(await stateOf(late)).toEqual({ kind: 'swept' })
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
    expect(all).toHaveLength(3)
    expect(refused).toBeGreaterThan(0)
    expect(progress.length).toBeGreaterThan(2)
    expect([...progress].sort((a, b) => Number(a - b))).toEqual(progress)
  })

  it('drops logs that do not authenticate themselves', async () => {
    const real = (await world.alice.request({
      method: 'eth_getLogs',
      params: [{ address, fromBlock: '0x0', toBlock: 'latest' }],
    } as never)) as { topics: string[]; address: string; data: string }[]
    const forged = real.flatMap(log => [
      { ...log, address: accountOf(1) },
      { ...log, topics: [log.topics[0], `0x${'77'.repeat(32)}`, ...log.topics.slice(2)] },
      {
        ...log,
        data: `${log.data.slice(0, 200)}${log.data[200] === '0' ? '1' : '0'}${log.data.slice(201)}`,
      },
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
