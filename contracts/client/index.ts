export { trainerAbi } from '../abi/generated/trainer.ts'
export { trainerFactoryAbi } from '../abi/generated/trainer-factory.ts'
export * from './calls.ts'
export {
  type ContributionProgress,
  type ContributionQuery,
  readContributions,
} from './contributions.ts'
export { type Explanation, explainRevert } from './errors.ts'
export { factoryAddress, listTasks, type TaskEntry } from './factory.ts'
export * from './features.ts'
export { contrast, logit, predict, probabilities, update, vectorCount } from './model.ts'
export { decodeRecord, packWeights, unpackModel, unpackStats, unpackWeights } from './packed.ts'
export { depositAt } from './price.ts'
export { ModelError, readModel, readRecords, readReported, readStanding } from './read.ts'
export { contributionState, depositLeft, reportShare, type Standing } from './state.ts'
export { readTask, TaskError, type TaskErrorCode } from './task.ts'
export * from './types.ts'
