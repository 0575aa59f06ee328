import {
  type Address,
  concat,
  encodePacked,
  getAddress,
  getCreate2Address,
  type Hex,
  keccak256,
  numberToHex,
  size,
  slice,
  toHex,
  zeroHash,
} from 'viem'
import { bits } from './bits.ts'
import { decodeCard, encodeCard } from './card.ts'
import type { TaskCard, TaskRules } from './types.ts'

// The proxy of solady's LibClone with immutable arguments: an ERC-1167 proxy whose code ends with
// the arguments. src/Trainer.sol says what they are.
const BEFORE = '0x363d3d373d3d3d363d73'
const AFTER = '0x5af43d82803e903d91602b57fd5bf3'
const ADDRESS_AT = size(BEFORE)
const AFTER_AT = ADDRESS_AT + 20
const ARGUMENTS_AT = AFTER_AT + size(AFTER)

/** Argument bytes before the card. */
const HEADER = 188

/** What the code of a clone says. */
export interface Clone {
  readonly implementation: Address
  readonly arguments: Hex
}

/** A clone's rules as the code holds them; what `terms` mean the incentive knows. */
export interface RawRules extends Omit<TaskRules, 'terms'> {
  readonly terms: readonly [bigint, bigint]
}

/** Implementation and arguments from a clone's code; null if it is no clone with arguments. */
export function parseClone(code: Hex): Clone | null {
  if (size(code) <= ARGUMENTS_AT) return null
  if (slice(code, 0, ADDRESS_AT) !== BEFORE) return null
  if (slice(code, AFTER_AT, ARGUMENTS_AT) !== AFTER) return null
  return {
    implementation: getAddress(slice(code, ADDRESS_AT, AFTER_AT)),
    arguments: slice(code, ARGUMENTS_AT),
  }
}

/**
 * Where a factory puts a clone. The address commits to factory, implementation and arguments, so a
 * contract at it has these and no others, whatever a node says.
 */
export function cloneAddress(factory: Address, clone: Clone): Address {
  const length = ARGUMENTS_AT + size(clone.arguments)
  const initCode = concat([
    '0x61',
    numberToHex(length, { size: 2 }),
    '0x3d81600a3d39f3',
    BEFORE,
    clone.implementation,
    AFTER,
    clone.arguments,
  ])
  return getCreate2Address({ from: factory, salt: zeroHash, bytecodeHash: keccak256(initCode) })
}

/** Rules and card as a clone's arguments. */
export function encodeArguments(rules: RawRules, card: TaskCard): Hex {
  const unitExponent = rules.unit.toString().length - 1
  const packed =
    BigInt(rules.token) |
    (BigInt(rules.dimensions) << 160n) |
    (BigInt(card.labels.length) << 176n) |
    (BigInt(unitExponent) << 184n) |
    (BigInt(rules.samplesSeen) << 192n)
  return encodePacked(
    ['uint256', 'uint256', 'uint256', 'bytes32', 'bytes32', 'address', 'uint64', 'bytes'],
    [
      packed,
      ...rules.terms,
      rules.encoderId,
      rules.starter,
      rules.creator,
      rules.salt,
      encodeCard(card),
    ],
  )
}

/**
 * The reverse of `encodeArguments`.
 * @throws Error on what no task can have
 */
export function decodeArguments(argumentsHex: Hex): {
  readonly rules: RawRules
  readonly card: TaskCard
} {
  if (size(argumentsHex) <= HEADER) throw new Error('too short')
  const word = (at: number) => slice(argumentsHex, at, at + 32)
  const packed = BigInt(word(0))
  const dimensions = bits(packed, 160, 16)
  const unitExponent = bits(packed, 184, 8)
  if (dimensions < 32 || dimensions > 512 || dimensions % 32 !== 0) {
    throw new Error(`${dimensions} dimensions`)
  }
  if (unitExponent > 18) throw new Error(`a unit of 10^${unitExponent}`)
  return {
    rules: {
      token: getAddress(toHex(packed & ((1n << 160n) - 1n), { size: 20 })),
      dimensions,
      unit: 10n ** BigInt(unitExponent),
      samplesSeen: bits(packed, 192, 32),
      terms: [BigInt(word(32)), BigInt(word(64))],
      encoderId: word(96),
      starter: word(128),
      creator: getAddress(slice(argumentsHex, 160, 180)),
      salt: BigInt(slice(argumentsHex, 180, HEADER)),
    },
    card: decodeCard(slice(argumentsHex, HEADER), bits(packed, 176, 8)),
  }
}
