import {
  type DepositTask,
  isDepositTask,
  readModel,
  readStanding,
  type Standing,
  type Task,
} from '@hivemark/contracts'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Address, getAddress, isAddressEqual } from 'viem'
import { type Chain, openChain } from '../chain/chain'
import { readChainClock } from '../label/chain-clock'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { knownTasks } from '../tasks/task-list'
import { loadTasks } from '../tasks/tasks'
import { type Loaded, useLoaded } from '../ui/use-loaded'
import { useStored } from '../ui/use-stored'
import { readAllContributions, readStored } from './contributions'
import { type Stake, stakeOf } from './deposits'
import { noPayments, type Payments, readPayments } from './payments'
import { useBlock } from './use-block'

/** One task's contributions, everyone's, with what concerns some addresses. */
export interface TaskStakes {
  readonly task: DepositTask
  readonly stakes: readonly Stake[]
  readonly payments: Payments
  readonly standings: readonly { readonly address: Address; readonly standing: Standing }[]
}

export interface AllStakes {
  readonly tasks: readonly TaskStakes[]
  readonly currency: string
  readonly networkName: string
  /** Chain time of the reading, seconds. */
  readonly now: number
  /** Shown from memory while the chain is being read. */
  readonly fromMemory: boolean
}

/** Addresses that signed here or that the person asked to see. */
export function useAddresses(): readonly Address[] | null {
  const intents = useStored(stored.intents)
  const watched = useStored(stored.watchedAddresses)
  return useMemo(() => {
    if (!intents || !watched) return null
    const all = [...intents.map(each => each.from), ...watched]
    return [...new Set(all.map(each => getAddress(each)))]
  }, [intents, watched])
}

/**
 * Every task's contributions, rebuilt from the chain and read again with each block while the page
 * can be seen. `progress` tells how many blocks are left on the first, long reading.
 */
export function useStakes(addresses: readonly Address[] | null): {
  readonly loaded: Loaded<AllStakes>
  readonly remembered: AllStakes | null
  readonly progress: string | null
} {
  const [progress, setProgress] = useState<string | null>(null)
  const [remembered, setRemembered] = useState<AllStakes | null>(null)
  const moment = useBlock()
  const key = addresses ? addresses.join(' ') : 'none yet'
  const loaded = useLoaded(key, async signal => {
    if (!addresses) return empty
    const chain = await openChain()
    const tasks = (await loadTasks()).map(each => each.task).filter(isDepositTask)
    const all = await readEverything(chain, tasks, addresses, signal, setProgress)
    setProgress(null)
    return all
  })
  useEffect(() => {
    void rememberedStakes().then(setRemembered, () => {})
  }, [])
  const { reload, busy } = loaded
  const before = useRef<string | null>(null)
  useEffect(() => {
    // A reading that takes longer than a block is waited for, or it would never end.
    if (busy) return
    if (before.current !== null && before.current !== moment) reload()
    before.current = moment
  }, [moment, busy, reload])
  return { loaded, remembered, progress }
}

/** The contributions of some people. */
export function stakesOf(all: AllStakes, addresses: readonly Address[]): Stake[] {
  return all.tasks.flatMap(({ stakes }) => stakes).filter(stake => isBy(stake, addresses))
}

/** Whether one of the addresses made the contribution. */
export function isBy(stake: Stake, addresses: readonly Address[]): boolean {
  const { contributor } = stake.contribution.record
  return addresses.some(each => isAddressEqual(each, contributor))
}

const empty: AllStakes = { tasks: [], currency: 'ETH', networkName: '', now: 0, fromMemory: true }

async function readEverything(
  chain: Chain,
  tasks: readonly DepositTask[],
  addresses: readonly Address[],
  signal: AbortSignal,
  onProgress: (text: string) => void,
): Promise<AllStakes> {
  const { client, network } = chain
  const clock = await readChainClock(client)
  const read: TaskStakes[] = []
  for (const task of tasks) {
    const [snapshot, contributions, payments, standings] = await Promise.all([
      readModel(client, task),
      readAllContributions(client, task, clock, {
        signal,
        onProgress: ({ block, toBlock, found }) =>
          onProgress(
            `${found} contributions found, ${(toBlock - block).toLocaleString()} blocks to go.`,
          ),
      }),
      readPayments(client, task, addresses, clock),
      readStandings(client, task, addresses),
    ])
    const stakes = contributions.map(each => stakeOf(task, each, snapshot, clock.now))
    read.push({ task, stakes, payments, standings })
  }
  const { currency, name } = network
  return { tasks: read, currency, networkName: name, now: clock.now, fromMemory: false }
}

/** What can be shown before, or without, an answer from the chain: contributions and models as last read. */
async function rememberedStakes(): Promise<AllStakes | null> {
  const [memory, known, snapshots, { network }] = await Promise.all([
    stored.chainMemory.get(),
    knownTasks(),
    stored.snapshots.get(),
    stored.settings.get(),
  ])
  if (!memory || memory.chainId !== network.chainId) return null
  let now = 0
  const tasks: TaskStakes[] = []
  for (const { task } of known) {
    if (!isDepositTask(task)) continue
    const before = await readStored(task, memory.genesis)
    const snapshot = snapshots[taskKey(task)]?.snapshot
    if (!before || !snapshot) continue
    now = Math.max(now, snapshot.blockTime)
    const stakes = before.contributions.map(each =>
      stakeOf(task, each, snapshot, snapshot.blockTime),
    )
    tasks.push({ task, stakes, payments: noPayments, standings: [] })
  }
  const { currency, name } = network
  return tasks.length > 0 ? { tasks, currency, networkName: name, now, fromMemory: true } : null
}

function readStandings(client: Chain['client'], task: Task, addresses: readonly Address[]) {
  return Promise.all(
    addresses.map(async address => ({
      address,
      standing: await readStanding(client, task, address),
    })),
  )
}
