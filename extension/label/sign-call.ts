import { type Call, explainRevert, type Task } from '@hivemark/contracts'
import { type Address, type Hex, isAddressEqual, type PublicClient } from 'viem'
import { assertTaskOn, type Chain } from '../chain/chain'
import { taskKey } from '../tasks/known-task'
import { amountText, shortHex } from '../ui/format'
import { assertOnNetwork, connectAccounts, sendCall } from '../wallet/ask'
import { WalletError } from '../wallet/problem'
import type { Wallet } from '../wallet/wallet'
import { readChainClock } from './chain-clock'
import type { Intent, Purpose } from './intent'
import { beginIntent, recordEvent } from './intents'
import { estimateFee } from './quote'
import { TroubleError } from './trouble'

/** A call that the person has read about and wants to make. */
export interface Plan {
  readonly task: Task
  readonly purpose: Purpose
  readonly sampleKey: Hex | null
  readonly features: Int8Array
  /** Built when the account is known, since a withdrawal names it. */
  readonly callFor: (from: Address) => Call
  /** Seconds of chain time after which the call lapses; `null` when it never does. */
  readonly deadline: number | null
  /** The text, to be remembered as one's own; `null` when it is not known here. */
  readonly text: string | null
  /** The only account that can make the call; `null` for any. */
  readonly account: Address | null
}

/** What is being waited for. */
export type Stage = 'connecting' | 'checking' | 'asking'

/**
 * Takes a call through the wallet: connects, checks the network, tries the call on our own endpoint,
 * writes it down, and only then asks for the signature. Returns the intent as it is afterwards; when
 * the wallet's answer got lost on the way, that is still `awaiting-signature` and the chain will tell.
 * @throws WalletError, TroubleError, or what the endpoint throws; nothing was signed then.
 */
export async function signCall(
  wallet: Wallet,
  chain: Chain,
  plan: Plan,
  onStage: (stage: Stage) => void,
): Promise<Intent> {
  assertTaskOn(chain, plan.task)
  onStage('connecting')
  const from = pickAccount(await connectAccounts(wallet), plan.account)
  await assertOnNetwork(wallet, chain.network)
  onStage('checking')
  const call = plan.callFor(from)
  const [gas, clock, nonce] = await Promise.all([
    rehearse(chain, call, from),
    readChainClock(chain.client),
    chain.client.getTransactionCount({ address: from, blockTag: 'latest' }),
  ])
  // Again: the wallet may have moved meanwhile, or the person stopped waiting.
  await assertOnNetwork(wallet, chain.network)
  const { genesis, block } = clock
  const departure = { genesis, block, nonce, deadline: plan.deadline }
  const { task, purpose, sampleKey, features, text } = plan
  const intent = await beginIntent(
    {
      chainId: task.chainId,
      taskKey: taskKey(task),
      sampleKey,
      features,
      purpose,
      from,
      call,
      departure,
    },
    text,
  )
  onStage('asking')
  return ask(wallet, intent, gas)
}

async function ask(wallet: Wallet, intent: Intent, gas: bigint): Promise<Intent> {
  try {
    const transaction = await sendCall(wallet, intent.from, intent.call, gas)
    return (await recordEvent(intent.id, { kind: 'signed', transaction })) ?? intent
  } catch (error) {
    if (error instanceof WalletError && answerIsLost(error)) return intent
    if (error instanceof WalletError && error.problem.kind === 'rejected') {
      await recordEvent(intent.id, { kind: 'rejected', message: error.message })
    } else {
      const message = error instanceof Error ? error.message : String(error)
      const nextStep = 'Nothing was signed, as far as the wallet says. Try again.'
      await recordEvent(intent.id, { kind: 'failed', message, nextStep })
    }
    throw error
  }
}

/** The question reached the wallet and no clear answer came back: it may have been approved. */
function answerIsLost(error: WalletError): boolean {
  const { kind } = error.problem
  return kind === 'disconnected' || kind === 'tab-gone' || kind === 'garbage'
}

function pickAccount(shared: readonly [Address, ...Address[]], needed: Address | null): Address {
  if (needed === null) return shared[0]
  const found = shared.find(each => isAddressEqual(each, needed))
  if (found) return found
  throw new TroubleError({
    name: null,
    title: `This deposit belongs to ${shortHex(needed)}, the wallet shares ${shortHex(shared[0])}`,
    nextStep: `Choose the account ${needed} in the wallet, then try again.`,
  })
}

/**
 * Runs the call on our own endpoint first, so that what the contract would refuse is never signed.
 * @returns a gas limit with room for the model to have moved by then.
 */
async function rehearse(chain: Chain, call: Call, from: Address): Promise<bigint> {
  const { client, network } = chain
  const { value } = call
  const [balance, fee] = await Promise.all([
    client.getBalance({ address: from }),
    estimateFee(client, call, from),
  ])
  if (balance < value + fee.most) {
    throw new TroubleError({
      name: 'balance',
      title: `${shortHex(from)} has ${amountText(balance, network.currency)}, and this needs up to ${amountText(value + fee.most, network.currency)}`,
      nextStep: 'Choose another account in the wallet, or lower the most you would deposit.',
    })
  }
  await tryCall(client, call, from)
  return fee.limit
}

/** As of the next block where the endpoint can, since waits end and prices fall with time. */
async function tryCall(client: PublicClient, call: Call, from: Address): Promise<void> {
  const { to, data, value } = call
  try {
    await client.call({ account: from, to, data, value, blockTag: 'pending' })
  } catch (error) {
    if (explainRevert(error)) throw error
    await client.call({ account: from, to, data, value })
  }
}
