import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'

export { factoryAddress } from '../abi/generated/addresses.ts'

const PAGE = 100n

export interface TaskEntry {
  readonly address: Address
  readonly creator: Address
  readonly block: bigint
}

/** More tasks than this are not listed, whatever a node claims to have. */
const MOST = 10_000

/** The tasks a factory made, oldest first. */
export async function listTasks(client: Client, factory: Address): Promise<TaskEntry[]> {
  const entries: TaskEntry[] = []
  while (entries.length < MOST) {
    const page = await readContract(client, {
      address: factory,
      abi: trainerFactoryAbi,
      functionName: 'page',
      args: [BigInt(entries.length), PAGE],
    })
    for (const { trainer, creator, blockNumber } of page) {
      entries.push({ address: trainer, creator, block: blockNumber })
    }
    if (page.length < Number(PAGE)) break
  }
  return entries
}
