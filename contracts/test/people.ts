import { createTestClient, type Hex, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { type DepositTask, isDepositTask } from '../client/incentives/index.ts'
import { readTask } from '../client/task.ts'
import type { Call } from '../client/types.ts'
import { connect } from '../deploy/connect.ts'
import { type DeployClient, type DeployRules, defaultRules, deploy } from '../deploy/deploy.ts'
import type { Starter } from '../deploy/starter.ts'
import { type LocalChain, startChain } from '../tools/chain.ts'

/** Anvil's second and third accounts. */
const KEYS: Hex[] = [
  '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d',
  '0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a',
]

/** A fresh chain with people on it. */
export interface World {
  readonly chain: LocalChain
  readonly owner: DeployClient
  readonly alice: DeployClient
  readonly bob: DeployClient
}

export async function startWorld(): Promise<World> {
  const chain = await startChain({ port: 0 })
  const [owner, alice, bob] = await Promise.all([
    connect(chain.rpcUrl),
    connect(chain.rpcUrl, KEYS[0]),
    connect(chain.rpcUrl, KEYS[1]),
  ])
  return { chain, owner, alice, bob }
}

export function deployStarter(world: World, starter: Starter) {
  return deploy(world.owner, [starter]).then(deployment => deployment.tasks[0]!.address)
}

/** A starter as a task with the paper's rules, or others. */
export async function makeTask(
  world: World,
  starter: Starter,
  rules: Partial<DeployRules> = {},
): Promise<DepositTask> {
  const deployment = await deploy(world.owner, [starter], { ...defaultRules, ...rules })
  const task = await readTask(world.owner, deployment.tasks[0]!.address)
  if (!isDepositTask(task)) throw new Error('not a task with deposits')
  return task
}

/** Sends a call and returns its receipt; throws if it reverts. */
export async function send(who: DeployClient, call: Call) {
  const hash = await sendTransaction(who, call)
  return waitForTransactionReceipt(who, { hash })
}

export async function passTime(world: World, seconds: number): Promise<void> {
  const client = testClient(world)
  await client.increaseTime({ seconds })
  await client.mine({ blocks: 1 })
}

export function testClient(world: World) {
  return createTestClient({
    mode: 'anvil',
    chain: world.owner.chain,
    transport: http(world.chain.rpcUrl),
  })
}

export function accountOf(index: 0 | 1) {
  return privateKeyToAccount(KEYS[index]!).address
}

/** A task whose first weight decides: label 1 where the first feature is positive. */
export function simpleStarter(overrides: Partial<Starter> = {}): Starter {
  const first = [450, ...new Array<number>(31).fill(0)]
  return {
    format: 2,
    slug: 'simple',
    order: 0,
    card: {
      name: 'Simple',
      description: 'Is the first feature positive?',
      uri: '',
      labels: [
        { name: 'no', definition: 'It is not.' },
        { name: 'yes', definition: 'It is.' },
      ],
    },
    encoderId: `0x${'ab'.repeat(32)}`,
    dimensions: 32,
    samplesSeen: 100_000,
    weights: [first],
    biases: [0],
    ...overrides,
  }
}

/** Features that `simpleStarter` is sure about; `tag` makes them differ. */
export function features(first: number, tag: number): Int8Array {
  const x = new Int8Array(32)
  x[0] = first
  x[1] = tag
  return x
}
