import { type Address, concat, type Hex, keccak256, numberToHex, zeroAddress, zeroHash } from 'viem'
import { readContract, simulateContract, writeContract } from 'viem/actions'
import { factoryAddress } from '../abi/generated/addresses.ts'
import { pointsAbi } from '../abi/generated/points.ts'
import { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'
import { implementationOf } from '../client/implementations.ts'
import { readTask } from '../client/task.ts'
import type { Task, TaskCard, TaskKind } from '../client/types.ts'
import { type DeployClient, DeployError, hasCode, succeed } from './create2.ts'

/** All that makes a task. The same plan by the same creator is the same task, on every network. */
export interface TaskPlan {
  readonly kind: TaskKind
  readonly card: TaskCard
  readonly encoderId: Hex
  readonly dimensions: number
  /** Samples that the starter model stands for. */
  readonly samplesSeen: number
  /** The incentive's rules, packed. */
  readonly terms: readonly [bigint, bigint]
  /** The starter model, in the model's own layout. */
  readonly words: readonly bigint[]
  /** What deposits are paid in; default: ether. */
  readonly token?: Address
  /** Amounts are counted in 10^unitExponent wei; default 9, gwei. */
  readonly unitExponent?: number
  /** Default 0. */
  readonly salt?: bigint
}

export interface CreatedTask {
  readonly task: Task
  /** The transactions sent now; none if the task was there, and open. */
  readonly transactions: readonly Hex[]
  readonly gasUsed: bigint
}

/** Words a transaction: at 22,100 gas for a new slot this stays below 8 million. */
const WORDS_AT_ONCE = 300

/**
 * Creates a task and uploads its starter model, in as many transactions as it needs. What an earlier
 * run did is found and gone on with. At the end the task is read back from the chain: its address
 * proves rules and card, and it opens only with the very words that the rules name.
 * @throws DeployError, viem's errors
 */
export async function createTask(client: DeployClient, plan: TaskPlan): Promise<CreatedTask> {
  const what = `The task "${plan.card.name}"`
  const made = onChain(plan)
  const transactions: Hex[] = []
  let gasUsed = 0n
  const send = async (hash: Hex) => {
    transactions.push(hash)
    gasUsed += await succeed(client, hash, what)
  }
  const address = await readContract(client, {
    address: factoryAddress,
    abi: trainerFactoryAbi,
    functionName: 'addressOf',
    args: [client.account.address, ...made.arguments],
  })
  if (!(await hasCode(client, address))) await send(await create(client, made, plan.words))
  for (;;) {
    const [from, open] = await progress(client, address)
    if (open) break
    if (from >= plan.words.length) throw new DeployError(`${what} did not open.`)
    await send(await upload(client, address, from, plan.words))
  }
  return { task: await readTask(client, address), transactions, gasUsed }
}

/** The hash that rules name a starter model by. */
export function starterDigest(words: readonly bigint[]): Hex {
  return words.reduce<Hex>(
    (hash, word) => keccak256(concat([hash, numberToHex(word, { size: 32 })])),
    zeroHash,
  )
}

function onChain(plan: TaskPlan) {
  const rules = {
    encoderId: plan.encoderId,
    dimensions: plan.dimensions,
    samplesSeen: plan.samplesSeen,
    token: plan.token ?? zeroAddress,
    unitExponent: plan.unitExponent ?? 9,
    starter: starterDigest(plan.words),
    terms: plan.terms,
  }
  const implementation = implementationOf(plan.kind)
  const salt = plan.salt ?? 0n
  return {
    arguments: [implementation, rules, plan.card, salt] as const,
    withWords: (words: readonly bigint[]) =>
      [implementation, rules, plan.card, words, salt] as const,
  }
}

async function create(
  client: DeployClient,
  made: ReturnType<typeof onChain>,
  words: readonly bigint[],
): Promise<Hex> {
  const { request } = await simulateContract(client, {
    address: factoryAddress,
    abi: trainerFactoryAbi,
    functionName: 'create',
    args: made.withWords(words.slice(0, WORDS_AT_ONCE)),
  })
  return writeContract(client, request)
}

async function upload(
  client: DeployClient,
  address: Address,
  from: number,
  words: readonly bigint[],
): Promise<Hex> {
  const { request } = await simulateContract(client, {
    address: factoryAddress,
    abi: trainerFactoryAbi,
    functionName: 'upload',
    args: [address, BigInt(from), words.slice(from, from + WORDS_AT_ONCE)],
  })
  return writeContract(client, request)
}

/** Words stored so far, and whether the task is open. Every incentive's trainer says so alike. */
async function progress(client: DeployClient, address: Address): Promise<[number, boolean]> {
  const [words, open] = await readContract(client, {
    address,
    abi: pointsAbi,
    functionName: 'progress',
  })
  return [Number(words), open]
}
