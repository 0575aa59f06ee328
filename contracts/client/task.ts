import {
  type Address,
  type Client,
  decodeAbiParameters,
  type Hex,
  isAddress,
  parseAbiParameters,
  size,
  slice,
} from 'viem'
import { getChainId, getCode, readContract } from 'viem/actions'
import { factoryAddress } from '../abi/generated/addresses.ts'
import { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'
import { cloneArguments, implementationOf } from './clone.ts'
import { unpackRules } from './packed.ts'
import type { Task, TaskCard, TrainerRules } from './types.ts'

export type TaskErrorCode =
  /** Not 20 bytes of hexadecimal. */
  | 'not-an-address'
  /** Nothing is deployed there on this network. */
  | 'no-code'
  /** A contract, but not a clone of the trainer we know. */
  | 'not-a-trainer'
  /** A clone, but not one that the factory made and checked. */
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

/** Sizes in bytes that the factory holds creators to. */
const MAX_NAME = 64
const MAX_DESCRIPTION = 512
const MAX_LABEL = 32
const MAX_DEFINITION = 200

/** Argument bytes before the card. */
const HEADER = 96

const headerParameters = parseAbiParameters('uint256 packed, bytes32 encoderId, address creator')
const cardParameters = parseAbiParameters([
  'Card card',
  'struct Card { string name; string description; Label[] labels; }',
  'struct Label { string name; string definition; }',
])

/**
 * Reads a task from its own code, which nobody can change, after checking that the code is a clone of
 * the factory's trainer and that this factory made it.
 * @throws TaskError if it is not; viem's errors if the network fails.
 */
export async function readTask(
  client: Client,
  address: string,
  options: { readonly factory?: Address } = {},
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
  const argumentsHex = cloneArguments(code, implementationOf(factory))
  if (argumentsHex === null) {
    throw new TaskError(
      'not-a-trainer',
      address,
      'The contract at this address is not a Hivemark task of this version.',
    )
  }
  const createdAtBlock = await readCreation(client, factory, address)
  const { card, rules } = decodeArguments(argumentsHex, address)
  return { chainId, address, card, rules, verified: true, createdAtBlock }
}

async function readCreation(client: Client, factory: Address, address: Address): Promise<bigint> {
  const code = await getCode(client, { address: factory })
  const block =
    code === undefined || code === '0x'
      ? 0n
      : await readContract(client, {
          address: factory,
          abi: trainerFactoryAbi,
          functionName: 'createdAt',
          args: [address],
        })
  if (block === 0n) {
    throw new TaskError(
      'not-from-factory',
      address,
      'This contract copies a Hivemark task but was not made by the factory, so its model was never checked.',
    )
  }
  return block
}

function decodeArguments(argumentsHex: Hex, address: Address): Pick<Task, 'card' | 'rules'> {
  try {
    const [packed, encoderId, creator] = decodeAbiParameters(
      headerParameters,
      slice(argumentsHex, 0, HEADER),
    )
    const [card] = decodeAbiParameters(cardParameters, slice(argumentsHex, HEADER))
    const { labels, ...rest } = unpackRules(packed)
    if (card.labels.length !== labels) throw new Error(`${labels} labels, but not in the card`)
    return { card: checkedCard(card), rules: checkedRules({ ...rest, encoderId, creator }) }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new TaskError('malformed', address, `The task does not describe itself: ${reason}`)
  }
}

/** @throws Error on sizes that the factory refuses. */
function checkedCard(card: TaskCard): TaskCard {
  if (card.labels.length < 2 || card.labels.length > 8) throw new Error('2 to 8 labels expected')
  return {
    name: text(card.name, 1, MAX_NAME),
    description: text(card.description, 0, MAX_DESCRIPTION),
    labels: card.labels.map(label => ({
      name: text(label.name, 1, MAX_LABEL),
      definition: text(label.definition, 0, MAX_DEFINITION),
    })),
  }
}

function text(value: string, minimum: number, maximum: number): string {
  const bytes = new TextEncoder().encode(value).length
  // Bytes that are no UTF-8 were decoded to replacement characters of three bytes each.
  if (bytes < minimum || bytes > 3 * maximum) throw new Error(`a text of ${bytes} bytes`)
  return displayable(value)
}

/** Control characters and marks that reorder text could make a label read as another. */
function displayable(value: string): string {
  return value.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}

/** @throws Error on rules that the factory refuses. */
function checkedRules(rules: TrainerRules): TrainerRules {
  const { dimensions, refundWait, sweepWait } = rules
  if (dimensions < 32 || dimensions > 512 || dimensions % 32 !== 0) {
    throw new Error(`${dimensions} dimensions`)
  }
  if (refundWait >= sweepWait || size(rules.encoderId) !== 32) throw new Error('waits out of order')
  return rules
}
