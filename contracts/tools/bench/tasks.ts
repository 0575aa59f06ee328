import { packPointTerms } from '../../client/incentives/points.ts'
import type { Bench, Measured } from './bench.ts'
import { peer } from './peer.ts'

/** Creating a task, by somebody who has created one before. */
export async function measureTasks(bench: Bench): Promise<Measured[]> {
  const terms = packPointTerms({
    incentive: 'points',
    wait: 86_400,
    judgeTime: 0,
    interval: 0,
    burst: 0,
  })
  await bench.task('points', terms)
  const { creation } = await bench.task('points', terms)
  const receipt = await bench.chain().getTransactionReceipt({ hash: creation })
  // The model's words are what no task can do without.
  const { d, labels } = bench.shape
  const words = (labels === 2 ? 1 : labels) * (d / 32 + Math.ceil(d / 64))
  return [await bench.row('create-task', receipt, { fresh: words, changed: 0 }, peer.createTask)]
}
