import {
  type Address,
  createTestClient,
  type Hex,
  http,
  publicActions,
  size,
  type TransactionReceipt,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { sendTransaction, call as viemCall, waitForTransactionReceipt } from 'viem/actions'
import { logit, predict } from '../../client/model.ts'
import { pack, vectorCount } from '../../client/models/margin-perceptron.ts'
import { readModel } from '../../client/read.ts'
import type { Call, IncentiveName, Task } from '../../client/types.ts'
import { connect } from '../../deploy/connect.ts'
import { createTask } from '../../deploy/create-task.ts'
import type { DeployClient } from '../../deploy/create2.ts'
import { deployFactory, deployImplementation } from '../../deploy/implementations.ts'

export interface Shape {
  /** Features. */
  readonly d: number
  readonly labels: number
}

/** One row: `floor` is what the transaction cannot do without, `peer` the peer's figure for the same. */
export interface Measured {
  readonly case: string
  readonly d: number
  readonly labels: number
  readonly gas: number
  readonly floor: number
  readonly peer: number | null
}

/** What a case must write: slots that were 0 before, and slots that were not. */
export interface Slots {
  readonly fresh: number
  readonly changed: number
}

export interface Sample {
  readonly features: Int8Array
  readonly label: number
}

/** Anvil's second account. */
const OTHER = '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d'

const NOBODY = '0x000000000000000000000000000000000000dEaD'

/** Gas of a slot's first use, and of a change: EIP-2929 and EIP-2200. */
const FRESH_SLOT = 22_100
const CHANGED_SLOT = 5_000

/** Weights as a trained model has them. */
const WEIGHT_SIZE = 188

/** A chain with the factory and two people on it, and random texts of one shape. */
export class Bench {
  private state = 1
  private salt = 0n

  private constructor(
    readonly shape: Shape,
    readonly alice: DeployClient,
    readonly bob: DeployClient,
    private readonly rpcUrl: string,
  ) {}

  static async on(rpcUrl: string, shape: Shape): Promise<Bench> {
    const [alice, bob] = await Promise.all([connect(rpcUrl), connect(rpcUrl, OTHER)])
    await deployFactory(alice)
    const bench = new Bench(shape, alice, bob, rpcUrl)
    // On real networks the burn address is no new account any more.
    await bench.chain().setBalance({ address: NOBODY, value: 1n })
    return bench
  }

  /** A fresh task of the margin perceptron, and what its creation cost. */
  async task(
    incentive: IncentiveName,
    terms: readonly [bigint, bigint],
  ): Promise<{ readonly task: Task; readonly creation: Hex }> {
    const kind = { incentive, model: 'margin-perceptron' } as const
    await deployImplementation(this.alice, kind)
    const { d, labels } = this.shape
    const vectors = vectorCount(labels)
    const weights = Int16Array.from({ length: vectors * d }, () => this.within(WEIGHT_SIZE))
    const words = pack({ labels, dimensions: d, weights, biases: new Int16Array(vectors) })
    const card = {
      name: 'Scam?',
      description: 'Is this post out to steal, or fine?',
      uri: '',
      labels: Array.from({ length: labels }, (_, k) => ({
        name: `label ${k}`,
        definition: 'When this label is the right one.',
      })),
    }
    const encoderId: Hex = `0x${'be'.repeat(32)}`
    // Another salt for each shape: the chain is shared.
    const salt = BigInt(1_000 * d + 100 * labels) + this.salt++
    const plan = { kind, card, encoderId, dimensions: d, samplesSeen: 500, terms, words, salt }
    const { task, transactions } = await createTask(this.alice, plan)
    return { task, creation: transactions[0]! }
  }

  /** Sends a call and measures it. @throws Error if it fails. */
  async send(who: DeployClient, call: Call): Promise<TransactionReceipt> {
    await viemCall(who, { ...call, account: who.account })
    const hash = await sendTransaction(who, { ...call, gas: 15_000_000n })
    const receipt = await waitForTransactionReceipt(who, { hash })
    if (receipt.status !== 'success') throw new Error(`the transaction ${hash} failed`)
    return receipt
  }

  /**
   * A row. The floor is 21,000, the calldata, the slots that must be written and the events of this
   * transaction.
   * @param per Samples in the transaction.
   */
  async row(
    name: string,
    receipt: TransactionReceipt,
    slots: Slots,
    peer: number | null = null,
    per = 1,
  ): Promise<Measured> {
    const { input } = await this.chain().getTransaction({ hash: receipt.transactionHash })
    const floor =
      21_000 +
      calldataGas(input) +
      slots.fresh * FRESH_SLOT +
      slots.changed * CHANGED_SLOT +
      receipt.logs.reduce((sum, log) => sum + eventGas(log.topics.length, size(log.data)), 0)
    const { d, labels } = this.shape
    const gas = Math.round(Number(receipt.gasUsed) / per)
    return { case: name, d, labels, gas, floor: Math.round(floor / per), peer }
  }

  /** A text that the model is sure of, with its label; or one it is not, with another label. */
  async sample(task: Task, kind: 'sure' | 'mistaken'): Promise<Sample> {
    const { model } = await readModel(this.alice, task)
    const one = logit(model)
    for (;;) {
      const features = Int8Array.from({ length: this.shape.d }, () => this.within(45))
      const { label, scores, margin } = predict(model, features)
      if (kind === 'sure' && margin > one) return { features, label }
      if (kind === 'mistaken' && margin > one / 2 && margin < 3 * one) {
        return { features, label: secondBest(scores, label) }
      }
    }
  }

  /** Different texts that the model is sure of. */
  async sureSamples(task: Task, count: number): Promise<Sample[]> {
    const samples: Sample[] = []
    while (samples.length < count) samples.push(await this.sample(task, 'sure'))
    return samples
  }

  async pass(seconds: number): Promise<void> {
    await this.chain().increaseTime({ seconds })
    await this.chain().mine({ blocks: 1 })
  }

  async mine(blocks: number): Promise<void> {
    await this.chain().mine({ blocks })
  }

  async now(): Promise<number> {
    return Number((await this.chain().getBlock()).timestamp)
  }

  address(who: 'alice' | 'bob'): Address {
    return who === 'alice' ? this.alice.account.address : privateKeyToAccount(OTHER).address
  }

  chain() {
    return createTestClient({
      mode: 'anvil',
      chain: this.alice.chain,
      transport: http(this.rpcUrl),
    }).extend(publicActions)
  }

  /** −size .. size, the same in every run. */
  within(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0
    return Math.floor((this.state / 2 ** 32) * (2 * limit + 1)) - limit
  }
}

function secondBest(scores: readonly number[], best: number): number {
  let second = best === 0 ? 1 : 0
  scores.forEach((score, k) => {
    if (k !== best && score > scores[second]!) second = k
  })
  return second
}

/** 16 gas a byte, 4 a zero byte: EIP-2028. */
function calldataGas(data: Hex): number {
  let gas = 0
  for (let i = 2; i < data.length; i += 2) gas += data.slice(i, i + 2) === '00' ? 4 : 16
  return gas
}

function eventGas(topics: number, bytes: number): number {
  return 375 * (1 + topics) + 8 * bytes
}
