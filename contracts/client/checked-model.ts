import {
  type Address,
  type Client,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  type ReadContractReturnType,
  zeroAddress,
} from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { trainerAbi } from '../abi/generated/trainer.ts'
import { packFeatures } from './features.ts'
import { isDepositTask } from './incentives/index.ts'
import { predict } from './model.ts'
import { joinTail } from './models/tail-twin.ts'
import { assertHasTwin, snapshotOf } from './read.ts'
import type { ModelSnapshot, Task } from './types.ts'

/** A model, and what its contract says of it at the same block. */
export interface CheckedModel {
  readonly snapshot: ModelSnapshot
  /** Whether the copy scores `probeOf` exactly as the contract does. */
  readonly agrees: boolean
  /** Contributions whose deposit came back; null where the contract does not count them. */
  readonly validated: number | null
}

/**
 * `readModel`, with a proof that the copy is one: the contract predicts a probe, and the copy must give
 * the same scores. The probe is the same for everybody, so it says nothing about anyone's text. All at
 * one block and in one call, or two where the trainer takes no `multicall`.
 * @throws as `readModel`
 */
export async function readCheckedModel(client: Client, task: Task): Promise<CheckedModel> {
  assertHasTwin(task)
  const probe = probeOf(task)
  const block = await getBlock(client)
  const at = { address: task.address, blockNumber: block.number }
  const row = packFeatures(probe)
  const { model, prediction, standing } = await (task.kind.incentive === 'points'
    ? askEach(client, at, row)
    : askAtOnce(client, at, row, countsValidated(task)))
  const snapshot = snapshotOf(task, block, model)
  const [label, scores] = prediction
  const own = predict(snapshot.model, probe)
  return {
    snapshot,
    agrees: own.label === label && isSame(own.scores, scores),
    validated: standing && Number(standing[1]),
  }
}

/** Where reports do not pay by them, a deposit task does not count refunds. */
function countsValidated(task: Task): boolean {
  return isDepositTask(task) && task.rules.terms.takerShare === 0
}

function isSame(own: readonly number[], said: readonly bigint[]): boolean {
  return own.length === said.length && own.every((score, k) => BigInt(score) === said[k])
}

/** Fixed features that any trainer accepts: most weights count, no two neighbours alike. */
export function probeOf({ kind, rules }: Pick<Task, 'kind' | 'rules'>): Int8Array {
  const features = Int8Array.from(
    { length: rules.dimensions },
    (_, i) => ((i * 37 + 11) % 107) - 53,
  )
  return kind.model === 'tail-perceptron' ? joinTail(features, [17, 1_003, 4_001]) : features
}

interface Place {
  readonly address: Address
  readonly blockNumber: bigint
}

/** What a trainer says of itself and of a probe. */
interface Answers {
  readonly model: ReadContractReturnType<typeof trainerAbi, 'model'>
  readonly prediction: ReadContractReturnType<typeof trainerAbi, 'predict'>
  /** Of the zero address, for the totals; null if not asked. */
  readonly standing: ReadContractReturnType<typeof trainerAbi, 'standing'> | null
}

async function askEach(client: Client, at: Place, probe: Hex): Promise<Answers> {
  const read = { ...at, abi: trainerAbi } as const
  const [model, prediction] = await Promise.all([
    readContract(client, { ...read, functionName: 'model' }),
    readContract(client, { ...read, functionName: 'predict', args: [probe] }),
  ])
  return { model, prediction, standing: null }
}

/** As the trainer declares it, but for being asked and never sent. */
const multicallAbi = [
  {
    type: 'function',
    name: 'multicall',
    stateMutability: 'view',
    inputs: [{ name: 'calls', type: 'bytes[]' }],
    outputs: [{ name: 'results', type: 'bytes[]' }],
  },
] as const

async function askAtOnce(
  client: Client,
  at: Place,
  probe: Hex,
  withStanding: boolean,
): Promise<Answers> {
  const abi = trainerAbi
  const calls = [
    encodeFunctionData({ abi, functionName: 'model' }),
    encodeFunctionData({ abi, functionName: 'predict', args: [probe] }),
  ]
  if (withStanding) {
    calls.push(encodeFunctionData({ abi, functionName: 'standing', args: [zeroAddress] }))
  }
  const results = await readContract(client, {
    ...at,
    abi: multicallAbi,
    functionName: 'multicall',
    args: [calls],
  })
  const [model = '0x', prediction = '0x', standing = '0x'] = results
  return {
    model: decodeFunctionResult({ abi, functionName: 'model', data: model }),
    prediction: decodeFunctionResult({ abi, functionName: 'predict', data: prediction }),
    standing: withStanding
      ? decodeFunctionResult({ abi, functionName: 'standing', data: standing })
      : null,
  }
}
