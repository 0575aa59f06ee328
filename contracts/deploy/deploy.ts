import {
  type Account,
  type Address,
  type Chain,
  type Client,
  concat,
  type Hex,
  keccak256,
  numberToHex,
  type Transport,
  zeroAddress,
  zeroHash,
} from 'viem'
import {
  getBalance,
  getBlockNumber,
  getCode,
  readContract,
  sendRawTransaction,
  sendTransaction,
  simulateContract,
  waitForTransactionReceipt,
  writeContract,
} from 'viem/actions'
import { factoryAddress } from '../abi/generated/addresses.ts'
import { factoryInitCode, implementationInitCodes } from '../abi/generated/bytecode.ts'
import { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'
import { implementationOf, implementations } from '../client/implementations.ts'
import { type DepositRefundTakeTerms, packTerms } from '../client/incentives/deposit-refund-take.ts'
import { pack } from '../client/models/margin-perceptron.ts'
import type { Starter } from './starter.ts'

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
  /** The block that the deployment was done by; events before it do not concern it. */
  readonly block: bigint
  /** Gas of all transactions sent. */
  readonly gasUsed: bigint
  readonly tasks: readonly DeployedTask[]
}

/** The network cannot take the deployment. */
export class DeployError extends Error {
  override readonly name = 'DeployError'
}

/** A client that can sign: an account and a chain are set. */
export type DeployClient = Client<Transport, Chain, Account>

/** https://github.com/Arachnid/deterministic-deployment-proxy: one signed transaction for every network. */
const CREATE2_DEPLOYER = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
const CREATE2_SIGNER = '0x3fAB184622Dc19b6109349B94811493BF2a45362'
const CREATE2_COST = 10_000_000_000_000_000n
const CREATE2_TRANSACTION =
  '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222'

/** Amounts of tasks are counted in gwei. */
const UNIT_EXPONENT = 9
const UNIT = 10n ** BigInt(UNIT_EXPONENT)

/**
 * Puts the factory, the implementations and the starters on a network, skipping what is there
 * already, so that it can be run again after a failure.
 * @throws DeployError, viem's errors
 */
export async function deploy(
  client: DeployClient,
  starters: readonly Starter[],
  rules: DeployRules = defaultRules,
): Promise<Deployment> {
  let gasUsed = await deployByCreate2(client, 'The factory', factoryAddress, factoryInitCode)
  for (const { address, incentive, model } of implementations) {
    const initCode = (implementationInitCodes as Readonly<Record<Address, Hex>>)[address]!
    gasUsed += await deployByCreate2(client, `${incentive} × ${model}`, address, initCode)
  }
  const tasks: DeployedTask[] = []
  // One after another: a wallet's transactions are numbered.
  for (const starter of starters) tasks.push(await deployTask(client, starter, rules))
  return {
    factory: factoryAddress,
    block: await getBlockNumber(client, { cacheTime: 0 }),
    gasUsed: tasks.reduce((sum, task) => sum + task.gasUsed, gasUsed),
    tasks,
  }
}

async function deployByCreate2(
  client: DeployClient,
  what: string,
  address: Address,
  initCode: Hex,
): Promise<bigint> {
  if (await hasCode(client, address)) return 0n
  const deployerGas = await deployCreate2(client)
  const hash = await sendTransaction(client, {
    to: CREATE2_DEPLOYER,
    data: concat([zeroHash, initCode]),
  })
  const gasUsed = await succeed(client, hash, what)
  if (!(await hasCode(client, address))) {
    throw new DeployError(`${what} did not appear at its address.`)
  }
  return deployerGas + gasUsed
}

async function deployCreate2(client: DeployClient): Promise<bigint> {
  if (await hasCode(client, CREATE2_DEPLOYER)) return 0n
  let gasUsed = 0n
  const missing = CREATE2_COST - (await getBalance(client, { address: CREATE2_SIGNER }))
  if (missing > 0n) {
    const hash = await sendTransaction(client, { to: CREATE2_SIGNER, value: missing })
    gasUsed += await succeed(client, hash, 'Funding the CREATE2 deployer')
  }
  const hash = await sendRawTransaction(client, { serializedTransaction: CREATE2_TRANSACTION })
  return gasUsed + (await succeed(client, hash, 'The CREATE2 deployer'))
}

async function deployTask(
  client: DeployClient,
  starter: Starter,
  terms: DeployRules,
): Promise<DeployedTask> {
  const { slug, card, encoderId, dimensions, samplesSeen } = starter
  const words = pack({
    labels: card.labels.length,
    dimensions,
    weights: Int16Array.from(starter.weights.flat()),
    biases: Int16Array.from(starter.biases),
  })
  const rules = {
    encoderId,
    dimensions,
    samplesSeen,
    token: zeroAddress,
    unitExponent: UNIT_EXPONENT,
    starter: digest(words),
    terms: packedTerms(terms),
  }
  const implementation = implementationOf({
    incentive: terms.incentive,
    model: 'margin-perceptron',
  })
  const address = await readContract(client, {
    address: factoryAddress,
    abi: trainerFactoryAbi,
    functionName: 'addressOf',
    args: [client.account.address, implementation, rules, card, 0n],
  })
  const known = { slug, name: card.name, address }
  if (await hasCode(client, address)) return { ...known, transaction: null, gasUsed: 0n }

  const { request } = await simulateContract(client, {
    address: factoryAddress,
    abi: trainerFactoryAbi,
    functionName: 'create',
    args: [implementation, rules, card, words, 0n],
  })
  const transaction = await writeContract(client, request)
  const gasUsed = await succeed(client, transaction, `The task "${card.name}"`)
  return { ...known, transaction, gasUsed }
}

/** The hash that rules name a starter model by. */
function digest(words: readonly bigint[]): Hex {
  return words.reduce<Hex>(
    (hash, word) => keccak256(concat([hash, numberToHex(word, { size: 32 })])),
    zeroHash,
  )
}

function packedTerms(terms: DeployRules): [bigint, bigint] {
  try {
    return packTerms(terms, UNIT)
  } catch (error) {
    throw new DeployError(`A rule cannot be: ${(error as Error).message}.`)
  }
}

async function succeed(client: DeployClient, hash: Hex, what: string): Promise<bigint> {
  const receipt = await waitForTransactionReceipt(client, { hash })
  if (receipt.status !== 'success') {
    throw new DeployError(`${what} could not be deployed: transaction ${hash} failed.`)
  }
  return receipt.gasUsed
}

async function hasCode(client: DeployClient, address: Address): Promise<boolean> {
  const code = await getCode(client, { address })
  return code !== undefined && code !== '0x'
}
