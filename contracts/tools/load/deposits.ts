import { encodeFunctionData } from 'viem'
import { trainerAbi } from '../../abi/generated/trainer.ts'
import {
  packTerms,
  refundCall,
  submitManyCall,
  sweepCall,
} from '../../client/incentives/deposit-refund-take.ts'
import type { Call, Task } from '../../client/types.ts'
import { type Crowd, type Person, pieces, type Sample } from './crowd.ts'

const DAY = 86_400
const GWEI = 1_000_000_000n

/** Deposit, refund, take in the recommended setting: refunds for who is borne out, sweeps for the rest. */
export async function loadDeposits(crowd: Crowd, count: number): Promise<string> {
  const task = await crowd.task(
    'deposit-refund-take',
    packTerms(
      {
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
        priceInterval: 60,
        priceLevel: 500,
        priceStep: 250,
        sweepBurns: true,
      },
      GWEI,
    ),
  )
  const shares = pieces(crowd.samples(count), count / crowd.people.length)
  const open = new Map<Person, Sample[]>()
  await crowd.everybody(async (person, i) => {
    for (const samples of pieces(shares[i]!, 25)) {
      // Waiting lets the price bucket run empty.
      await crowd.pass(3_600)
      const limits = { maxDeposit: 10n ** 18n, deadline: (await crowd.now()) + DAY }
      const call = submitManyCall({ address: task.address, samples, ...limits })
      await crowd.must(person, call)
    }
  })
  await crowd.pass(DAY)
  let refunded = 0
  await crowd.everybody(async (person, i) => {
    const rest: Sample[] = []
    for (const sample of shares[i]!) {
      if (await crowd.send(person, refundCall({ address: task.address, ...sample }))) refunded++
      else rest.push(sample)
    }
    open.set(person, rest)
  })
  await crowd.pass(30 * DAY)
  let swept = 0
  await crowd.everybody(async person => {
    for (const samples of pieces(open.get(person)!, 25)) {
      const call = together(task, samples)
      await crowd.must(person, call)
      swept += samples.length
    }
  })
  await crowd.balance(task)
  return `deposits: ${count} contributed, ${refunded} refunded, ${swept} swept and destroyed`
}

function together(task: Task, samples: readonly Sample[]): Call {
  const calls = samples.map(sample => sweepCall({ address: task.address, ...sample }).data)
  return {
    to: task.address,
    value: 0n,
    data: encodeFunctionData({ abi: trainerAbi, functionName: 'multicall', args: [calls] }),
  }
}
