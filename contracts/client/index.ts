export { trainerAbi } from '../abi/generated/trainer.ts'
export { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'
export {
  type AddedPiece,
  type AddedQuery,
  type AddedSample,
  readAddedSamples,
} from './added-samples.ts'
export * from './calls.ts'
export { decodeCard, encodeCard } from './card.ts'
export { type CheckedModel, readCheckedModel } from './checked-model.ts'
export {
  cloneAddress,
  decodeArguments,
  encodeArguments,
  parseClone,
  type RawRules,
} from './clone.ts'
export {
  type ContributionProgress,
  type ContributionQuery,
  readContributions,
  withRecords,
} from './contributions.ts'
export { type Explanation, explainRevert } from './errors.ts'
export { factoryAddress, listTasks, listTasksOf, type TaskEntry } from './factory.ts'
export * from './features.ts'
export {
  type HeldSample,
  keepsSamples,
  readSampleStates,
  type SampleState,
  withSampleStates,
} from './held-samples.ts'
export {
  type Implementation,
  implementationOf,
  implementations,
  kindOf,
} from './implementations.ts'
export * as bondedChallenge from './incentives/bonded-challenge.ts'
export * as bondedClaims from './incentives/bonded-claims.ts'
export * from './incentives/deposit-refund-take.ts'
export { type DepositTask, isDepositTask, type Terms } from './incentives/index.ts'
export * as points from './incentives/points.ts'
export * as predictionMarket from './incentives/prediction-market.ts'
export {
  averageMargin,
  contrast,
  learn,
  logit,
  predict,
  probabilities,
  unlearn,
  update,
} from './model.ts'
export {
  type MarginPerceptron,
  type Model,
  type NaiveBayes,
  type NearestCentroid,
  type Shape,
  type TailPerceptron,
  twinOf,
} from './models/index.ts'
export * as tailPerceptron from './models/tail-perceptron.ts'
export { joinTail, splitTail, tailContrast } from './models/tail-twin.ts'
export { afterContribution, depositAt, depositForMany, type PriceState } from './price.ts'
export type { Refusal } from './ranges.ts'
export {
  ModelError,
  readModel,
  readRecords,
  readReport,
  readReported,
  readStanding,
} from './read.ts'
export { decodeRecord, depositLeft, isOpen } from './records.ts'
export { sampleFault } from './sample-fault.ts'
export {
  type ContributionState,
  contributionState,
  type Judgement,
  judge,
  judgeSteps,
  reportShare,
  type Standing,
} from './state.ts'
export { type Stats, unpackStats } from './stats.ts'
export { type ReadTaskOptions, readTask, TaskError, type TaskErrorCode } from './task.ts'
export * from './types.ts'
