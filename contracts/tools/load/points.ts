import {
  packPointTerms,
  submitManyPointsCall,
  validatePointsCall,
} from '../../client/incentives/points.ts'
import { type Crowd, pieces, type Sample } from './crowd.ts'

const DAY = 86_400

/** Points: all contribute, and everybody asks for every point. */
export async function loadPoints(crowd: Crowd, count: number): Promise<string> {
  const task = await crowd.task(
    'points',
    packPointTerms({ incentive: 'points', wait: DAY, judgeTime: 0, interval: 0, burst: 0 }),
  )
  const { address } = task
  const shares = pieces(crowd.samples(count), count / crowd.people.length)
  await crowd.everybody(async (person, i) => {
    for (const samples of pieces(shares[i]!, 50)) {
      const deadline = (await crowd.now()) + DAY
      await crowd.must(person, submitManyPointsCall({ address, samples, deadline }))
    }
  })
  await crowd.pass(DAY)
  let validated = 0
  await crowd.everybody(async (person, i) => {
    for (const sample of shares[i]! as Sample[]) {
      if (await crowd.send(person, validatePointsCall({ address, ...sample }))) validated++
    }
  })
  await crowd.balance(task)
  return `points: ${count} contributed, ${validated} validated, the others contradicted by the model`
}
