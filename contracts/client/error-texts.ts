import { formatEther } from 'viem'

/** What an error means, for people. */
export interface Meaning {
  readonly message: string
  readonly nextStep: string
}

/** From an error's arguments to its meaning. */
export type ErrorText = (args: readonly unknown[]) => Meaning

/** What each error means. Errors of several modules that share a name share the text. */
export const errorTexts: { readonly [name: string]: ErrorText } = {
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

  // Points.
  SampleCounted: () => ({
    message: 'This contribution has its point already.',
    nextStep: 'Nothing to do.',
  }),
  TooMany: ([from]) => ({
    message: 'More contributions came than this task takes at a time.',
    nextStep: `The next one fits in after ${date(from)}.`,
  }),
  NoTokenPlease: () => ({
    message: 'A task without deposits names no token.',
    nextStep: 'Create it with the zero address for its token.',
  }),

  // Bonded challenges.
  ClaimExists: () => ({
    message: 'This text has a label already.',
    nextStep: 'Challenge that label if you hold it wrong.',
  }),
  ClaimUnknown: () => ({
    message: 'This text has no label yet.',
    nextStep: 'Check the network, or be the first to label it.',
  }),
  ClaimClosed: () => ({
    message: 'The label of this text is settled.',
    nextStep: 'Nothing to do.',
  }),
  AlreadyFinal: ([since]) => ({
    message: `Nobody challenged the last label in time: it is final since ${date(since)}.`,
    nextStep: 'Settle it, so that the bonds are paid out.',
  }),
  InArbitration: () => ({
    message: 'The arbitrator has this label, or has decided it.',
    nextStep: 'Wait for the ruling; then it can be settled.',
  }),
  SameLabel: () => ({
    message: 'The text has this very label now.',
    nextStep: 'Challenge with another label, or not at all.',
  }),
  BondTooLow: ([least, given]) => ({
    message: `The bond must be at least ${least} of the task’s units, not ${given}.`,
    nextStep: 'Raise it.',
  }),
  BondTooHigh: ([most, given]) => ({
    message: `The bond can be at most ${most} of the task’s units, not ${given}.`,
    nextStep: 'Lower it.',
  }),
  BondMoved: ([bond]) => ({
    message: `Somebody raised before you: the bond is ${bond} of the task’s units now, above your limit.`,
    nextStep: 'Look at the new label, and decide anew.',
  }),
  WrongHistory: () => ({
    message: 'These are not the stakes that were made on this label.',
    nextStep: 'Read them from the chain again.',
  }),
  NoArbitrator: () => ({
    message: 'This task has no arbitrator.',
    nextStep: 'Challenge the label with a higher bond instead.',
  }),
  TooFewChallenges: ([needed, made]) => ({
    message: `The arbitrator can be asked after ${needed} challenges; there were ${made}.`,
    nextStep: 'Challenge the label instead.',
  }),
  WrongArbitrationCost: ([cost, sent]) => ({
    message: `Asking the arbitrator costs exactly ${ether(cost)}, not ${ether(sent)}.`,
    nextStep: 'Sign again with that amount.',
  }),
  NotArbitrator: ([arbitrator]) => ({
    message: `Only the arbitrator ${arbitrator} decides this.`,
    nextStep: 'Wait for the ruling.',
  }),
  DisputeExists: ([dispute]) => ({
    message: `The arbitrator gave dispute number ${dispute} twice.`,
    nextStep: 'Do not rely on this arbitrator; choose another task.',
  }),
  DisputeUnknown: ([dispute]) => ({
    message: `No dispute of number ${dispute} waits for a ruling.`,
    nextStep: 'Nothing to do: it was decided, or its time is over.',
  }),
  UnknownRuling: ([ruling, most]) => ({
    message: `A ruling is 0 or a label’s number plus 1, at most ${most}, not ${ruling}.`,
    nextStep: 'Rule again with one of these.',
  }),

  // The prediction market.
  WrongPhase: () => ({
    message: 'The market is in another phase now.',
    nextStep: 'Reload it to see what can be done.',
  }),
  ModelTooLarge: ([words, maximum]) => ({
    message: `The model has ${words} words; a market can set back at most ${maximum}.`,
    nextStep: 'Create the task with fewer features or labels.',
  }),
  NotProvider: ([provider]) => ({
    message: `Only ${provider}, who created the task, can do this.`,
    nextStep: 'Choose that account in your wallet.',
  }),
  WrongPartCount: ([expected, given]) => ({
    message: `The test set has ${expected} parts here, not ${given}.`,
    nextStep: 'Give as many as the rules say.',
  }),
  DrawTooEarly: ([block]) => ({
    message: `Block ${block}, which draws the parts to reveal, is not there yet.`,
    nextStep: 'Try again after that block.',
  }),
  PartUnknown: ([index]) => ({
    message: `The test set has no part number ${index}.`,
    nextStep: 'Check the number.',
  }),
  PartNotDue: ([index]) => ({
    message: `Part ${index} is not to be revealed now.`,
    nextStep: 'Reveal the parts that are drawn first, and the hidden ones at the end.',
  }),
  PartKnown: ([index]) => ({
    message: `Part ${index} is revealed already.`,
    nextStep: 'Nothing to do.',
  }),
  WrongPart: ([index]) => ({
    message: `These bytes are not part ${index} as the provider committed to it.`,
    nextStep: 'Check the samples, their order and the salt.',
  }),
  MalformedPart: ([samples]) => ({
    message: `The part does not hold ${samples} whole samples.`,
    nextStep: 'Check the lengths of features and labels.',
  }),
  PartTooLarge: ([size, maximum]) => ({
    message: `A part has at most ${maximum} bytes, not ${size}.`,
    nextStep: 'Make more and smaller parts.',
  }),
  NothingGiven: () => ({
    message: 'No commitments were given.',
    nextStep: 'Give at least one.',
  }),
  TooManyContributions: ([maximum]) => ({
    message: `The market takes at most ${maximum} contributions.`,
    nextStep: 'Wait for another market.',
  }),
  AlreadyRevealed: ([index]) => ({
    message: `Contribution ${index} is revealed already.`,
    nextStep: 'Nothing to do.',
  }),
  WrongReveal: ([index]) => ({
    message: `Text, label, salt or account are not those that contribution ${index} committed to.`,
    nextStep: 'Choose the account that committed, and the values it kept.',
  }),
  WrongFeatures: ([index]) => ({
    message: `These are not the features of contribution ${index}, which is next.`,
    nextStep: 'Read the contributions again and go on in their order.',
  }),
  TooManyFeatures: ([used, given]) => ({
    message: `This step uses the features of ${used} contributions, not ${given}.`,
    nextStep: 'Give only those.',
  }),
  NothingToDo: () => ({
    message: 'The computation needs the next contribution’s features to go on.',
    nextStep: 'Give them, and ask for at least one step.',
  }),
  NotRevealed: ([index]) => ({
    message: `There is no contribution ${index}, or it was not revealed in time, so that its stake is lost.`,
    nextStep: 'Nothing to do.',
  }),
  AlreadyPaid: ([index]) => ({
    message: `Contribution ${index} is paid already.`,
    nextStep: 'Nothing to do.',
  }),

  // The sparse tail.
  IdOutOfRange: ([id, buckets]) => ({
    message: `A word id is below ${buckets}, not ${id}.`,
    nextStep: 'Use the encoder that the task names.',
  }),
  IdsNotAscending: () => ({
    message: 'Word ids must ascend, none twice.',
    nextStep: 'Use the encoder that the task names.',
  }),
  NormTooSmall: () => ({
    message: 'The features are smaller than any encoder gives of a text with words.',
    nextStep: 'Use the encoder that the task names.',
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
