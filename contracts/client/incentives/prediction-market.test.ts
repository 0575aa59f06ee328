import { type Address, type Hex, keccak256, parseEther, size, slice, zeroHash } from 'viem'
import { getBalance, readContract, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { predictionMarketAbi } from '../../abi/generated/prediction-market.ts'
import { createTask } from '../../deploy/create-task.ts'
import type { DeployClient } from '../../deploy/deploy.ts'
import { deployFactory, deployImplementation } from '../../deploy/implementations.ts'
import { passTime, startWorld, testClient, type World } from '../../test/people.ts'
import { pack } from '../models/margin-perceptron.ts'
import type { Call } from '../types.ts'
import {
  advanceCall,
  bountyOf,
  cancelCall,
  claimCall,
  commitmentOf,
  computeReward,
  decodeComputation,
  decodeContribution,
  digestOf,
  drawCall,
  drawnParts,
  expireCall,
  hashPart,
  joinCall,
  type LabelledSample,
  lossOf,
  type MarketTwin,
  marketState,
  nextPiece,
  offerCall,
  type PredictionMarketTerms,
  packMarketTerms,
  packPart,
  randomSalt,
  readMarket,
  readMarketContributions,
  readScoredSamples,
  recommendedTerms,
  revealCall,
  revealPartCall,
  type SecretContribution,
  splitTestSet,
  unpackMarketTerms,
  unpackPart,
} from './prediction-market.ts'

const GWEI = 1_000_000_000n
const DIMENSIONS = 64

const terms: PredictionMarketTerms = {
  incentive: 'prediction-market',
  stake: 8_400_000n * GWEI,
  roundPay: 16_666_667n * GWEI,
  rounds: 6,
  groupSize: 2,
  parts: 5,
  shownParts: 2,
  partSize: 4,
  cancelBurn: 26,
  maxContributions: 50,
  showTime: 86_400,
  joinTime: 7 * 86_400,
  revealTime: 2 * 86_400,
  answerTime: 3 * 86_400,
}

describe('terms', () => {
  it('unpack to what was packed', () => {
    const words = packMarketTerms(terms, GWEI)
    expect(unpackMarketTerms(words, GWEI)).toEqual(terms)
    // Field by field, by hand.
    expect(words[0] & 0xff_ffff_ffffn).toBe(8_400_000n)
    expect((words[0] >> 80n) & 0xffn).toBe(6n)
    expect((words[0] >> 128n) & 0xffffn).toBe(50n)
    expect(words[1]).toBe(BigInt(terms.answerTime))
  })

  it('refuse what does not fit', () => {
    expect(() => packMarketTerms({ ...terms, rounds: 256 }, GWEI)).toThrow(RangeError)
    expect(() => packMarketTerms({ ...terms, stake: 1n }, GWEI)).toThrow(RangeError)
    expect(() => packMarketTerms({ ...terms, stake: -GWEI }, GWEI)).toThrow(RangeError)
  })

  it('recommended: stakes of 4 % of the bounty, 360 scored examples', () => {
    const recommended = recommendedTerms(parseEther('1'), GWEI)
    expect(bountyOf(recommended)).toBe(parseEther('1'))
    expect(recommended.stake * 25n).toBe(parseEther('1'))
    const { parts, shownParts, partSize } = recommended
    expect((parts - shownParts) * partSize).toBe(360)
  })
})

describe('parts', () => {
  const samples = Array.from({ length: 20 }, (_, i) => sampleOf(i))

  it('come back from their bytes', () => {
    const [part] = splitTestSet(samples, terms)
    expect(unpackPart(packPart(part!))).toEqual(part)
    expect(size(packPart(part!))).toBe(32 + 4 * (3 + DIMENSIONS))
    expect(hashPart(part!)).toBe(keccak256(packPart(part!)))
  })

  it('hash differently with another salt', () => {
    const [first] = splitTestSet(samples, terms)
    expect(hashPart({ ...first!, salt: randomSalt() })).not.toBe(hashPart(first!))
  })

  it('refuse wrong sizes', () => {
    expect(() => splitTestSet(samples.slice(1), terms)).toThrow(RangeError)
    expect(() => packPart({ salt: '0x00', samples: [] })).toThrow(RangeError)
    const [part] = splitTestSet(samples, terms)
    const bytes = packPart(part!)
    expect(() => unpackPart(slice(bytes, 0, size(bytes) - 1))).toThrow(RangeError)
    expect(() => unpackPart('0x00')).toThrow(RangeError)
  })
})

describe('states', () => {
  const raw = {
    phase: 0,
    until: 1_800_000_000n,
    drawBlock: 7n,
    drawn: 0b00101n,
    revealedParts: 0b00001n,
    committed: 3n,
    revealed: 2n,
  }

  it('say who must act, on what and until when', () => {
    const states = Array.from({ length: 13 }, (_, phase) => marketState({ ...raw, phase }, 5))
    expect(states.map(state => `${state.kind}: ${state.actor}`)).toEqual([
      'offering: provider',
      'drawing: anyone',
      'showing: provider',
      'failed: provider',
      'joining: contributors',
      'revealing: contributors',
      'deserted: provider',
      'answering: provider',
      'overdue: anyone',
      'rewarding: anyone',
      'finished: anyone',
      'defaulted: anyone',
      'cancelled: nobody',
    ])
    expect(states[1]).toMatchObject({ drawBlock: 7n, until: 1_800_000_000 })
    expect(states[2]).toMatchObject({ missing: [2] })
    expect(states[7]).toMatchObject({ missing: [1, 3, 4] })
    expect(states[5]).toMatchObject({ committed: 3, revealed: 2 })
    expect(drawnParts(raw, 5)).toEqual([0, 2])
  })

  it('refuse what the contract never says', () => {
    expect(() => marketState({ ...raw, phase: 13 }, 5)).toThrow(RangeError)
    expect(() => decodeContribution([0n, 9n << 224n], GWEI)).toThrow(RangeError)
    expect(() => decodeComputation([9n, 0n])).toThrow(RangeError)
  })
})

describe('the reward', () => {
  /** A model is a number; a sample's label says by how much it moves. */
  const twin: MarketTwin<number> = {
    margin: model => model,
    learn: (model, _, label) => model + label,
    logit: () => 100,
  }
  const none = new Int8Array(1)
  const simple = {
    twin,
    model: 0,
    unit: 1n,
    scored: [{ features: none, label: 0 }],
    terms: { ...terms, groupSize: 1, rounds: 4, roundPay: 400n, stake: 400n },
  }

  it('pays each its own improvement, round after round', () => {
    // The loss is (200 - model) / 400, so each point of a label pays 1 a round.
    const labels = [30, 20]
    const reward = computeReward({
      ...simple,
      contributions: labels.map(label => ({ features: none, label })),
    })
    expect(reward.balances).toEqual([400n + 4n * 30n, 400n + 4n * 20n])
    expect(reward.providerRest).toBe(1600n - 200n)
    expect(reward).toMatchObject({ destroyed: 0n, model: 50, passes: 1, dropped: [false, false] })
  })

  it('drops who goes broke, and forgets it', () => {
    const reward = computeReward({
      ...simple,
      contributions: [-50, 30].map(label => ({ features: none, label })),
    })
    expect(reward.balances).toEqual([350n, 400n + 4n * 30n])
    expect(reward).toMatchObject({ model: 30, passes: 2, dropped: [true, false] })
    expect(reward.providerRest).toBe(1600n - 70n)
  })

  it('plays on with a larger stake until somebody is broke', () => {
    const reward = computeReward({
      ...simple,
      terms: { ...simple.terms, stake: 501n },
      contributions: [-50, 30].map(label => ({ features: none, label })),
    })
    // 501, 451, 401, 351: three rounds with it, one without.
    expect(reward.balances).toEqual([351n, 501n + 4n * 30n])
    // Together they lost 30: not the provider's.
    expect(reward).toMatchObject({ passes: 2, providerRest: 1600n, destroyed: 30n })
  })

  it('destroys what all lose, and stakes that were not revealed', () => {
    const reward = computeReward({
      ...simple,
      contributions: [{ features: none, label: -50 }, null],
    })
    expect(reward.balances).toEqual([350n, null])
    expect(reward).toMatchObject({ providerRest: 1600n, destroyed: 450n, model: 0 })
  })

  it('clips the loss', () => {
    const sample = [{ features: none, label: 0 }]
    expect(lossOf(twin, 200, sample)).toBe(0n)
    expect(lossOf(twin, 300, sample)).toBe(0n)
    expect(lossOf(twin, -200, sample)).toBe(400n)
    expect(lossOf(twin, -999, sample)).toBe(400n)
    expect(lossOf(twin, 50, sample)).toBe(150n)
  })
})

describe('a market on a chain', () => {
  let world: World

  beforeAll(async () => {
    world = await startWorld()
    await deployFactory(world.owner)
    await deployImplementation(world.owner, kind)
  }, 60_000)

  afterAll(() => world?.chain.stop())

  it('pays what the mirror says, to the wei', async () => {
    const market = await newMarket(world.owner)
    const testSet = Array.from({ length: 20 }, (_, i) => sampleOf(i))
    const parts = splitTestSet(testSet, terms)
    const read = () => readMarket(world.owner, market, terms)
    expect((await read()).state.kind).toBe('offering')

    await send(world.owner, offerCall(market, parts, terms))
    await testClient(world).mine({ blocks: 6 })
    await send(world.alice, drawCall(market))
    const showing = (await read()).state
    if (showing.kind !== 'showing') throw new Error(showing.kind)
    expect(showing.missing).toHaveLength(2)
    for (const i of showing.missing) await send(world.owner, revealPartCall(market, i, parts[i]!))

    // Honest people, and a group of Bob's, who contradicts the teacher; the last one is never revealed.
    const plans = Array.from({ length: 9 }, (_, i): { who: DeployClient } & SecretContribution => {
      const wrong = isBobs(i)
      const who = wrong ? world.bob : world.alice
      const { features, label } = wrong ? contrary(i) : sampleOf(100 + i)
      return {
        who,
        market,
        contributor: who.account.address,
        features,
        label,
        salt: randomSalt(),
      }
    })
    for (const plan of plans) await send(plan.who, joinCall([plan], terms))
    await passTime(world, terms.joinTime)
    for (const [i, plan] of plans.slice(0, 8).entries()) await send(plan.who, revealCall(i, plan))
    const committed = await readMarketContributions(world.owner, market, GWEI)
    expect(committed[8]).toEqual({ status: 'committed', commitment: commitmentOf(plans[8]!) })
    expect(committed[0]).toMatchObject({ status: 'alive', digest: digestOf(plans[0]!) })
    await passTime(world, terms.revealTime)

    const answering = (await read()).state
    if (answering.kind !== 'answering') throw new Error(answering.kind)
    for (const i of answering.missing) await send(world.owner, revealPartCall(market, i, parts[i]!))

    const scored = await readScoredSamples(world.owner, market, (await read()).raw)
    expect(scored).toEqual(
      parts.flatMap((part, i) => (answering.missing.includes(i) ? part.samples : [])),
    )
    const expected = computeReward({
      twin: perceptron,
      model: blank(),
      terms,
      unit: GWEI,
      scored,
      contributions: plans.map((plan, i) => (i < 8 ? plan : null)),
    })
    // What is tested is not trivial.
    expect(expected.passes).toBeGreaterThan(1)
    expect(expected.dropped).toContain(true)

    const before = await getBalance(world.owner, { address: world.owner.account.address })
    for (;;) {
      const { computation } = await read()
      const contributions = await readMarketContributions(world.owner, market, GWEI)
      const piece = nextPiece(computation, contributions, terms, 7)
      if (piece === null) break
      const features = piece.learns.map(i => plans[i]!.features)
      await send(world.bob, advanceCall(market, features, piece.steps))
    }
    const after = await getBalance(world.owner, { address: world.owner.account.address })
    expect(after - before).toBe(expected.providerRest)
    expect((await read()).state.kind).toBe('finished')

    const computed = await readMarketContributions(world.owner, market, GWEI)
    for (let i = 0; i < 8; i++) {
      const contribution = computed[i]!
      if (contribution.status === 'committed') throw new Error('not revealed')
      expect(contribution.balance).toBe(expected.balances[i])
      expect(contribution.status === 'dropped').toBe(expected.dropped[i])
    }
    const aliceBefore = await getBalance(world.owner, { address: world.alice.account.address })
    await send(world.bob, claimCall(market, [0, 1, 2, 3, 4, 5, 6, 7]))
    const aliceAfter = await getBalance(world.owner, { address: world.alice.account.address })
    const alices = expected.balances.filter((_, i) => i < 8 && !isBobs(i))
    expect(aliceAfter - aliceBefore).toBe(alices.reduce<bigint>((a, b) => a + b!, 0n))
    expect(await getBalance(world.owner, { address: market })).toBe(0n)
    const dead = '0x000000000000000000000000000000000000dEaD'
    expect(await getBalance(world.owner, { address: dead })).toBe(expected.destroyed)

    // The chain's model is the mirror's: it gives the same scores.
    for (let i = 0; i < 20; i++) {
      const { features } = sampleOf(i)
      const [, scores] = await readContract(world.owner, {
        address: market,
        abi: predictionMarketAbi,
        functionName: 'predict',
        args: [hexOf(features)],
      })
      expect(scores.map(Number)).toEqual([0, score(expected.model, features)])
    }
  }, 120_000)

  it('ends by default and by cancelling, with the calls for it', async () => {
    const market = await newMarket(world.owner)
    const parts = splitTestSet(
      Array.from({ length: 20 }, (_, i) => sampleOf(i)),
      terms,
    )
    await send(world.owner, offerCall(market, parts, terms))
    await send(world.owner, cancelCall(market))
    expect((await readMarket(world.owner, market, terms)).state.kind).toBe('cancelled')

    const other = await newMarket(world.owner)
    await send(world.owner, offerCall(other, parts, terms))
    await testClient(world).mine({ blocks: 6 })
    await send(world.bob, drawCall(other))
    const { raw } = await readMarket(world.owner, other, terms)
    for (const i of drawnParts(raw, terms.parts)) {
      await send(world.owner, revealPartCall(other, i, parts[i]!))
    }
    const contribution = {
      ...sampleOf(1),
      market: other,
      contributor: world.alice.account.address,
      salt: randomSalt(),
    }
    await send(world.alice, joinCall([contribution], terms))
    await passTime(world, terms.joinTime)
    await send(world.alice, revealCall(0, contribution))
    await passTime(world, terms.revealTime + terms.answerTime)
    await send(world.bob, expireCall(other))
    const alice = { address: contribution.contributor }
    const before = await getBalance(world.owner, alice)
    await send(world.bob, claimCall(other, [0]))
    const after = await getBalance(world.owner, alice)
    expect(after - before).toBe(terms.stake + bountyOf(terms))
  }, 60_000)
})

/** A linear model of two labels by the rule of src/models/MarginPerceptron.sol, the slow way. */
interface Perceptron {
  readonly weights: readonly number[]
  readonly bias: number
  readonly samplesSeen: number
}

const RATES = [32, 23, 16, 11, 8, 6, 4, 3, 2, 1]

const perceptron: MarketTwin<Perceptron> = {
  logit: () => 512 * DIMENSIONS,
  margin: (model, features, label) => (label === 1 ? 1 : -1) * score(model, features),
  learn: (model, features, label) => {
    const one = 512 * DIMENSIONS
    const margin = perceptron.margin(model, features, label)
    if (margin > one || margin < -3 * one) return model
    const h = Math.floor(Math.log2(((model.samplesSeen + 64) * 181) / 8192))
    const rate = RATES[Math.min(h, 9)]!
    const sign = label === 1 ? 1 : -1
    const dither = keccak256(hexOf(features))
    const weights = model.weights.map((weight, i) => {
      // A byte of the hash each, turned by one byte for every further word.
      const byte = ((i % 32) + Math.floor(i / 32)) % 32
      const noise = Number.parseInt(slice(dither, byte, byte + 1), 16)
      return weight + sign * Math.floor((rate * features[i]! + noise) / 256)
    })
    const bias = model.bias + sign * 4 * rate
    if (weights.some(weight => Math.abs(weight) >= 480))
      throw new Error('halving is not needed here')
    return { weights, bias, samplesSeen: model.samplesSeen + 1 }
  },
}

function blank(): Perceptron {
  return { weights: new Array<number>(DIMENSIONS).fill(0), bias: 0, samplesSeen: 0 }
}

function score({ weights, bias }: Perceptron, features: Int8Array): number {
  return weights.reduce((sum, weight, i) => sum + weight * features[i]!, 4 * bias)
}

/** Starter words of `blank`. */
function blankWords(): bigint[] {
  const weights = new Int16Array(DIMENSIONS)
  return pack({ labels: 2, dimensions: DIMENSIONS, weights, biases: new Int16Array(1) })
}

/** A text that the teacher, a vector of ±1, labels. */
function sampleOf(seed: number): LabelledSample {
  const features = new Int8Array(DIMENSIONS)
  let state = (seed + 1) * 2_654_435_761
  let sum = 0
  for (let i = 0; i < DIMENSIONS; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    features[i] = ((state >>> 8) % 91) - 45
    sum += (i % 3 === 0 ? 1 : -1) * features[i]!
  }
  return { features, label: sum > 0 ? 1 : 0 }
}

function isBobs(index: number): boolean {
  return index === 2 || index === 3
}

/** The teacher itself as a text, with the wrong label: worse for whatever it labels. */
function contrary(seed: number): LabelledSample {
  const features = Int8Array.from(
    { length: DIMENSIONS },
    (_, i) => (i % 3 === 0 ? 1 : -1) * (20 + ((i * seed) % 7)),
  )
  return { features, label: 0 }
}

function hexOf(features: Int8Array): Hex {
  return `0x${Array.from(features, x => (x + 128).toString(16).padStart(2, '0')).join('')}`
}

const kind = { incentive: 'prediction-market', model: 'margin-perceptron' } as const
let salt = 0n

async function newMarket(who: DeployClient): Promise<Address> {
  const labels = ['no', 'yes'].map(name => ({ name, definition: '' }))
  const { task } = await createTask(who, {
    kind,
    card: { name: 'Market', description: '', uri: '', labels },
    encoderId: zeroHash,
    dimensions: DIMENSIONS,
    samplesSeen: 0,
    terms: packMarketTerms(terms, GWEI),
    words: blankWords(),
    salt: ++salt,
  })
  return task.address
}

async function send(who: DeployClient, call: Call): Promise<void> {
  const hash = await sendTransaction(who, call)
  const receipt = await waitForTransactionReceipt(who, { hash })
  if (receipt.status !== 'success') throw new Error('the transaction failed')
}
