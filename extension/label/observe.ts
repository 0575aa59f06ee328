import { explainRevert, readContributions, type Task } from '@hivemark/contracts'
import {
  type Hex,
  isAddressEqual,
  numberToHex,
  type PublicClient,
  type Transaction,
  TransactionNotFoundError,
  TransactionReceiptNotFoundError,
} from 'viem'
import type { Chain } from '../chain/chain'
import type { Intent } from './intent'
import type { IntentEvent } from './progress'

/** Blocks searched, newest first, for a transaction whose hash the wallet never told us. */
const searchedBlocks = 120n

/** A question that the wallet left unanswered is not followed for ever. */
const longestSilenceMs = 24 * 3_600_000

/**
 * What our own endpoint shows about a call now. Nothing the wallet said is believed: the transaction
 * must be the one that was agreed on, and its success is read from the receipt.
 * @throws what the endpoint throws; the call stays as it was and is looked at again later.
 */
export async function observe(
  chain: Chain,
  task: Task | null,
  intent: Intent,
): Promise<IntentEvent> {
  const { client } = chain
  const [first, head] = await Promise.all([
    client.getBlock({ blockNumber: 0n }),
    client.getBlock({ blockTag: 'latest' }),
  ])
  // Its height proves nothing: endpoints behind one address may lag each other.
  if (first.hash !== intent.departure.genesis) return chainGone
  const known = transactionOf(intent)
  const told = known ? await findTransaction(client, known) : null
  const transaction = told ?? (await searchTransaction(client, task, intent, head.number))
  if (!transaction) return notFound(client, intent, head.timestamp)
  const changed = difference(transaction, intent)
  if (changed && (told || !fulfils(transaction, intent))) return tampered(changed, transaction.hash)
  return describeTransaction(chain, intent, transaction, head.number)
}

/**
 * Whether a transaction found by its sample does what was agreed, though not to the letter: when the
 * wallet was asked twice, the answer may be to the first question, with another time limit.
 */
function fulfils(transaction: Transaction, { purpose, from, call }: Intent): boolean {
  return (
    purpose.kind === 'submit' &&
    isAddressEqual(transaction.from, from) &&
    transaction.to !== null &&
    isAddressEqual(transaction.to, call.to) &&
    transaction.value <= call.value
  )
}

/** What differs between a transaction and the call that was agreed on; `null` if nothing does. */
export function difference(
  transaction: Pick<Transaction, 'from' | 'to' | 'value' | 'input'>,
  intent: Pick<Intent, 'from' | 'call'>,
): string | null {
  const same = (a: string | null, b: string) => a?.toLowerCase() === b.toLowerCase()
  if (!same(transaction.from, intent.from)) return 'the account it is sent from'
  if (!same(transaction.to, intent.call.to)) return 'the contract it goes to'
  if (transaction.value !== intent.call.value) return 'the amount'
  if (!same(transaction.input, intent.call.data)) return 'what it asks the contract to do'
  return null
}

async function describeTransaction(
  chain: Chain,
  intent: Intent,
  transaction: Transaction,
  head: bigint,
): Promise<IntentEvent> {
  const { hash, nonce } = transaction
  const receipt = await findReceipt(chain.client, hash)
  if (!receipt) return { kind: 'pending', transaction: hash, nonce }
  if (receipt.status === 'reverted')
    return {
      kind: 'reverted',
      transaction: hash,
      ...(await revertReason(chain.client, intent, receipt.blockNumber)),
    }
  return {
    kind: 'included',
    transaction: hash,
    nonce,
    block: receipt.blockNumber,
    gasUsed: receipt.gasUsed,
    confirmations: Number(head - receipt.blockNumber) + 1,
    needed: chain.network.confirmations,
  }
}

function transactionOf(intent: Intent): Hex | null {
  const { progress } = intent
  return progress.kind === 'sent' || progress.kind === 'included' ? progress.transaction : null
}

async function findTransaction(client: PublicClient, hash: Hex): Promise<Transaction | null> {
  return client.getTransaction({ hash }).catch(error => {
    if (error instanceof TransactionNotFoundError) return null
    throw error
  })
}

