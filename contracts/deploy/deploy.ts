import {
  type Account,
  type Address,
  type Chain,
  type Client,
  concat,
  type Hex,
  type Transport,
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
import { factoryInitCode } from '../abi/generated/bytecode.ts'
import { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'
import { packWeights } from '../client/packed.ts'
import type { Starter } from './starter.ts'

/** Rules that a starter leaves to whoever deploys it. Seconds and wei. */
export interface DeployRules {
  readonly refundWait: number
  readonly sweepWait: number
  /** Deposit one hour after the last contribution; whole gwei. */
  readonly depositWeight: bigint
  /** Whole gwei. */
  readonly minimumDeposit: bigint
}

export const defaultRules: DeployRules = {
  refundWait: 24 * 3600,
  sweepWait: 30 * 24 * 3600,
  depositWeight: 400_000_000_000_000n,
  minimumDeposit: 100_000_000_000_000n,
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

/**
 * Puts the factory and the starters on a network, skipping what is there already, so that it can be
 * run again after a failure.
 * @throws DeployError, viem's errors
 */
export async function deploy(
  client: DeployClient,
  starters: readonly Starter[],
  rules: DeployRules = defaultRules,
): Promise<Deployment> {
  const factoryGas = await deployFactory(client)
  const tasks: DeployedTask[] = []
  // One after another: a wallet's transactions are numbered.
  for (const starter of starters) tasks.push(await deployTask(client, starter, rules))
  return {
    factory: factoryAddress,
    block: await getBlockNumber(client, { cacheTime: 0 }),
    gasUsed: tasks.reduce((sum, task) => sum + task.gasUsed, factoryGas),
    tasks,
  }
}

async function deployFactory(client: DeployClient): Promise<bigint> {
  if (await hasCode(client, factoryAddress)) return 0n
  const deployerGas = await deployCreate2(client)
  const hash = await sendTransaction(client, {
    to: CREATE2_DEPLOYER,
    data: concat([zeroHash, factoryInitCode]),
  })
  const gasUsed = await succeed(client, hash, 'The factory')
  if (!(await hasCode(client, factoryAddress))) {
    throw new DeployError('The factory did not appear at its address.')
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
  rules: DeployRules,
): Promise<DeployedTask> {
  const onChain = {
    encoderId: starter.encoderId,
    dimensions: starter.dimensions,
    refundWait: rules.refundWait,
    sweepWait: rules.sweepWait,
    depositWeightGwei: wholeGwei(rules.depositWeight),
    minimumDepositGwei: wholeGwei(rules.minimumDeposit),
  }
  const { slug, card } = starter
  const address = await readContract(client, {
    address: factoryAddress,
    abi: trainerFactoryAbi,
    functionName: 'addressOf',
    args: [client.account.address, onChain, card, zeroHash],
  })
  const known = { slug, name: card.name, address }
  if (await hasCode(client, address)) return { ...known, transaction: null, gasUsed: 0n }

  const { request } = await simulateContract(client, {
    address: factoryAddress,
    abi: trainerFactoryAbi,
    functionName: 'create',
    args: [
      onChain,
      card,
      packWeights(starter.weights.flat()),
      starter.biases,
      starter.samplesSeen,
      zeroHash,
    ],
  })
  const transaction = await writeContract(client, request)
  const gasUsed = await succeed(client, transaction, `The task "${card.name}"`)
  return { ...known, transaction, gasUsed }
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

function wholeGwei(wei: bigint): number {
  if (wei % 1_000_000_000n !== 0n)
    throw new DeployError(`${wei} wei is not a whole number of gwei.`)
  return Number(wei / 1_000_000_000n)
}
