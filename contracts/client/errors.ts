import { decodeErrorResult, formatEther, type Hex, isHex } from 'viem'
import { trainerAbi } from '../abi/generated/trainer.ts'
import { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'

export interface Explanation {
  /** The contract's own name of the error. */
  readonly name: string
  readonly message: string
  readonly nextStep: string
}

const errorAbi = [
  ...trainerAbi.filter(item => item.type === 'error'),
  ...trainerFactoryAbi.filter(item => item.type === 'error'),
] as const

type Arguments = readonly unknown[]
type Text = (args: Arguments) => Omit<Explanation, 'name'>

/**
 * What one of our contracts meant by reverting.
 * @param error Whatever viem threw (its causes are searched) or raw revert data.
 * @returns null if none of our errors is in it.
 */
export function explainRevert(error: unknown): Explanation | null {
  const data = revertData(error)
  if (data === null) return null
  try {
    const { errorName, args } = decodeErrorResult({ abi: errorAbi, data })
    const text = texts[errorName] ?? unexpected
    return { name: errorName, ...text(args ?? []) }
  } catch {
    return null
  }
}

/** The first thing along the causes that looks like the data of a custom error. */
function revertData(error: unknown): Hex | null {
  const seen = new Set<unknown>()
  const queue: unknown[] = [error]
  while (queue.length > 0) {
    const item = queue.shift()
    if (isHex(item) && item.length >= 10 && item.length % 2 === 0) return item
    if (typeof item !== 'object' || item === null || seen.has(item)) continue
    seen.add(item)
    const { data, raw, cause, error: inner, originalError } = item as Record<string, unknown>
    queue.push(raw, data, cause, inner, originalError)
  }
  return null
}

const unexpected: Text = args => ({
  message: `The contract refused this${args.length > 0 ? ` (${args.map(String).join(', ')})` : ''}.`,
  nextStep: 'Reload the task and try again.',
})

const texts: { readonly [name: string]: Text } = {
  DeadlinePassed: () => ({
    message: 'The contribution reached the chain too late.',
    nextStep: 'Sign it again; the deposit is quoted anew.',
  }),
  DepositTooHigh: ([price, maximum]) => ({
    message: `The deposit rose to ${ether(price)} while you were signing, above your limit of ${ether(maximum)}. No deposit was taken.`,
    nextStep: 'Sign again with the new deposit, or wait: it falls with time.',
  }),
  DepositTooLow: ([price, sent]) => ({
    message: `The deposit is ${ether(price)}, but only ${ether(sent)} came with the contribution.`,
    nextStep: 'Sign again with the new deposit.',
  }),
  SampleExists: () => ({
    message: 'This text already has a contribution with this label.',
    nextStep: 'Nothing to do: the model has learnt it. Another label can still be contributed.',
  }),
  SampleUnknown: () => ({
    message: 'No contribution has this text and label.',
    nextStep: 'Check the network, and reload your deposits.',
  }),
  SampleClosed: ([status]) => ({
    message: `This contribution is settled already: ${settled(status)}.`,
    nextStep: 'Reload your deposits.',
  }),
  TooEarly: ([until]) => ({
    message: 'The waiting time of this contribution is not over.',
    nextStep: `Try again after ${date(until)}.`,
  }),
  NotContributor: ([contributor]) => ({
    message: `Only the contributor, ${contributor}, can have this deposit back.`,
    nextStep: 'Choose that account in your wallet.',
  }),
  ModelDisagrees: () => ({
    message: 'The model gives this text another label now, so the deposit is not refunded now.',
    nextStep: 'Try again later: the model goes on learning until the claim-by date.',
  }),
  ModelAgrees: () => ({
    message: 'The model gives this text the same label now, so there is nothing to report.',
    nextStep: 'Contribute the label you hold right instead.',
  }),
  OwnSample: () => ({
    message: 'You cannot report your own contribution.',
    nextStep: 'Ask for its refund once the model agrees.',
  }),
  NothingValidated: () => ({
    message: 'Only people with at least one refunded contribution of their own can report.',
    nextStep: 'Get one of your own contributions refunded first.',
  }),
  AlreadyReported: () => ({
    message: 'You have reported this contribution already.',
    nextStep: 'Nothing to do: each person reports once.',
  }),
  NothingToWithdraw: () => ({
    message: 'No payment is kept for you.',
    nextStep: 'Check that the right account is chosen in your wallet.',
  }),
  PaymentRefused: () => ({
    message: 'The receiving address refused the payment.',
    nextStep: 'Withdraw to another address.',
  }),
  WrongLength: ([expected, given]) => ({
    message: `This task takes ${expected} features, not ${given}.`,
    nextStep: 'Use the encoder that the task names.',
  }),
  FeatureOutOfRange: () => ({
    message: 'A feature is −128, which no encoder gives.',
    nextStep: 'Use the encoder that the task names.',
  }),
  NormTooLarge: () => ({
    message: 'The features are larger than any encoder gives.',
    nextStep: 'Use the encoder that the task names.',
  }),
  UnknownLabel: ([label, labels]) => ({
    message: `This task has ${labels} labels; there is no label number ${label}.`,
    nextStep: 'Reload the task and choose one of its labels.',
  }),
  NotATask: () => ({
    message: 'The contract at this address is no task.',
    nextStep: 'Check the address.',
  }),
}

function ether(wei: unknown): string {
  return `${formatEther(BigInt(wei as bigint))} ETH`
}

function date(seconds: unknown): string {
  return new Date(Number(seconds) * 1000)
    .toISOString()
    .replace('T', ' ')
    .slice(0, 16)
    .concat(' UTC')
}

function settled(status: unknown): string {
  return { 2: 'refunded', 3: 'taken', 4: 'swept' }[Number(status)] ?? 'closed'
}
