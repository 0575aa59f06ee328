import { learn, predict } from '../../contracts/client/model.ts'
import type { Model } from '../../contracts/client/models/index.ts'
import {
  type MarginPerceptron,
  vectorCount,
} from '../../contracts/client/models/margin-perceptron.ts'
import type { TailPerceptron } from '../../contracts/client/models/tail-perceptron.ts'
import * as tailPerceptron from '../../contracts/client/models/tail-perceptron.ts'
import type { Encoding } from '../src/types.ts'
import type { FeatureRow } from '../train/logistic.ts'

/** Features with their tail and the number of a label. */
export interface WideRow extends FeatureRow, Pick<Encoding, 'tail'> {}

/** What the trainer contract would hold after one sample after another, from nothing: bit for bit. */
export function learnOnline(rows: readonly FeatureRow[], labels: number): Model {
  let model: Model = emptyModel(rows[0]!.features.length, labels)
  for (const { features, label } of rows) model = learn(model, features, label).model
  return model
}

/** The label the contract would predict. */
export function predictOnline(model: Model, features: Int8Array): number {
  return predict(model, features).label
}

/** `learnOnline` of the trainer with a sparse tail, which refuses texts that say nothing. */
export function learnWide(rows: readonly WideRow[], labels: number): TailPerceptron {
  const dimensions = rows[0]!.features.length
  let model: TailPerceptron = {
    kind: 'tail-perceptron',
    dense: emptyModel(dimensions, labels),
    tail: new Map(),
  }
  for (const row of rows) {
    const sample = sampleOf(row)
    if (tailPerceptron.checkSample(sample, dimensions) !== null) continue
    model = tailPerceptron.update(model, sample, row.label).state
  }
  return model
}

/** The label the contract with a tail would predict. */
export function predictWide(model: TailPerceptron, row: WideRow): number {
  return tailPerceptron.predict(model, sampleOf(row)).label
}

function sampleOf({ features, tail }: WideRow) {
  return { features, ids: [...tail] }
}

function emptyModel(dimensions: number, labels: number): MarginPerceptron {
  const vectors = vectorCount(labels)
  return {
    kind: 'margin-perceptron',
    labels,
    dimensions,
    weights: new Int16Array(vectors * dimensions),
    biases: new Int16Array(vectors),
    samplesSeen: 0,
    halvings: 0,
  }
}
