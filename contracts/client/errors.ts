import { type Abi, decodeErrorResult, formatEther, type Hex, isHex } from 'viem'
import { trainerAbi } from '../abi/generated/trainer.ts'
import { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'

export interface Explanation {
  /** The contract's own name of the error. */
  readonly name: string
  readonly message: string
  readonly nextStep: string
}

type AbiError = Extract<Abi[number], { type: 'error' }>

/** Errors of all our contracts. One of the same name and arguments is the same wherever it is declared. */
export const errorAbi: readonly AbiError[] = [...trainerAbi, ...trainerFactoryAbi].filter(
  item => item.type === 'error',
)

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
    const { errorName, args } = decodeErrorResult({ abi: errorAbi, data }) as {
      readonly errorName: string
      readonly args?: Arguments
    }
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

/** What each error means. Errors of several modules that share a name share the text. */
export const texts: { readonly [name: string]: Text } = {
  DeadlinePassed: () => ({
    message: 'The contribution reached the chain too late.',
    nextStep: 'Sign it again; the deposit is quoted anew.',
  }),
  DepositTooHigh: ([price, maximum]) => ({
    message: `The deposit rose to ${ether(price)} while you were signing, above your limit of ${ether(maximum)}. No deposit was taken.`,
    nextStep: 'Sign again with the new deposit, or wait: it falls with time.',
  }),
  PaymentTooLow: ([due, sent]) => ({
    message: `${ether(due)} is due, but only ${ether(sent)} came with the call.`,
    nextStep: 'Sign again with the amount that is due now.',
  }),
  NoEtherPlease: () => ({
    message: 'Ether came with a call that takes none: this task’s deposits are paid in a token.',
    nextStep: 'Send it without ether; let the task spend the token instead.',
  }),
  WrongTokenAmount: ([expected, moved]) => ({
    message: `The token moved ${moved} instead of ${expected}: it takes a fee, or its balances change by themselves.`,
    nextStep: 'Choose a task whose deposits are paid in another token, or in ether.',
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
    message:
      'The model gives this text the same label now, or nearly so: there is nothing to report.',
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
    message: 'This contribution is reported already, by you or by somebody who waits for it.',
    nextStep: 'Nothing to do. If that report falls, it can be reported again.',
  }),
  NotReporter: ([reporter]) => ({
    message: /^0x0{40}$/.test(String(reporter))
      ? 'Nobody has reported this contribution, or the report fell.'
      : `Only ${reporter}, who reported this contribution, can take from it.`,
    nextStep: 'Choose the account that reported it, or report it first.',
  }),
  WrongBatch: ([features, labels]) => ({
    message: `${labels} labels do not fit ${features} bytes of features.`,
    nextStep: 'Give each sample all its features and one label.',
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
  TaskNotOpen: () => ({
    message: 'This task takes no contributions yet: its creator has not stored its whole model.',
    nextStep: 'Try again later, or choose another task.',
  }),
  TaskIsOpen: () => ({
    message: 'This task has its whole starter model already.',
    nextStep: 'Nothing to do.',
  }),
  NotFactory: () => ({
    message: 'Only the factory can set up a task.',
    nextStep: 'Upload the starter model through the factory.',
  }),
  TooManyWords: ([words, maximum]) => ({
    message: `The model has ${maximum} words, not ${words}.`,
    nextStep: 'Check the dimensions and the number of labels.',
  }),
  WrongStarter: () => ({
    message: 'The starter model stored is not the one that the rules name.',
    nextStep: 'Create the task again with the hash of these words.',
  }),
  WeightOutOfRange: ([word]) => ({
    message: `Word ${word} of the starter model holds a weight or a bias outside its bounds.`,
    nextStep: 'Scale the model down and create the task again.',
  }),
  WrongDimensions: ([dimensions]) => ({
    message: `A task takes 32 to 512 features, a multiple of 32, not ${dimensions}.`,
    nextStep: 'Choose other dimensions.',
  }),
  WrongLabelCount: ([labels]) => ({
    message: `${labels} labels are too few or too many: a task has 2 to 8, and some models take fewer.`,
    nextStep: 'Change the labels of the card.',
  }),
  TooManySamples: ([samples]) => ({
    message: `A starter model stands for at most a million samples, not ${samples}.`,
    nextStep: 'Give a smaller number.',
  }),
  WrongUnit: ([exponent]) => ({
    message: `Amounts are counted in at most 10^18 wei, not 10^${exponent}.`,
    nextStep: 'Choose a smaller unit.',
  }),
  WrongTerms: ([field]) => ({
    message: `Rule number ${field} of the incentive is out of its bounds, or does not go with the others.`,
    nextStep: 'See the incentive’s rules for what is allowed.',
  }),
  NoImplementation: ([implementation]) => ({
    message: `There is no contract at ${implementation} to make tasks of.`,
    nextStep: 'Deploy the implementation first.',
  }),
  TaskExists: ([trainer]) => ({
    message: `This very task exists already, at ${trainer}.`,
    nextStep: 'Use it, or choose another salt.',
  }),
  UnknownTask: ([trainer]) => ({
    message: `The factory made no task at ${trainer}.`,
    nextStep: 'Check the address and the network.',
  }),
  NotCreator: ([creator]) => ({
    message: `Only ${creator}, who created the task, can go on uploading its model.`,
    nextStep: 'Choose that account in your wallet.',
  }),
  WrongPlace: ([expected, given]) => ({
    message: `${expected} words of the starter model are stored; the next does not have number ${given}.`,
    nextStep: 'Read the progress and go on from there.',
  }),
  EmptyName: () => ({
    message: 'The task or one of its labels has no name.',
    nextStep: 'Name everything on the card.',
  }),
  TextTooLong: ([length, maximum]) => ({
    message: `A text of the card has ${length} bytes; at most ${maximum} fit.`,
    nextStep: 'Shorten it.',
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
