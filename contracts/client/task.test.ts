import { type Address, concat, type Hex, numberToHex, pad, size } from 'viem'
import { sendTransaction, waitForTransactionReceipt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  accountOf,
  deployStarter,
  simpleStarter,
  startWorld,
  testClient,
  type World,
} from '../test/people.ts'
import { implementationOf } from './clone.ts'
import { factoryAddress, listTasks } from './factory.ts'
import { readModel } from './read.ts'
import { readTask, type TaskError } from './task.ts'

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
      verified: true,
      card: simpleStarter().card,
      rules: {
        encoderId: simpleStarter().encoderId,
        creator: world.owner.account.address,
        dimensions: 32,
        refundWait: 86_400,
        sweepWait: 2_592_000,
        depositWeight: 400_000_000_000_000n,
        minimumDeposit: 100_000_000_000_000n,
      },
    })
    expect(task.createdAtBlock).toBeGreaterThan(0n)
    const listed = await listTasks(world.alice, factoryAddress)
    expect(listed).toContainEqual({
      address,
      creator: world.owner.account.address,
      block: task.createdAtBlock,
    })
    const snapshot = await readModel(world.alice, task)
    expect(snapshot.model.weights[0]).toBe(16000)
    expect(snapshot.contributions).toBe(0)
  })

  it('takes no address that is none, has no code or is another contract', async () => {
    expect(await codeOf(readTask(world.alice, '0x12'))).toBe('not-an-address')
    expect(await codeOf(readTask(world.alice, accountOf(0)))).toBe('no-code')
    expect(await codeOf(readTask(world.alice, factoryAddress))).toBe('not-a-trainer')
    const implementation = implementationOf(factoryAddress)
    expect(await codeOf(readTask(world.alice, implementation))).toBe('not-a-trainer')
  })

  it('takes no clone of another contract and none that the factory did not make', async () => {
    const other = await create(cloneOf(accountOf(1), pad('0x', { size: 96 })))
    expect(await codeOf(readTask(world.alice, other))).toBe('not-a-trainer')
    const own = await create(cloneOf(implementationOf(factoryAddress), pad('0x', { size: 96 })))
    expect(await codeOf(readTask(world.alice, own))).toBe('not-from-factory')
  })

  it('takes no task of another factory', async () => {
    expect(await codeOf(readTask(world.alice, address, { factory: accountOf(1) }))).toBe(
      'not-a-trainer',
    )
  })

  it('does not believe a node that changes the arguments', async () => {
    const client = testClient(world)
    const lying = await deployStarter(
      world,
      simpleStarter({ slug: 'lie', encoderId: `0x${'cd'.repeat(32)}` }),
    )
    const garbage = concat([pad('0x', { size: 96 }), `0x${'ff'.repeat(64)}`])
    await client.setCode({
      address: lying,
      bytecode: cloneOf(implementationOf(factoryAddress), garbage),
    })
    expect(await codeOf(readTask(world.alice, lying))).toBe('malformed')
    await client.setCode({
      address: lying,
      bytecode: cloneOf(implementationOf(factoryAddress), '0x01'),
    })
    expect(await codeOf(readTask(world.alice, lying))).toBe('malformed')
  })

  it('makes marks that reorder text visible', async () => {
    const { card } = simpleStarter()
    const hostile = simpleStarter({ card: { ...card, name: 'safe\u202eevil\u0000' } })
    const task = await readTask(world.alice, await deployStarter(world, hostile))
    expect(task.card.name).toBe('safe\ufffdevil\ufffd')
  })
})
