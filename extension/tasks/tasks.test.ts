import { factoryAddress, type Task } from '@hivemark/contracts'
import {
  connect,
  deploy,
  type LocalChain,
  type Starter,
  startChain,
} from '@hivemark/contracts/deploy'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { forgetOpenChain } from '../chain/chain'
import { currentSnapshot, refreshSnapshot } from '../predict/mirror'
import { defaultSettings, type Network } from '../settings/settings'
import { stored } from '../storage'
import { arranged } from './choices'
import { importTasks } from './import-tasks'
import { taskKey } from './known-task'
import { readTrackRecord } from './read-track-record'
import { explainTaskError } from './refusal'
import { knownTasks, pickTask } from './task-list'
import { addTask, loadTasks, refreshTasks, removeTask } from './tasks'

/** Anvil's second well-known account: someone nobody follows. */
const strangersKey = '0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d'

const hostileName = '\u202eevil<img src=x onerror=alert(1)>'

function starter(slug: string, name: string): Starter {
  return {
    format: 2,
    slug,
    order: 0,
    card: {
      name,
      description: 'A task of the tests.',
      uri: '',
      labels: [
        { name: 'yes', definition: 'it is' },
        { name: 'no', definition: 'it is not' },
      ],
    },
    encoderId: `0x${'11'.repeat(32)}`,
    dimensions: 64,
    samplesSeen: 100,
    weights: [Array.from({ length: 64 }, (_, index) => index - 32)],
    biases: [7],
  }
}

let chain: LocalChain
let strangers: string

beforeAll(async () => {
  chain = await startChain({ port: 0 })
  await deploy(await connect(chain.rpcUrl), [starter('one', 'One?'), starter('two', 'Two?')])
  const foreign = await deploy(await connect(chain.rpcUrl, strangersKey), [
    starter('three', hostileName),
  ])
  strangers = foreign.tasks[0]!.address
}, 60_000)

afterAll(() => chain.stop())

beforeEach(async () => {
  fakeBrowser.reset()
  forgetOpenChain()
  await useNetwork({})
})

async function useNetwork(change: Partial<Network>): Promise<void> {
  const settings = defaultSettings()
  const network = { ...settings.network, rpcUrl: chain.rpcUrl, ...change }
  await stored.settings.set({ ...settings, network })
}

const names = (tasks: readonly { task: Task }[]) => tasks.map(({ task }) => task.card.name)

describe('the list of tasks', () => {
  it('comes from the registry, of those one follows', async () => {
    expect(names(await loadTasks())).toEqual(['One?', 'Two?'])
    expect(names(await knownTasks())).toEqual(['One?', 'Two?'])
  })

  it('is remembered when the chain is gone', async () => {
    await loadTasks()
    await useNetwork({ rpcUrl: 'http://127.0.0.1:9' })
    forgetOpenChain()
    expect(names(await loadTasks())).toEqual(['One?', 'Two?'])
    await expect(refreshTasks()).rejects.toMatchObject({ problem: { kind: 'unreachable' } })
    expect(names(await knownTasks())).toEqual(['One?', 'Two?'])
  })

  it('is another one on another network', async () => {
    await loadTasks()
    await useNetwork({ chainId: 1 })
    expect(await knownTasks()).toEqual([])
    await expect(loadTasks()).rejects.toMatchObject({ problem: { kind: 'wrong-chain' } })
  })

  it('says so when the factory is not on this chain', async () => {
    await useNetwork({ factory: '0x000000000000000000000000000000000000dEaD' })
    const error = await refreshTasks().catch(caught => caught)
    expect(explainTaskError(error)).toMatchObject({
      title: expect.stringMatching(/no such contract/),
    })
  })

  it('is empty when one follows nobody', async () => {
    await useNetwork({ curators: [] })
    expect(await refreshTasks()).toEqual([])
  })

  it('remembers which task was chosen', async () => {
    const tasks = await loadTasks()
    expect(pickTask(tasks, taskKey(tasks[1]!.task))).toBe(tasks[1])
    expect(pickTask(tasks, 'gone')).toBe(tasks[0])
    expect(pickTask([], null)).toBeNull()
  })
})

