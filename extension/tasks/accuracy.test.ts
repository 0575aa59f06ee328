import { type Call, predictionMarket, type Task } from '@hivemark/contracts'
import {
  connect,
  createTask,
  type DeployClient,
  deploy,
  type LocalChain,
  startChain,
} from '@hivemark/contracts/deploy'
import { createTestClient, http, zeroHash } from 'viem'
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { anvil } from 'viem/chains'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { pack } from '../../contracts/client/models/margin-perceptron'
import { forgetOpenChain } from '../chain/chain'
import { defaultSettings } from '../settings/settings'
import { stored } from '../storage'
import { blocksBetween } from './accuracy'
import { readAccuracy } from './read-accuracy'

const kind = { incentive: 'prediction-market', model: 'margin-perceptron' } as const
const unit = 10n ** 9n
const terms: predictionMarket.PredictionMarketTerms = {
  ...predictionMarket.recommendedTerms(10n ** 17n, unit),
  groupSize: 2,
  parts: 5,
  shownParts: 2,
  partSize: 4,
}

let chain: LocalChain
let owner: DeployClient
let task: Task

beforeAll(async () => {
  chain = await startChain({ port: 0 })
  owner = await connect(chain.rpcUrl)
  await deploy(owner, [], undefined, { kinds: [kind] })
  const created = await createTask(owner, {
    kind,
    card: {
      name: 'Market',
      description: '',
      uri: '',
      labels: ['no', 'yes'].map(name => ({ name, definition: '' })),
    },
    encoderId: zeroHash,
    dimensions: 64,
    samplesSeen: 0,
    terms: predictionMarket.packMarketTerms(terms, unit),
    words: pack({
      labels: 2,
      dimensions: 64,
      weights: new Int16Array(64),
      biases: new Int16Array(1),
    }),
  })
  task = created.task
}, 60_000)

afterAll(() => chain.stop())

beforeEach(async () => {
  fakeBrowser.reset()
  forgetOpenChain()
  const settings = defaultSettings()
  const network = { ...settings.network, rpcUrl: chain.rpcUrl }
  await stored.settings.set({ ...settings, network })
})

/** Mirrors of each other: a model that has learnt nothing calls all of them label 0. */
function sampleOf(seed: number): predictionMarket.LabelledSample {
  const label = seed % 2
  const sign = label === 1 ? 1 : -1
  const features = Int8Array.from({ length: 64 }, (_, i) => sign * (20 + ((i * 7 + seed) % 11)))
  return { features, label }
}

async function send(call: Call): Promise<void> {
  const hash = await sendTransaction(owner, call)
  const receipt = await waitForTransactionReceipt(owner, { hash })
  if (receipt.status !== 'success') throw new Error('the transaction failed')
}

/** The whole life of a market, all of its people being the owner. */
async function playMarket(): Promise<void> {
  const { address } = task
  const test = createTestClient({ mode: 'anvil', chain: anvil, transport: http(chain.rpcUrl) })
  const pass = async (seconds: number) => {
    await test.increaseTime({ seconds })
    await test.mine({ blocks: 1 })
  }
  const parts = predictionMarket.splitTestSet(
    Array.from({ length: 20 }, (_, i) => sampleOf(i)),
    terms,
  )
  const openMissing = async () => {
    const { state } = await predictionMarket.readMarket(owner, address, terms)
    if (!('missing' in state)) throw new Error(state.kind)
    for (const i of state.missing) {
      await send(predictionMarket.revealPartCall(address, i, parts[i]!))
    }
  }
  await send(predictionMarket.offerCall(address, parts, terms))
  await test.mine({ blocks: 6 })
  await send(predictionMarket.drawCall(address))
  await openMissing()
  const labels = Array.from({ length: 4 }, (_, i) => ({
    ...sampleOf(100 + i),
    market: address,
    contributor: owner.account.address,
    salt: predictionMarket.randomSalt(),
  }))
  const [first, ...others] = labels
  await send(predictionMarket.joinCall([first!, ...others], terms))
  await pass(terms.joinTime)
  for (const [i, label] of labels.entries()) await send(predictionMarket.revealCall(i, label))
  await pass(terms.revealTime)
  await openMissing()
  for (;;) {
    const { computation } = await predictionMarket.readMarket(owner, address, terms)
    const all = await predictionMarket.readMarketContributions(owner, address, unit)
    const piece = predictionMarket.nextPiece(computation, all, terms, 7)
    if (piece === null) return
    const features = piece.learns.map(i => labels[i]!.features)
    await send(predictionMarket.advanceCall(address, features, piece.steps))
  }
}

const read = () => readAccuracy(task, new AbortController().signal, () => {})

// The steps build on one another: a market's set is hidden, then public.
describe('accuracy on a public test set', () => {
  it('cannot be told while the set is hidden', async () => {
    expect(await read()).toEqual({ kind: 'hidden' })
  })

  it('is measured on models of now and before', async () => {
    await playMarket()
    const accuracy = await read()
    if (accuracy.kind !== 'measured') throw new Error(accuracy.kind)
    expect(accuracy.samples).toBe(12)
    const shares = accuracy.points.map(({ share }) => share)
    expect(shares[0]).toBeLessThan(0.7)
    expect(shares.at(-1)).toBe(1)
    expect(accuracy.points.length + accuracy.missing).toBe(9)
  })

  it('is of blocks evenly apart, each once', () => {
    expect(blocksBetween(10n, 18n, 9)).toHaveLength(9)
    expect(blocksBetween(10n, 1_000n, 9).slice(-1)).toEqual([1_000n])
    expect(blocksBetween(10n, 12n, 9)).toEqual([10n, 11n, 12n])
    expect(blocksBetween(10n, 10n, 9)).toEqual([10n])
  })
})
