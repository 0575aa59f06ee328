import {
  type Address,
  concat,
  createClient,
  custom,
  type EIP1193RequestFn,
  type Hex,
  numberToHex,
  pad,
  size,
  slice,
  zeroAddress,
} from 'viem'
import { getCode, sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accountOf,
  deployStarter,
  simpleStarter,
  startWorld,
  testClient,
  type World,
} from '../test/people.ts'
import { cloneAddress, encodeArguments, parseClone } from './clone.ts'
import { factoryAddress, listTasks, listTasksOf } from './factory.ts'
import { implementations } from './implementations.ts'
import { readModel } from './read.ts'
import { readTask, type TaskError } from './task.ts'

const implementation = implementations[0]!.address

let world: World
let address: Address

beforeAll(async () => {
  world = await startWorld()
  address = await deployStarter(world, simpleStarter())
})
afterAll(() => world.chain.stop())

function codeOf(promise: Promise<unknown>) {
  return promise.then(
    () => 'accepted',
    (error: TaskError) => error.code,
  )
}

function cloneOf(implementation: Address, data: Hex): Hex {
  return concat([
    '0x363d3d373d3d3d363d73',
    implementation,
    '0x5af43d82803e903d91602b57fd5bf3',
    data,
  ])
}

/** A client whose node answers for the factory that it made whatever it is asked about. */
function believing(client: World['alice']) {
  const request = (async ({ method, params }: { method: string; params?: unknown }) => {
    const to = (params as [{ to?: string }] | undefined)?.[0]?.to
    if (method === 'eth_call' && to === factoryAddress) return numberToHex(1, { size: 32 })
    return client.request({ method, params } as never)
  }) as EIP1193RequestFn
  return createClient({ transport: custom({ request }, { retryCount: 0 }) })
}

function termsOf(code: Hex): [bigint, bigint] {
  const { arguments: packed } = parseClone(code)!
  return [BigInt(slice(packed, 32, 64)), BigInt(slice(packed, 64, 96))]
}

/** Puts code on the chain the ordinary way: by a creation transaction. */
async function create(code: Hex): Promise<Address> {
  const init = concat(['0x61', numberToHex(size(code), { size: 2 }), '0x80600a3d393df3', code])
  const hash = await sendTransaction(world.bob, { data: init, to: null })
  const receipt = await waitForTransactionReceipt(world.bob, { hash })
  return receipt.contractAddress!
}

describe('readTask', () => {
  it('reads card and rules from the code of a clone', async () => {
    const task = await readTask(world.alice, address)
    expect(task).toMatchObject({
      chainId: 31337,
      address,
      kind: { incentive: 'deposit-refund-take', model: 'margin-perceptron' },
      verified: true,
      card: simpleStarter().card,
      rules: {
        encoderId: simpleStarter().encoderId,
        creator: world.owner.account.address,
        dimensions: 32,
        samplesSeen: 100_000,
        token: zeroAddress,
        unit: 1_000_000_000n,
        salt: 0n,
        terms: {
          incentive: 'deposit-refund-take',
          refundWait: 86_400,
          challengeWait: 0,
          creatorWait: 2_592_000,
          sweepWait: 2_592_000,
          depositWeight: 400_000_000_000_000n,
          minimumDeposit: 100_000_000_000_000n,
        },
      },
    })
    expect(task.createdAtBlock).toBeGreaterThan(0n)
    const listed = await listTasks(world.alice, factoryAddress)
    const { address: creator } = world.owner.account
    const entry = { address, creator, implementation, block: task.createdAtBlock }
    expect(listed).toContainEqual(entry)
    expect(await listTasksOf(world.alice, factoryAddress, creator)).toContainEqual(entry)
    expect(await listTasksOf(world.alice, factoryAddress, accountOf(1))).toEqual([])
    const snapshot = await readModel(world.alice, task)
    expect(snapshot.model).toMatchObject({ weights: expect.objectContaining({ 0: 450 }) })
    expect(snapshot).toMatchObject({ learnt: 0, average: null, busyUntil: 0 })
  })

  it('takes no address that is none, has no code or is another contract', async () => {
    expect(await codeOf(readTask(world.alice, '0x12'))).toBe('not-an-address')
    expect(await codeOf(readTask(world.alice, accountOf(0)))).toBe('no-code')
    expect(await codeOf(readTask(world.alice, factoryAddress))).toBe('not-a-trainer')
    expect(await codeOf(readTask(world.alice, implementation))).toBe('not-a-trainer')
  })

  it('takes no clone of another contract and none that the factory did not make', async () => {
    const other = await create(cloneOf(accountOf(1), pad('0x', { size: 96 })))
    expect(await codeOf(readTask(world.alice, other))).toBe('not-a-trainer')
    const own = await create(cloneOf(implementation, pad('0x', { size: 300 })))
    expect(await codeOf(readTask(world.alice, own))).toBe('not-from-factory')
  })

  it('takes no task of another factory', async () => {
    expect(await codeOf(readTask(world.alice, address, { factory: accountOf(1) }))).toBe(
      'not-from-factory',
    )
    expect(await codeOf(readTask(world.alice, address, { implementations: [] }))).toBe(
      'not-a-trainer',
    )
  })

  it('does not believe a node that swaps the labels', async () => {
    const client = testClient(world)
    const lying = await deployStarter(world, simpleStarter({ slug: 'lie', samplesSeen: 99 }))
    const task = await readTask(world.alice, lying)
    const code = (await getCode(world.alice, { address: lying }))!
    const { labels } = task.card
    const swapped = { ...task.card, labels: [labels[1]!, labels[0]!] }
    const rules = { ...task.rules, terms: termsOf(code) }
    // What the code holds is what the twin of the encoding makes of it; so a lie can be built.
    expect(encodeArguments(rules, task.card)).toBe(parseClone(code)!.arguments)
    for (const lie of [
      encodeArguments(rules, swapped),
      encodeArguments({ ...rules, creator: accountOf(1) }, task.card),
      '0x01' as const,
    ]) {
      await client.setCode({ address: lying, bytecode: cloneOf(implementation, lie) })
      expect(await codeOf(readTask(world.alice, lying))).toBe('not-from-factory')
    }
  })

  it('takes no garbage, even where the address is right', async () => {
    for (const garbage of [
      `0x${'ff'.repeat(300)}` as const,
      '0x01' as const,
      pad('0x', { size: 188 }),
    ]) {
      const there = cloneAddress(factoryAddress, { implementation, arguments: garbage })
      const code = cloneOf(implementation, garbage)
      await testClient(world).setCode({ address: there, bytecode: code })
      // The factory cannot have made it; a node that says so lies.
      const world_ = believing(world.alice)
      expect(await codeOf(readTask(world_, there))).toBe('malformed')
    }
  })

  it('makes marks that reorder text visible', async () => {
    const { card } = simpleStarter()
    const hostile = simpleStarter({ card: { ...card, name: 'safe\u202eevil\u0000' } })
    const task = await readTask(world.alice, await deployStarter(world, hostile))
    expect(task.card.name).toBe('safe\ufffdevil\ufffd')
  })
})
