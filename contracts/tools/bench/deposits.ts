import { sampleKey } from '../../client/features.ts'
import {
  type DepositRefundTakeTerms,
  packTerms,
  refundCall,
  reportCall,
  submitCall,
  takeCall,
} from '../../client/incentives/deposit-refund-take.ts'
import type { Task } from '../../client/types.ts'
import type { Bench, Measured, Sample } from './bench.ts'
import { peer } from './peer.ts'

const DAY = 86_400
const GWEI = 1_000_000_000n

/** The recommended setting. */
const terms: DepositRefundTakeTerms = {
  incentive: 'deposit-refund-take',
  depositWeight: 0n,
  minimumDeposit: 100_000n * GWEI,
  refundWait: DAY,
  challengeWait: DAY,
  creatorWait: 30 * DAY,
  sweepWait: 30 * DAY,
  judgeTime: 30 * DAY,
  zone: 16,
  takerShare: 26,
  priceInterval: 432,
  priceLevel: 50,
  priceStep: 25,
  sweepBurns: true,
}

/** Refund and take under deposit, refund, take; the contributions are measured with the bonds. */
export async function measureDeposits(bench: Bench): Promise<Measured[]> {
  const { task } = await bench.task('deposit-refund-take', packTerms(terms, GWEI))
  const [first, second] = await bench.sureSamples(task, 2)
  const wrong = await bench.sample(task, 'mistaken')
  await submit(bench, 'alice', task, first!)
  await submit(bench, 'alice', task, second!)
  await submit(bench, 'bob', task, wrong)
  await bench.pass(2 * DAY)
  // In a task that is in use the average is never far behind the model.
  await submit(bench, 'bob', task, await bench.sample(task, 'sure'))

  const at = { address: task.address }
  const refunded = await bench.send(bench.alice, refundCall({ ...at, ...first! }))
  const proof = sampleKey(first!.features, first!.label)
  await bench.send(bench.alice, reportCall({ ...at, ...wrong, proof }))
  await bench.pass(DAY)
  const taken = await bench.send(bench.alice, takeCall({ ...at, ...wrong }))
  const changed = { fresh: 0, changed: 1 }
  return [
    await bench.row('refund', refunded, changed, peer.refund),
    await bench.row('take', taken, changed, peer.take),
  ]
}

async function submit(bench: Bench, who: 'alice' | 'bob', task: Task, sample: Sample) {
  const limits = { maxDeposit: terms.minimumDeposit, deadline: (await bench.now()) + DAY }
  return bench.send(bench[who], submitCall({ address: task.address, ...sample, ...limits }))
}
