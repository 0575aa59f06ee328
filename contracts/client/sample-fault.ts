import { checkFeatures, type FeatureFault } from './features.ts'
import { checkSample, type TailFault } from './models/tail-perceptron.ts'
import { splitTail } from './models/tail-twin.ts'
import type { Task } from './types.ts'

/**
 * Why a task's contract would refuse a sample, before any gas is spent; null if it takes it.
 * @param features The sample's row; for a model with a tail, `joinTail`'s.
 */
export function sampleFault(
  { kind, rules }: Pick<Task, 'kind' | 'rules'>,
  features: Int8Array,
): FeatureFault | TailFault | null {
  const { dimensions } = rules
  return kind.model === 'tail-perceptron'
    ? checkSample(splitTail(features, dimensions), dimensions)
    : checkFeatures(features, dimensions)
}
