import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'

export { factoryAddress } from '../abi/generated/addresses.ts'

const PAGE = 100n

/** More tasks than this are not listed, whatever a node claims to have. */
const MOST = 10_000

const NEWEST = 2n ** 256n - 1n

export interface TaskEntry {
  readonly address: Address
  readonly creator: Address
  readonly implementation: Address
  readonly block: bigint
}

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
    entries.push(...page.map(entryOf))
    if (page.length < Number(PAGE)) break
  }
  return entries
}

/** The tasks that one person made, newest first. */
export async function listTasksOf(
  client: Client,
  factory: Address,
  creator: Address,
): Promise<TaskEntry[]> {
  const entries: TaskEntry[] = []
  let before = NEWEST
  while (entries.length < MOST) {
    const [page, numbers] = await readContract(client, {
      address: factory,
      abi: trainerFactoryAbi,
      functionName: 'pageOf',
      args: [creator, before, PAGE],
    })
    entries.push(...page.map(entryOf))
    const last = numbers.at(-1)
    if (page.length < Number(PAGE) || last === undefined) break
    before = last
  }
  return entries
}

function entryOf(entry: {
  readonly trainer: Address
  readonly creator: Address
  readonly implementation: Address
  readonly blockNumber: bigint
}): TaskEntry {
  const { trainer, creator, implementation, blockNumber } = entry
  return { address: trainer, creator, implementation, block: blockNumber }
}
