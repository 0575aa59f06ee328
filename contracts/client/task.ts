import { type Address, type Client, type Hex, isAddress, isAddressEqual } from 'viem'
import { getChainId, getCode, readContract } from 'viem/actions'
import { factoryAddress } from '../abi/generated/addresses.ts'
import { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'
import { cloneAddress, decodeArguments, parseClone } from './clone.ts'
import { type Implementation, implementations, kindOf } from './implementations.ts'
import { readTerms } from './incentives/index.ts'
import type { Task, TaskKind } from './types.ts'

export type TaskErrorCode =
  /** Not 20 bytes of hexadecimal. */
  | 'not-an-address'
  /** Nothing is deployed there on this network. */
  | 'no-code'
  /** A contract, but not a clone of an implementation that we know. */
  | 'not-a-trainer'
  /** The address does not follow from what the code says: another factory made it, or the node lies. */
  | 'not-from-factory'
  /** What the clone says of itself cannot be. */
  | 'malformed'

/** An address is no task that can be trusted. Failures of the network are viem's own errors. */
export class TaskError extends Error {
  override readonly name = 'TaskError'

  constructor(
    readonly code: TaskErrorCode,
    readonly address: string,
    message: string,
  ) {
    super(message)
  }
}

export interface ReadTaskOptions {
  /** Default: the factory of this version. */
  readonly factory?: Address
  /** What tasks may be clones of; default: what this version knows. */
  readonly implementations?: readonly Implementation[]
}

/**
 * Reads a task from its own code, which nobody can change, and proves it: the address must be the one
 * that the factory gives to these rules, this card and an implementation that we know. A node that
 * swaps a label or a price is found out.
 * @throws TaskError if it is no such task; viem's errors if the network fails.
 */
export async function readTask(
  client: Client,
  address: string,
  options: ReadTaskOptions = {},
): Promise<Task> {
  const factory = options.factory ?? factoryAddress
  if (!isAddress(address, { strict: false })) {
    throw new TaskError('not-an-address', address, 'This is not the address of a contract.')
  }
  const [chainId, code] = await Promise.all([getChainId(client), getCode(client, { address })])
  if (code === undefined || code === '0x') {
    throw new TaskError(
      'no-code',
      address,
      `There is no contract at this address on network ${chainId}. Check the address and the network.`,
    )
  }
  const { kind, argumentsHex } = provenClone(code, address, factory, options.implementations)
  const createdAtBlock = await readCreation(client, factory, address)
  const described = describe(kind, argumentsHex, address)
  return { chainId, address, kind, ...described, verified: true, createdAtBlock }
}

function provenClone(
  code: Hex,
  address: Address,
  factory: Address,
  known: readonly Implementation[] = implementations,
): { readonly kind: TaskKind; readonly argumentsHex: Hex } {
  const clone = parseClone(code)
  const kind = clone && kindOf(clone.implementation, known)
  if (clone === null || kind === null) {
    throw new TaskError(
      'not-a-trainer',
      address,
      'The contract at this address is not a Hivemark task of this version.',
    )
  }
  if (!isAddressEqual(cloneAddress(factory, clone), address)) {
    throw new TaskError(
      'not-from-factory',
      address,
      'This contract looks like a Hivemark task, but its address is not the one that the factory gives to a task with these rules and labels.',
    )
  }
  return { kind, argumentsHex: clone.arguments }
}

/** The block in which the factory made the task: from here on a node can only lie about the time. */
async function readCreation(client: Client, factory: Address, address: Address): Promise<bigint> {
  const block = await readContract(client, {
    address: factory,
    abi: trainerFactoryAbi,
    functionName: 'createdAt',
    args: [address],
  })
  if (block === 0n) {
    throw new TaskError(
      'not-from-factory',
      address,
      'This contract looks like a Hivemark task, but the factory does not list it.',
    )
  }
  return block
}

function describe(
  kind: TaskKind,
  argumentsHex: Hex,
  address: Address,
): Pick<Task, 'card' | 'rules'> {
  try {
    const { rules, card } = decodeArguments(argumentsHex)
    return {
      card,
      rules: { ...rules, terms: readTerms(kind.incentive, rules.terms, rules.unit) },
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new TaskError('malformed', address, `The task does not describe itself: ${reason}`)
  }
}
