import { ModelError, predictionMarket, readModel, type Task } from '@hivemark/contracts'
import { BaseError, type PublicClient } from 'viem'
import { assertTaskOn, openChain } from '../chain/chain'
import { problemOf } from '../chain/problem'
import { type Accuracy, type AccuracyPoint, accuracyOf, blocksBetween } from './accuracy'

/** Models compared; each is a call. */
const mostPoints = 9

/**
 * How often the model of a prediction market was right on its test set, once that is public: now and,
 * as far as the endpoint keeps old states, before.
 * @throws what the endpoint throws, RangeError for a test set that makes no sense, or the signal's reason
 */
export async function readAccuracy(
  task: Task,
  signal: AbortSignal,
  onProgress: (text: string) => void,
): Promise<Accuracy> {
  const { terms, unit } = task.rules
  if (terms.incentive !== 'prediction-market') return { kind: 'hidden' }
  const chain = await openChain()
  assertTaskOn(chain, task)
  const { client } = chain
  const { parts } = predictionMarket.unpackMarketTerms(terms.words, unit)
  const { raw } = await predictionMarket.readMarket(client, task.address, { parts })
  const samples = await predictionMarket.readScoredSamples(client, task.address, raw)
  if (samples.length === 0) return { kind: 'hidden' }

  const blocks = blocksBetween(task.createdAtBlock, chain.block, mostPoints)
  const points: AccuracyPoint[] = []
  for (const [index, block] of blocks.entries()) {
    signal.throwIfAborted()
    onProgress(`Model ${index + 1} of ${blocks.length}.`)
    const isNow = index === blocks.length - 1
    const point = await pointAt(client, task, block, samples).catch(error => {
      if (isNow || !isForgotten(error)) throw error
      return null
    })
    if (point) points.push(point)
  }
  return {
    kind: 'measured',
    samples: samples.length,
    points,
    missing: blocks.length - points.length,
  }
}

async function pointAt(
  client: PublicClient,
  task: Task,
  blockNumber: bigint,
  samples: readonly predictionMarket.LabelledSample[],
): Promise<AccuracyPoint> {
  const { model, block, blockTime } = await readModel(client, task, { blockNumber })
  return { block, time: blockTime, share: accuracyOf(model, samples) }
}

/** The task was not open yet, or the node answers that it does not keep so old a state. */
function isForgotten(error: unknown): boolean {
  return error instanceof ModelError || (error instanceof BaseError && problemOf(error) === null)
}
