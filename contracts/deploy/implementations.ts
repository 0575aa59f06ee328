import type { Hex } from 'viem'
import { factoryAddress, implementations } from '../abi/generated/addresses.ts'
import { factoryInitCode } from '../abi/generated/bytecode.ts'
import type { TaskKind } from '../client/types.ts'
import { type DeployClient, deployOnce } from './create2.ts'

/** The factory, if it is not there. @returns Gas used. */
export function deployFactory(client: DeployClient): Promise<bigint> {
  return deployOnce(client, 'The factory', factoryAddress, factoryInitCode)
}

/**
 * What tasks of a kind are clones of, if it is not there.
 * @returns Gas used.
 * @throws RangeError if there is no such kind; DeployError; viem's errors
 */
export async function deployImplementation(client: DeployClient, kind: TaskKind): Promise<bigint> {
  const found = implementations.find(
    each => each.incentive === kind.incentive && each.model === kind.model,
  )
  if (!found) throw new RangeError(`no implementation for ${kind.incentive} × ${kind.model}`)
  // Each is tens of kilobytes: only what is asked for is loaded.
  const { initCode } = (await import(`../abi/generated/bytecode/${found.contract}.ts`)) as {
    initCode: Hex
  }
  return deployOnce(client, `${kind.incentive} × ${kind.model}`, found.address, initCode)
}

/** Every kind of task that there is. */
export const allKinds: readonly TaskKind[] = implementations