describe('a task added by address', () => {
  it('stays through refreshes until it is removed', async () => {
    expect(await addTask(` ${strangers} `)).toMatchObject({ kind: 'added' })
    expect(await addTask(strangers.toLowerCase())).toMatchObject({ kind: 'known' })
    await refreshTasks()
    const tasks = await knownTasks()
    expect(tasks.map(({ source }) => source)).toEqual(['registry', 'registry', 'person'])
    await removeTask(taskKey(tasks[2]!.task))
    expect(names(await knownTasks())).toEqual(['One?', 'Two?'])
  })

  it('cannot turn the direction of what is around its name', async () => {
    const added = await addTask(strangers)
    if (added.kind !== 'added') throw new Error(added.kind)
    expect(added.task.card.name).not.toContain('\u202e')
  })

  it('is found by its link, on the network it names only', async () => {
    const named = (chainId: number) => `https://x.example/#hivemark=${chainId}:${strangers}`
    const elsewhere = await addTask(named(5))
    if (elsewhere.kind !== 'refused') throw new Error(elsewhere.kind)
    expect(elsewhere.refusal.title).toBe('This task is on chain 5')
    expect(await addTask(named(31337))).toMatchObject({ kind: 'added' })
  })

  it.each([
    ['hello', /not the address or link/],
    ['', /not the address or link/],
    ['0x000000000000000000000000000000000000dEaD', /no contract/],
    [factoryAddress, /not a Hivemark task/],
  ])('is refused with a next step: %j', async (address, title) => {
    const result = await addTask(address)
    if (result.kind !== 'refused') throw new Error(result.kind)
    expect(result.refusal.title).toMatch(title)
    expect(result.refusal.nextStep).not.toBe('')
    expect(await knownTasks()).toEqual([])
  })

  it('says what is wrong with the endpoint, not with the address', async () => {
    await useNetwork({ rpcUrl: 'http://127.0.0.1:9' })
    expect(await addTask(strangers)).toMatchObject({
      kind: 'refused',
      refusal: { title: expect.stringContaining('No answer') },
    })
  })
})

describe('a list from a file', () => {
  it('is read anew from the contracts, and tells what came of each', async () => {
    await refreshTasks()
    const [first] = await knownTasks()
    const entry = (address: string, chainId = 31337, hidden = false) => ({
      chainId,
      address,
      hidden,
    })
    const progress: number[] = []
    const result = await importTasks(
      [
        entry(strangers, 31337, true),
        entry(first!.task.address),
        entry('0x000000000000000000000000000000000000dEaD'),
        entry(strangers, 5),
      ],
      done => progress.push(done),
      new AbortController().signal,
    )
    expect(result).toMatchObject({ added: 1, known: 1, elsewhere: 1 })
    expect(result.refused).toMatchObject([
      { refusal: { title: expect.stringMatching(/no contract/) } },
    ])
    expect(progress).toEqual([0, 1, 2])
    const choices = await stored.taskChoices.get()
    expect(choices.hidden).toEqual([taskKey({ chainId: 31337, address: strangers as never })])
    const { shown } = arranged(await knownTasks(), choices)
    expect(names(shown)).toEqual(['One?', 'Two?'])
  })

  it('can be stopped', async () => {
    const stop = AbortSignal.abort()
    const tasks = [{ chainId: 31337, address: strangers, hidden: false }]
    await expect(importTasks(tasks, () => {}, stop)).rejects.toThrow()
    expect(await knownTasks()).toEqual([])
  })
})

describe('contributions over time', () => {
  it('are read from the chain, in blocks, with progress', async () => {
    const [known] = await loadTasks()
    const heard: bigint[] = []
    const record = await readTrackRecord(known!.task, new AbortController().signal, ({ toBlock }) =>
      heard.push(toBlock),
    )
    expect(record).toMatchObject({ total: 0, periods: [] })
    expect(heard.length).toBeGreaterThan(0)
  })
})

describe('the stored model', () => {
  it('is the chain’s, and stays when the chain is gone', async () => {
    const [known] = await loadTasks()
    const { task } = known!
    expect(await currentSnapshot(task)).toBeNull()
    const fresh = await refreshSnapshot(task)
    expect(fresh.contract).toEqual({ agrees: true, validated: 0 })
    const { weights, biases } = starter('', '')
    expect(fresh.snapshot.model).toMatchObject({
      weights: Int16Array.from(weights[0]!),
      biases: Int16Array.from(biases),
      samplesSeen: 100,
    })
    await useNetwork({ rpcUrl: 'http://127.0.0.1:9' })
    await expect(refreshSnapshot(task)).rejects.toMatchObject({ problem: { kind: 'unreachable' } })
    expect(await currentSnapshot(task)).toEqual(fresh)
  })
})
