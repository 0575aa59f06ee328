export { type KnownUseLite, officialEncoders, officialWeights } from '../official.ts'
export type { Projection, WeightFile } from '../spec.ts'
export {
  type InstallOptions,
  type InstallProgress,
  type InstallResult,
  installWeights,
} from './install.ts'
export {
  MissingWeightsError,
  readFrom,
  removeWeights,
  type WeightsState,
  weightsState,
} from './installed.ts'
export {
  mirrorSource,
  officialSource,
  type PickedFile,
  packageSource,
  pickedSource,
  type WeightSource,
} from './sources.ts'
export { CacheWeightStore, type WeightStore } from './store.ts'
export { type Explanation, explainTrouble, type Trouble } from './trouble.ts'
