import {
  type Call,
  type DepositTask,
  factoryAddress,
  isDepositTask,
  readTask,
} from '@hivemark/contracts'
import {
  connect,
  type DeployRules,
  defaultRules,
  deploy,
  type Starter,
  startChain,
} from '@hivemark/contracts/deploy'
import {
  type Address,
  createTestClient,
  type Hex,
  http,
  publicActions,
  type TransactionReceipt,
  walletActions,
} from 'viem'
import { anvil } from 'viem/chains'
import { clientFor } from '../chain/chain'
import { defaultSettings, type Network } from '../settings/settings'

/** A real chain with one real task on it, for tests of what depends on both. */
export interface PracticeChain {
  readonly network: Network
  readonly task: DepositTask
  /** Chain as the extension sees it. */
  readonly seen: { client: ReturnType<typeof clientFor>; network: Network; block: bigint }
  readonly node: ReturnType<typeof nodeAt>
  /** Accounts that the node signs for. */
  readonly people: readonly Address[]
  send(from: Address, call: Call): Promise<TransactionReceipt>
  travel(seconds: number): Promise<void>
  stop(): Promise<void>
}

/** Label 0 for features that point up, label 1 for those that point down. */
const starter: Starter = {
  format: 2,
  slug: 'practice',
  order: 0,
  card: {
    name: 'Up?',
    description: 'A task of the tests.',
    uri: '',
    labels: [
      { name: 'up', definition: 'points up' },
      { name: 'down', definition: 'points down' },
    ],
  },
  encoderId: `0x${'11'.repeat(32)}`,
  dimensions: 64,
  samplesSeen: 100,
  weights: [Array.from({ length: 64 }, () => -25)],
  biases: [0],
}

/** Starts Anvil on a free port and deploys the task; an hour to wait, a day to claim. */
export async function startPracticeChain(rules: Partial<DeployRules> = {}): Promise<PracticeChain> {
  const chain = await startChain({ port: 0 })
  const deployment = await deploy(await connect(chain.rpcUrl), [starter], {
    ...defaultRules,
    refundWait: 3_600,
    creatorWait: 86_400,
    sweepWait: 86_400,
    ...rules,
  })
  const node = nodeAt(chain.rpcUrl)
  const network = { ...defaultSettings().network, rpcUrl: chain.rpcUrl }
  const address = deployment.tasks[0]!.address
  const task = await readTask(node, address, { factory: factoryAddress })
  if (!isDepositTask(task)) throw new Error('the practice task has no deposits')
  return {
    network,
    task,
    seen: { client: clientFor(chain.rpcUrl), network, block: 0n },
    node,
    people: await node.getAddresses(),
    send: async (account, call) => {
      const hash: Hex = await node.sendTransaction({ account, ...call })
      return node.waitForTransactionReceipt({ hash })
    },
    travel: async seconds => {
      await node.increaseTime({ seconds })
      await node.mine({ blocks: 1 })
    },
    stop: () => chain.stop(),
  }
}

/** Features that the practice model calls `up` (positive) or `down` (negative), unlike others' by `salt`. */
export function features(direction: 'up' | 'down', salt: number): Int8Array {
  const size = direction === 'up' ? 20 : -20
  return Int8Array.from({ length: 64 }, (_, index) => size + ((salt >> (index % 16)) & 1))
}

function nodeAt(url: string) {
  return createTestClient({
    chain: anvil,
    mode: 'anvil',
    transport: http(url),
    pollingInterval: 50,
    cacheTime: 0,
  })
    .extend(publicActions)
    .extend(walletActions)
}
