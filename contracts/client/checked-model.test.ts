import { createClient, custom, type EIP1193RequestFn, type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTask, type TaskPlan } from '../deploy/create-task.ts'
import { deploy } from '../deploy/deploy.ts'
import { allKinds } from '../deploy/implementations.ts'
import {
  features,
  makeTask,
  passTime,
  send,
  simpleStarter,
  startWorld,
  type World,
} from '../test/people.ts'
import { probeOf, readCheckedModel } from './checked-model.ts'
import { defaultBondTerms, packBondTerms } from './incentives/bonded-challenge.ts'
import { refundCall, submitCall } from './incentives/deposit-refund-take.ts'
import { packPointTerms } from './incentives/points.ts'
import { packMarketTerms, recommendedTerms } from './incentives/prediction-market.ts'
import { pack } from './models/margin-perceptron.ts'
import { readModel } from './read.ts'
import { sampleFault } from './sample-fault.ts'
import type { Task, TaskKind } from './types.ts'

let world: World
let task: Awaited<ReturnType<typeof makeTask>>

beforeAll(async () => {
  world = await startWorld()
  task = await makeTask(world, simpleStarter())
})
afterAll(() => world.chain.stop())

const unit = 10n ** 9n

function termsOf({ incentive }: TaskKind): readonly [bigint, bigint] {
  switch (incentive) {
    case 'points':
      return packPointTerms({ incentive, wait: 60, judgeTime: 0, interval: 0, burst: 0 })
    case 'bonded-challenge':
      return packBondTerms({ ...defaultBondTerms, minimumBond: 1_000n })
    case 'prediction-market':
      return packMarketTerms(recommendedTerms(parseEther('1'), unit), unit)
    case 'deposit-refund-take':
      throw new RangeError('made by deploy')
  }
}

/** A two-label task of a kind, its weights all different. */
function planOf(kind: TaskKind): TaskPlan {
  const { card, encoderId } = simpleStarter()
  const weights = Int16Array.from({ length: 64 }, (_, i) => i * 7 - 220)
  const biases = Int16Array.of(321)
  const words = pack({ labels: 2, dimensions: 64, weights, biases })
  return { kind, card, encoderId, dimensions: 64, samplesSeen: 10, terms: termsOf(kind), words }
}

/** A client whose node changes one digit of what a trainer answers. */
function twisting(client: World['alice'], at: number) {
  const request = (async ({ method, params }: { method: string; params?: unknown }) => {
    const answer = await client.request({ method, params } as never)
    if (method !== 'eth_call') return answer
    const text = answer as Hex
    return text.slice(0, at) + (text[at] === '1' ? '2' : '1') + text.slice(at + 1)
  }) as EIP1193RequestFn
  return createClient({ transport: custom({ request }, { retryCount: 0 }) })
}

describe('a checked model', () => {
  it('is the model, with the contract’s word that the copy is one', async () => {
    const { snapshot, agrees, validated } = await readCheckedModel(world.alice, task)
    expect(snapshot).toEqual(await readModel(world.alice, task))
    expect([agrees, validated]).toEqual([true, 0])
  })

  it('counts what was validated', async () => {
    const sample = { address: task.address, features: features(60, 1), label: 1 }
    const limits = { maxDeposit: parseEther('1'), deadline: 2 ** 33 }
    await send(world.alice, submitCall({ ...sample, ...limits }))
    await passTime(world, 86_400)
    await send(world.alice, refundCall(sample))
    expect(await readCheckedModel(world.bob, task)).toMatchObject({ agrees: true, validated: 1 })
  })

  it('is found out when a weight was changed on the way', async () => {
    // Behind the offsets and lengths of the answers come the words of the model.
    const weights = 2 + 2 * 32 * 10
    const { agrees } = await readCheckedModel(twisting(world.alice, weights + 8), task)
    expect(agrees).toBe(false)
  })

  it.each(
    allKinds
      .filter(
        ({ incentive, model }) =>
          model === 'margin-perceptron' && incentive !== 'deposit-refund-take',
      )
      .map(({ incentive, model }) => ({ incentive, model })),
  )('works for $incentive', async kind => {
    await deploy(world.owner, [], undefined, { kinds: [kind] })
    const created = await createTask(world.owner, planOf(kind))
    expect(await readCheckedModel(world.alice, created.task)).toMatchObject({
      agrees: true,
      validated: null,
    })
  })
})

describe('the probe', () => {
  it('is one that every trainer takes', () => {
    for (const model of ['margin-perceptron', 'tail-perceptron'] as const) {
      for (let dimensions = 32; dimensions <= 512; dimensions += 32) {
        const like = { kind: { model }, rules: { dimensions } } as unknown as Task
        expect(sampleFault(like, probeOf(like)), `${model}, ${dimensions}`).toBeNull()
      }
    }
  })
})
