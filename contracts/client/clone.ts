import { type Address, getContractAddress, type Hex, isAddressEqual, size, slice } from 'viem'

// The proxy of solady's LibClone with immutable arguments: an ERC-1167 proxy whose code ends with
// the arguments. src/Trainer.sol says what they are.
const BEFORE = '0x363d3d373d3d3d363d73'
const AFTER = '0x5af43d82803e903d91602b57fd5bf3'
const ADDRESS_AT = size(BEFORE)
const AFTER_AT = ADDRESS_AT + 20
const ARGUMENTS_AT = AFTER_AT + size(AFTER)

/** What every task of a factory is a clone of: the factory's first creation. */
export function implementationOf(factory: Address): Address {
  return getContractAddress({ from: factory, nonce: 1n })
}

/** The arguments in a clone's code; null if the code is no clone of the implementation. */
export function cloneArguments(code: Hex, implementation: Address): Hex | null {
  if (size(code) <= ARGUMENTS_AT) return null
  if (slice(code, 0, ADDRESS_AT) !== BEFORE) return null
  if (slice(code, AFTER_AT, ARGUMENTS_AT) !== AFTER) return null
  if (!isAddressEqual(slice(code, ADDRESS_AT, AFTER_AT), implementation)) return null
  return slice(code, ARGUMENTS_AT)
}
