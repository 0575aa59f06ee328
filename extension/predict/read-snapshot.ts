import { readCheckedModel, type Task } from '@hivemark/contracts'
import { assertTaskOn, openChain } from '../chain/chain'
import type { StoredSnapshot } from './stored-snapshot'

/** Copies a task's model from the chain at its newest block, checked against the contract. */
export async function readSnapshot(task: Task): Promise<StoredSnapshot> {
  const chain = await openChain()
  assertTaskOn(chain, task)
  const { snapshot, ...contract } = await readCheckedModel(chain.client, task)
  return { snapshot, contract, readAt: Date.now() }
}
