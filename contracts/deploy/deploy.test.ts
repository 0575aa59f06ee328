import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { factoryAddress } from '../client/factory.ts'
import { simpleStarter, startWorld, testClient, type World } from '../test/people.ts'
import { ChainStartError, startChain } from '../tools/chain.ts'
import { DeployError, defaultRules, deploy } from './deploy.ts'
import { parseStarter, readStarters } from './starter.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.chain.stop())

describe('deploy', () => {
  it('brings the CREATE2 deployer where it is missing and does nothing twice', async () => {
    const deployer = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
    await testClient(world).setCode({ address: deployer, bytecode: '0x' })
    await testClient(world).setNonce({
      address: '0x3fAB184622Dc19b6109349B94811493BF2a45362',
      nonce: 0,
    })
    const first = await deploy(world.owner, [simpleStarter()])
    expect(first.factory).toBe(factoryAddress)
    expect(first.tasks[0]!.transaction).not.toBeNull()
    const second = await deploy(world.owner, [simpleStarter()])
    expect(second.gasUsed).toBe(0n)
    expect(second.tasks[0]).toEqual({ ...first.tasks[0], transaction: null, gasUsed: 0n })
  })

  it('says what is wrong with a rule', async () => {
    const rules = { ...defaultRules, minimumDeposit: 1n }
    await expect(deploy(world.owner, [simpleStarter()], rules)).rejects.toThrow(DeployError)
  })

  it('takes every starter of the package', async () => {
    const starters = readStarters()
    const { tasks } = await deploy(world.owner, starters)
    expect(tasks.map(task => task.slug)).toEqual(starters.map(starter => starter.slug))
  })
})

describe('a starter file', () => {
  const good = simpleStarter()
  it.each([
    ['{', 'is not JSON'],
    ['null', 'not an object'],
    [JSON.stringify({ ...good, format: 1 }), 'format 1'],
    [JSON.stringify({ ...good, weights: [] }), '1 weight rows'],
    [JSON.stringify({ ...good, weights: [[1]] }), '32 whole weights'],
    [JSON.stringify({ ...good, biases: [16384] }), '1 whole biases'],
    [JSON.stringify({ ...good, encoderId: '0x12' }), '32 bytes'],
    [JSON.stringify({ ...good, card: { name: 'x' } }), 'card'],
  ])('is refused with its reason: %s', (json, reason) => {
    expect(() => parseStarter(json, 'x.json')).toThrow(reason)
  })
})

describe('startChain', () => {
  it('says so when the port is taken', async () => {
    const port = Number(new URL(world.chain.rpcUrl).port)
    await expect(startChain({ port })).rejects.toThrow(ChainStartError)
  })
})
