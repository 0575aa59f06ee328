import { readCheckedModel, type Task } from '@hivemark/contracts'
import { assertTaskOn, forgetOpenChain, openChain } from '../chain/chain'
import { fellBack } from '../chain/identity'
import type { StoredSnapshot } from './stored-snapshot'

/** A popup that stays open looks often; who answers need not be asked each time. */
const checkHeldMs = 5 * 60_000

/** Copies a task's model from the chain at its newest block, checked against the contract. */
export async function readSnapshot(task: Task): Promise<StoredSnapshot> {
  try {
    const chain = await openChain(checkHeldMs)
    assertTaskOn(chain, task)
    const { snapshot, ...contract } = await readCheckedModel(chain.client, task)
    // Another chain may have taken this one's place, with the same task at the same address.
    if (fellBack(chain.block, snapshot.block)) forgetOpenChain()
    return { snapshot, contract, readAt: Date.now() }
  } catch (error) {
    forgetOpenChain()
    throw error
  }
}
