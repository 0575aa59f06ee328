import { type ModelSnapshot, readModel, type Task } from '@hivemark/contracts'
import { assertTaskOn, openChain } from '../chain/chain'

/** Copies a task's model from the chain at its newest block. */
export async function readSnapshot(task: Task): Promise<ModelSnapshot> {
  const chain = await openChain()
  assertTaskOn(chain, task)
  return readModel(chain.client, task)
}
