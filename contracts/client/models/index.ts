import type { Stats } from '../stats.ts'
import type { ModelName } from '../types.ts'
import type { MarginPerceptron, Shape } from './margin-perceptron.ts'
import * as marginPerceptron from './margin-perceptron.ts'
import type { NaiveBayes } from './naive-bayes.ts'
import * as naiveBayes from './naive-bayes.ts'
import type { NearestCentroid } from './nearest-centroid.ts'
import * as nearestCentroid from './nearest-centroid.ts'
import type { TailPerceptron } from './tail-perceptron.ts'
import * as tailPerceptron from './tail-twin.ts'

export type { MarginPerceptron, NaiveBayes, NearestCentroid, Shape, TailPerceptron }

/** A model copied from the chain; `kind` says by which rule it learns. */
export type Model = MarginPerceptron | TailPerceptron | NearestCentroid | NaiveBayes

/** What the client knows of a model's rule; everything equals the contract's, integer by integer. */
export interface Twin<M> {
  /** Storage words of a model. */
  wordCount(shape: Shape): number
  unpack(words: readonly bigint[], stats: Stats, shape: Shape): M
  /** One score per label. */
  scores(model: M, features: Int8Array): number[]
  /** The difference of scores that stands for one logit. */
  logit(model: M): number
  /** By how much a logit says too little of how sure one may be, measured; 1 if absent. */
  readonly temperature?: number
  /** The model after a sample, and what `unlearn` needs to take it out again. */
  learn(
    model: M,
    features: Int8Array,
    label: number,
  ): { readonly model: M; readonly lesson: number }
  unlearn(model: M, features: Int8Array, label: number, lesson: number): M
  /** What speaks for one label against another, feature by feature; to explain a prediction with. */
  contrast(model: M, label: number, rival: number): Int32Array
}

/** A model is added here, and to `Model` above. */
const twins: { readonly [name in ModelName]?: Twin<Model> } = {
  'margin-perceptron': forItsKind<MarginPerceptron>(marginPerceptron),
  'tail-perceptron': forItsKind<TailPerceptron>(tailPerceptron),
  'nearest-centroid': forItsKind<NearestCentroid>(nearestCentroid),
  'naive-bayes': forItsKind<NaiveBayes>(naiveBayes),
}

/** The rule of a model; null if this version has no copy of it. */
export function twinOf(name: ModelName): Twin<Model> | null {
  return twins[name] ?? null
}

/** A model's `kind` chooses its twin, so that none is ever given another's model. */
function forItsKind<M extends Model>(twin: Twin<M>): Twin<Model> {
  return twin as unknown as Twin<Model>
}
