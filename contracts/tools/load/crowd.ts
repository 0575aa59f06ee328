import {
  type Account,
  type Address,
  type Chain,
  type Client,
  createTestClient,
  createWalletClient,
  type Hex,
  http,
  publicActions,
  type Transport,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { call, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { explainRevert } from '../../client/errors.ts'
import { pack } from '../../client/models/margin-perceptron.ts'
import type { Call, IncentiveName, Task } from '../../client/types.ts'
import { connect } from '../../deploy/connect.ts'
import { createTask } from '../../deploy/create-task.ts'
import type { DeployClient } from '../../deploy/create2.ts'
import { deployFactory, deployImplementation } from '../../deploy/implementations.ts'

export interface Sample {
  readonly features: Int8Array
  readonly label: number
}

type Person = Client<Transport, Chain, Account>

const PEOPLE = 50
const DIMENSIONS = 64
const ETHER = 10n ** 18n
const NOBODY: Address = '0x000000000000000000000000000000000000dEaD'

/** Weights as a trained model has them, and texts that it is neither sure of nor lost at. */
const WEIGHT_SIZE = 120

/** Fifty people on a chain, who account for every wei. */
export class Crowd {
  /** Wei that transactions of the people cost. */
  private fees = 0n
  private before = 0n
  private state = 7

  private constructor(
    readonly people: readonly Person[],
    readonly owner: DeployClient,
    private readonly rpcUrl: string,
  ) {}

  static async gather(rpcUrl: string): Promise<Crowd> {
    const owner = await connect(rpcUrl)
    await deployFactory(owner)
    const people = Array.from({ length: PEOPLE }, (_, i) =>
      createWalletClient({
        account: privateKeyToAccount(`0x${(i + 1_000).toString(16).padStart(64, '0')}`),
        chain: owner.chain,
        transport: http(rpcUrl),
        pollingInterval: 20,
      }),
    )
    const crowd = new Crowd(people, owner, rpcUrl)
    for (const person of people) {
      await crowd.chain().setBalance({ address: person.account.address, value: 1_000n * ETHER })
    }
    return crowd
  }

  async task(incentive: IncentiveName, terms: readonly [bigint, bigint]): Promise<Task> {
    const kind = { incentive, model: 'margin-perceptron' } as const
    await deployImplementation(this.owner, kind)
    const weights = Int16Array.from({ length: DIMENSIONS }, () => this.within(WEIGHT_SIZE))
    const shape = { labels: 2, dimensions: DIMENSIONS }
    const { task } = await createTask(this.owner, {
      kind,
      card: {
        name: 'Load',
        description: '',
        uri: '',
        labels: [
          { name: 'no', definition: '' },
          { name: 'yes', definition: '' },
        ],
      },
      encoderId: `0x${'10'.repeat(32)}`,
      dimensions: DIMENSIONS,
      samplesSeen: 500,
      terms,
      words: pack({ ...shape, weights, biases: new Int16Array(1) }),
      salt: BigInt(Date.now()),
    })
    this.before = await this.wealth(task.address)
    this.fees = 0n
    return task
  }

  /** Different texts; nine of ten labels follow a rule that the model can learn. */
  samples(count: number): Sample[] {
    return Array.from({ length: count }, () => {
      const features = Int8Array.from({ length: DIMENSIONS }, () => this.within(45))
      const honest = features[0]! + features[1]! + features[2]! > 0 ? 1 : 0
      return { features, label: this.within(9) === 0 ? 1 - honest : honest }
    })
  }

  /** Sends a call that must succeed. @throws Error with the contract's reason if it does not */
  async must(person: Person, data: Call): Promise<void> {
    if (await this.send(person, data)) return
    const why = await call(person, { ...data, account: person.account }).then(
      () => 'for no reason that can be found afterwards',
      error => explainRevert(error)?.message ?? String(error),
    )
    throw new Error(`A call failed: ${why}`)
  }

  /** Sends a call and waits. @returns Whether it succeeded. */
  async send(person: Person, data: Call): Promise<boolean> {
    const hash = await sendTransaction(person, { ...data, gas: 16_000_000n })
    const receipt = await waitForTransactionReceipt(person, { hash })
    this.fees += receipt.gasUsed * receipt.effectiveGasPrice
    return receipt.status === 'success'
  }

  /** Does something for everybody, a few people at a time. */
  async everybody(what: (person: Person, index: number) => Promise<void>): Promise<void> {
    const waiting = this.people.map((person, index) => ({ person, index }))
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await what(next.person, next.index)
      }
    }
    await Promise.all(Array.from({ length: 5 }, work))
  }

  /** @throws Error unless the task is empty and nothing was lost or made */
  async balance(task: Task): Promise<void> {
    const left = await this.chain().getBalance({ address: task.address })
    if (left !== 0n) throw new Error(`the task still holds ${left} wei`)
    const after = (await this.wealth(task.address)) + this.fees
    if (after !== this.before) {
      throw new Error(`${this.before} wei in the beginning, ${after} in the end`)
    }
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

  private async wealth(task: Address): Promise<bigint> {
    const people = [this.owner, ...this.people].map(({ account }) => account.address)
    const all = [...people, NOBODY, task]
    const balances = await Promise.all(all.map(address => this.chain().getBalance({ address })))
    return balances.reduce((sum, balance) => sum + balance, 0n)
  }

  chain() {
    return createTestClient({
      mode: 'anvil',
      chain: this.owner.chain,
      transport: http(this.rpcUrl),
    }).extend(publicActions)
  }

  private within(limit: number): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0
    return Math.floor((this.state / 2 ** 32) * (2 * limit + 1)) - limit
  }
}

export type { Hex, Person }

/** A list in pieces of at most so many. */
export function pieces<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, i) =>
    list.slice(i * size, (i + 1) * size),
  )
}
