import type { Address, Hex } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { factoryAddress } from '../abi/generated/addresses.ts'
import { implementationOf } from '../client/implementations.ts'
import { type DepositRefundTakeTerms, packTerms } from '../client/incentives/deposit-refund-take.ts'
import { pack } from '../client/models/margin-perceptron.ts'
import type { TaskKind } from '../client/types.ts'
import { createTask } from './create-task.ts'
import { type DeployClient, DeployError } from './create2.ts'
import { deployFactory, deployImplementation } from './implementations.ts'
import type { Starter } from './starter.ts'

export { type DeployClient, DeployError } from './create2.ts'

/** Rules that a starter leaves to whoever deploys it; amounts are whole gwei. */
export type DeployRules = DepositRefundTakeTerms

/** The paper's own setting. */
export const defaultRules: DeployRules = {
  incentive: 'deposit-refund-take',
  depositWeight: 400_000_000_000_000n,
  minimumDeposit: 100_000_000_000_000n,
  refundWait: 24 * 3600,
  challengeWait: 0,
  creatorWait: 30 * 24 * 3600,
  sweepWait: 30 * 24 * 3600,
  judgeTime: 0,
  zone: 0,
  takerShare: 0,
  priceInterval: 0,
  priceLevel: 0,
  priceStep: 0,
  sweepBurns: false,
}

export interface DeployedTask {
  readonly slug: string
  readonly name: string
  readonly address: Address
  /** Its creation transaction; null if it was there already. */
  readonly transaction: Hex | null
  readonly gasUsed: bigint
}

export interface Deployment {
  readonly factory: Address
  /** By `incentive × model`: those that the tasks need, and those asked for. */
  readonly implementations: Readonly<Record<string, Address>>
  /** The block that the deployment was done by; events before it do not concern it. */
  readonly block: bigint
  /** Gas of all transactions sent. */
  readonly gasUsed: bigint
  readonly tasks: readonly DeployedTask[]
}

export interface DeployOptions {
  /** Further implementations that tasks of other people will want. */
  readonly kinds?: readonly TaskKind[]
  /** Tasks also take the ids of a text's words: they begin with an empty tail. Default: no. */
  readonly wide?: boolean
}

/** Gwei. */
const UNIT = 1_000_000_000n

/**
 * Puts the factory, implementations and starters on a network, skipping what is there already, so that
 * it can be run again after a failure.
 * @throws DeployError, viem's errors
 */
export async function deploy(
  client: DeployClient,
  starters: readonly Starter[],
  rules: DeployRules = defaultRules,
  { kinds = [], wide = false }: DeployOptions = {},
): Promise<Deployment> {
  const model = wide ? 'tail-perceptron' : 'margin-perceptron'
  const starterKind: TaskKind = { incentive: rules.incentive, model }
  let gasUsed = await deployFactory(client)
  const implementations: Record<string, Address> = {}
  for (const kind of [starterKind, ...kinds]) {
    gasUsed += await deployImplementation(client, kind)
    implementations[`${kind.incentive} × ${kind.model}`] = implementationOf(kind)
  }
  const tasks: DeployedTask[] = []
  // One after another: a wallet's transactions are numbered.
  for (const starter of starters) {
    tasks.push(await deployStarter(client, starterKind, starter, packedTerms(rules)))
  }
  return {
    factory: factoryAddress,
    implementations,
    block: await getBlockNumber(client, { cacheTime: 0 }),
    gasUsed: tasks.reduce((sum, task) => sum + task.gasUsed, gasUsed),
    tasks,
  }
}

async function deployStarter(
  client: DeployClient,
  kind: TaskKind,
  starter: Starter,
  terms: [bigint, bigint],
): Promise<DeployedTask> {
  const { slug, card, encoderId, dimensions, samplesSeen } = starter
  const words = pack({
    labels: card.labels.length,
    dimensions,
    weights: Int16Array.from(starter.weights.flat()),
    biases: Int16Array.from(starter.biases),
  })
  const plan = { kind, card, encoderId, dimensions, samplesSeen, terms, words }
  const { task, transactions, gasUsed } = await createTask(client, plan)
  return {
    slug,
    name: card.name,
    address: task.address,
    transaction: transactions[0] ?? null,
    gasUsed,
  }
}

function packedTerms(terms: DeployRules): [bigint, bigint] {
  try {
    return packTerms(terms, UNIT)
  } catch (error) {
    throw new DeployError(`A rule cannot be: ${(error as Error).message}.`)
  }
}