async function findReceipt(client: PublicClient, hash: Hex) {
  return client.getTransactionReceipt({ hash }).catch(error => {
    if (error instanceof TransactionReceiptNotFoundError) return null
    throw error
  })
}

/** The same call under a hash that we were not told: signed after the page closed, or sped up in the wallet. */
async function searchTransaction(
  client: PublicClient,
  task: Task | null,
  intent: Intent,
  head: bigint,
): Promise<Transaction | null> {
  const sentNow = await client.getTransactionCount({ address: intent.from, blockTag: 'latest' })
  if (sentNow <= intent.departure.nonce) return null
  const hash = task && (await contributionHash(client, task, intent, head))
  if (hash) return findTransaction(client, hash)
  return searchBlocks(client, intent, head)
}

async function contributionHash(
  client: PublicClient,
  task: Task,
  intent: Intent,
  head: bigint,
): Promise<Hex | null> {
  if (intent.purpose.kind !== 'submit') return null
  const contributions = await readContributions(client, task, {
    contributor: intent.from,
    fromBlock: intent.departure.block,
    toBlock: head,
  })
  return contributions.find(each => each.key === intent.sampleKey)?.transaction ?? null
}

async function searchBlocks(
  client: PublicClient,
  intent: Intent,
  head: bigint,
): Promise<Transaction | null> {
  const oldest =
    head - searchedBlocks > intent.departure.block ? head - searchedBlocks : intent.departure.block
  for (let number = head; number > oldest; number--) {
    const block = await client.getBlock({ blockNumber: number, includeTransactions: true })
    const found = block.transactions.find(each => difference(each, intent) === null)
    if (found) return found
  }
  return null
}

async function notFound(
  client: PublicClient,
  intent: Intent,
  chainTime: bigint,
): Promise<IntentEvent> {
  const { deadline } = intent.departure
  if (deadline !== null && chainTime > BigInt(deadline)) return expired
  const { progress } = intent
  if (progress.kind === 'awaiting-signature' && Date.now() - intent.createdAt > longestSilenceMs)
    return silence
  if (progress.kind !== 'sent' || progress.nonce === null) return { kind: 'unseen' }
  const sentNow = await client.getTransactionCount({ address: intent.from, blockTag: 'latest' })
  return sentNow > progress.nonce ? cancelled : { kind: 'unseen' }
}

async function revertReason(client: PublicClient, intent: Intent, block: bigint) {
  const { to, data, value } = intent.call
  try {
    // Not `client.call`: on a revert it loads more code, which a service worker must not.
    await client.request({
      method: 'eth_call',
      params: [{ from: intent.from, to, data, value: numberToHex(value) }, numberToHex(block - 1n)],
    })
  } catch (error) {
    const reason = explainRevert(error)
    if (reason) return { message: reason.message, nextStep: reason.nextStep }
  }
  return {
    message:
      'The contract refused the transaction; by the time it was included things had changed.',
    nextStep: 'Only the network fee was spent. Check the figures again and try once more.',
  }
}

function tampered(what: string, hash: Hex): IntentEvent {
  return {
    kind: 'failed',
    message: `The wallet or page changed the transaction: ${what} is not what you agreed to here (${hash}).`,
    nextStep:
      'Do not use this wallet or page again before you know why. Look the transaction up in a block explorer; your draft is kept.',
  }
}

const chainGone: IntentEvent = {
  kind: 'gone',
  message:
    'The chain this was sent to is gone: the endpoint now serves a chain that started afresh.',
  nextStep: 'Nothing of it remains there. Your draft is kept; submit it again when you are ready.',
}

const silence: IntentEvent = {
  kind: 'gone',
  message: 'The wallet never gave an answer that reached the chain.',
  nextStep: 'Your deposits show what is on the chain. Start again when you are ready.',
}

const expired: IntentEvent = {
  kind: 'gone',
  message: 'The time limit passed before the transaction was included; it can no longer succeed.',
  nextStep: 'No deposit was taken. Your draft is kept; submit it again when you are ready.',
}

const cancelled: IntentEvent = {
  kind: 'gone',
  message: 'The wallet sent another transaction in its place: it was cancelled or replaced there.',
  nextStep: 'No deposit was taken. Your draft is kept; submit it again when you are ready.',
}
