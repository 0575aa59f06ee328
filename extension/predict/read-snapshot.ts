import { type ModelSnapshot, readModel, type Task } from '@hivemark/contracts'
import { openChain } from '../chain/chain'

/** Copies a task's model from the chain at its newest block. */
export async function readSnapshot(task: Task): Promise<ModelSnapshot> {
  const { client } = await openChain()
  return readModel(client, task)
}
