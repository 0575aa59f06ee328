import { type Address, isAddressEqual } from 'viem'
import { implementations as ofFactory } from '../abi/generated/addresses.ts'
import type { TaskKind } from './types.ts'

/** A contract that tasks are clones of. */
export interface Implementation extends TaskKind {
  readonly address: Address
}

/** The implementations of `factoryAddress` that this version knows. */
export const implementations: readonly Implementation[] = ofFactory

/** What a task is that is a clone of the contract at an address; null if that is none we know. */
export function kindOf(
  address: Address,
  known: readonly Implementation[] = implementations,
): TaskKind | null {
  const found = known.find(each => isAddressEqual(each.address, address))
  return found ? { incentive: found.incentive, model: found.model } : null
}

/** Where the implementation of a kind is. @throws RangeError if there is none */
export function implementationOf(
  kind: TaskKind,
  known: readonly Implementation[] = implementations,
): Address {
  const found = known.find(each => each.incentive === kind.incentive && each.model === kind.model)
  if (!found) throw new RangeError(`no implementation for ${kind.incentive} × ${kind.model}`)
  return found.address
}
