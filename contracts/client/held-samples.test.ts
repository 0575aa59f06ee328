import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTask } from '../deploy/create-task.ts'
import { defaultRules } from '../deploy/deploy.ts'
import { deployFactory, deployImplementation } from '../deploy/implementations.ts'
import { accountOf, passTime, send, startWorld, type World } from '../test/people.ts'
import { type AddedSample, readAddedSamples } from './added-samples.ts'
import { readContributions } from './contributions.ts'
import { sampleKey } from './features.ts'
import { withSampleStates } from './held-samples.ts'
import { packTerms, refundCall, submitCall } from './incentives/deposit-refund-take.ts'
import {
  packPointTerms,
  submitManyPointsCall,
  submitPointsCall,
  validatePointsCall,
} from './incentives/points.ts'
import { pack } from './models/margin-perceptron.ts'
import { joinTail } from './models/tail-twin.ts'
import type { Task, TaskKind } from './types.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await deployFactory(world.owner)
})
afterAll(() => world.chain.stop())

const DAY = 86_400
const dimensions = 32

/** A task whose model says label 1 for features that point up. */
async function make(kind: TaskKind, terms: readonly [bigint, bigint]): Promise<Task> {
  await deployImplementation(world.owner, kind)
  const labels = [0, 1].map(each => ({ name: `${each}`, definition: '' }))
  const weights = new Int16Array(dimensions).fill(100)
  const { task } = await createTask(world.owner, {
    kind,
    card: { name: 'Up?', description: '', uri: '', labels },
    encoderId: `0x${'10'.repeat(32)}`,
    dimensions,
    samplesSeen: 500,
    terms,
    words: pack({ labels: 2, dimensions, weights, biases: new Int16Array(1) }),
  })
  return task
}

function up(tag: number): Int8Array {
  return new Int8Array(dimensions).fill(25).fill(25 - tag, 0, 1)
}

async function samplesOf(task: Task) {
  const found: AddedSample[] = []
  for await (const { samples } of readAddedSamples(world.alice, task, { from: 0n, to: 10_000n })) {
    found.push(...samples)
  }
  return withSampleStates(world.alice, task, found)
}

describe('samples of a task', () => {
  it('with points have no deposit, and are validated in the end', async () => {
    const terms = { incentive: 'points', wait: DAY, judgeTime: 0, interval: 0, burst: 0 } as const
    const kind = { incentive: 'points', model: 'margin-perceptron' } as const
    const task = await make(kind, packPointTerms(terms))
    const { address } = task
    const deadline = 2 ** 33
    await send(world.alice, submitPointsCall({ address, features: up(0), label: 1, deadline }))
    const samples = [1, 2].map(tag => ({ features: up(tag), label: tag % 2 }))
    await send(world.bob, submitManyPointsCall({ address, samples, deadline }))
    await passTime(world, DAY)
    await send(world.alice, validatePointsCall({ address, features: up(0), label: 1 }))
    expect(await samplesOf(task)).toMatchObject([
      {
        features: up(0),
        contributor: accountOf(0),
        state: { label: 1, deposit: null, status: 'validated' },
      },
      { features: up(1), contributor: accountOf(1), state: { label: 1, status: 'open' } },
      { features: up(2), contributor: accountOf(1), state: { label: 0, status: 'open' } },
    ])
  })

  it('with word ids have them behind their features, as contributions do', async () => {
    const kind = { incentive: 'deposit-refund-take', model: 'tail-perceptron' } as const
    const task = await make(kind, packTerms(defaultRules, 10n ** 9n))
    const { address } = task
    const rows = [[], [5], [1, 2, 3, 4, 5, 6, 7, 4095]].map((ids, i) => joinTail(up(i), ids))
    const limits = { maxDeposit: 10n ** 18n, deadline: 2 ** 33 }
    for (const features of rows) {
      await send(world.alice, submitCall({ address, features, label: 1, ...limits }))
    }
    await passTime(world, DAY)
    await send(world.alice, refundCall({ address, features: rows[1]!, label: 1 }))
    expect(await samplesOf(task)).toMatchObject(
      rows.map((features, i) => ({
        features,
        key: sampleKey(features, 1),
        state: { status: i === 1 ? 'refunded' : 'open' },
      })),
    )
    expect((await readContributions(world.bob, task)).map(each => each.features)).toEqual(rows)
  })
})
