import { sampleKey, type Task, trainerAbi } from '@hivemark/contracts'
import {
  type Address,
  bytesToHex,
  type Client,
  concat,
  createClient,
  custom,
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionResult,
  getAbiItem,
  type Hex,
  keccak256,
  numberToHex,
  pad,
  parseAbiParameters,
  stringToHex,
  toEventSelector,
} from 'viem'
import { practiceTask } from '../predict/practice-task'

/** A sample on a chain that a test makes up. */
export interface MadeUpSample {
  readonly features: Int8Array
  readonly label: number
  readonly contributor: Address
}

/** What the endpoint of such a chain may do instead of answering: give another answer, or throw. */
export type Meddle = (method: string, params: readonly unknown[], honest: () => unknown) => unknown

export const testTask: Task = {
  ...practiceTask,
  card: {
    name: 'Scam?',
    description: 'Whether a message wants your money.',
    uri: '',
    labels: [
      { name: '=ok', definition: 'an | honest message' },
      { name: 'scam, "big"', definition: 'wants your money' },
    ],
  },
  rules: {
    ...practiceTask.rules,
    encoderId: `0x${'11'.repeat(32)}`,
    terms: { incentive: 'points', words: [0n, 0n] },
  },
  createdAtBlock: 5n,
}

/** The same with ids of words. */
export const testTaskWithIds: Task = {
  ...testTask,
  kind: { ...testTask.kind, model: 'tail-perceptron' },
}

const batchEvent = toEventSelector(getAbiItem({ abi: trainerAbi, name: 'SamplesAdded' }))
const statuses = ['open', 'refunded', 'taken', 'swept', 'reported'] as const

/** A chain of the tests' own, millions of blocks long if need be: its blocks are made when asked for. */
export class TestChain {
  height: bigint
  meddle: Meddle | null = null
  /** By key; all others are open. */
  readonly statusOf = new Map<Hex, (typeof statuses)[number]>()
  /** Answers to each method so far. */
  readonly asked: Record<string, number> = {}
  readonly #samplesAt: (block: bigint, fork: number) => readonly MadeUpSample[]
  /** Keys told of lately: a contract knows all, this one only as many as anybody asks for. */
  #records = new Map<Hex, { sample: MadeUpSample; block: bigint }>()
  #forkFrom: bigint | null = null

  constructor(
    height: bigint,
    samplesAt: (block: bigint, fork: number) => readonly MadeUpSample[],
    private readonly mostRecords = Number.POSITIVE_INFINITY,
  ) {
    this.height = height
    this.#samplesAt = samplesAt
  }

  /** From a block on, everything becomes different. */
  reorganise(from: bigint): void {
    this.#forkFrom = from
    for (const [key, { block }] of this.#records) if (block >= from) this.#records.delete(key)
  }

  client(): Client {
    const request = async ({ method, params = [] }: { method: string; params?: unknown }) => {
      this.asked[method] = (this.asked[method] ?? 0) + 1
      const honest = () => this.#answer(method, params as unknown[])
      return this.meddle ? this.meddle(method, params as unknown[], honest) : honest()
    }
    return createClient({ transport: custom({ request }, { retryCount: 0 }), cacheTime: 0 })
  }

  timeOf(block: bigint): number {
    return 1_700_000_000 + 2 * Number(block)
  }

  hashOf(block: bigint): Hex {
    return keccak256(stringToHex(`${this.#forkOf(block)}:${block}`))
  }

  /** All samples up to a block. */
  samples(to: bigint): { block: bigint; sample: MadeUpSample; key: Hex }[] {
    const all = []
    for (let block = 0n; block <= to; block++) {
      for (const sample of this.#samplesAt(block, this.#forkOf(block))) {
        all.push({ block, sample, key: sampleKey(sample.features, sample.label) })
      }
    }
    return all
  }

  #forkOf(block: bigint): number {
    return this.#forkFrom !== null && block >= this.#forkFrom ? 1 : 0
  }

  #answer(method: string, params: unknown[]): unknown {
    switch (method) {
      case 'eth_blockNumber':
        return numberToHex(this.height)
      case 'eth_getBlockByNumber':
        return this.#block(BigInt(params[0] as string))
      case 'eth_getLogs': {
        const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hex; toBlock: Hex }]
        return this.#logs(BigInt(fromBlock), BigInt(toBlock))
      }
      case 'eth_call':
        return this.#recordsFor((params[0] as { data: Hex }).data)
      default:
        throw new Error(`${method} is not played`)
    }
  }

  #block(number: bigint) {
    if (number > this.height) return null
    const hash = this.hashOf(number)
    const timestamp = numberToHex(this.timeOf(number))
    return { number: numberToHex(number), hash, timestamp, transactions: [], gasUsed: '0x0' }
  }

  #logs(from: bigint, to: bigint) {
    const logs = []
    for (let block = from; block <= to && block <= this.height; block++) {
      const samples = this.#samplesAt(block, this.#forkOf(block))
      const people = new Set(samples.map(({ contributor }) => contributor))
      for (const [logIndex, contributor] of [...people].entries()) {
        const theirs = samples.filter(each => each.contributor === contributor)
        logs.push(this.#log(block, logIndex, contributor, theirs))
      }
    }
    return logs
  }

  #log(block: bigint, logIndex: number, contributor: Address, samples: readonly MadeUpSample[]) {
    const packed = samples.map(({ features }) => hexOf(features))
    for (const [i, sample] of samples.entries()) {
      const key = keccak256(concat([packed[i]!, numberToHex(sample.label, { size: 1 })]))
      this.#records.set(key, { sample, block })
      if (this.#records.size > this.mostRecords) {
        this.#records.delete(this.#records.keys().next().value!)
      }
    }
    const labels = concat(samples.map(({ label }) => numberToHex(label, { size: 1 })))
    return {
      address: testTask.address,
      topics: [batchEvent, pad(contributor)],
      data: encodeAbiParameters(parseAbiParameters('bytes, bytes'), [labels, concat(packed)]),
      blockNumber: numberToHex(block),
      blockHash: this.hashOf(block),
      transactionHash: keccak256(numberToHex(block * 1000n + BigInt(logIndex))),
      transactionIndex: '0x0',
      logIndex: numberToHex(logIndex),
      removed: false,
    }
  }

  #recordsFor(data: Hex): Hex {
    const { args } = decodeFunctionData({ abi: trainerAbi, data })
    const words = (args![0] as readonly Hex[]).map(key => {
      const record = this.#records.get(key)
      if (!record) return 0n
      const { sample, block } = record
      const status = BigInt(statuses.indexOf(this.statusOf.get(key) ?? 'open') + 1)
      return (
        BigInt(sample.contributor) |
        (400_000n << 160n) |
        (BigInt(this.timeOf(block)) << 200n) |
        (BigInt(sample.label) << 240n) |
        (status << 244n)
      )
    })
    return encodeFunctionResult({ abi: trainerAbi, functionName: 'samples', result: words })
  }
}

/** A sample like no other, for a number. */
export function madeUpSample(number: number, length = 64): MadeUpSample {
  const features = new Int8Array(length)
  let state = number * 2_654_435_761 + 12_345
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    features[i] = ((state >>> 16) % 255) - 127
  }
  new DataView(features.buffer).setUint32(
    0,
    0x10_10_10_10 + (number & 0x7f) + ((number & 0x3f80) << 1) + ((number & 0x1f_c000) << 2),
  )
  return { features, label: number % 2, contributor: `0x${'4'.repeat(39)}${number % 3}` }
}

function hexOf(features: Int8Array): Hex {
  return bytesToHex(Uint8Array.from(features, feature => feature + 128))
}
