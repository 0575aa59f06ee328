import { learn, predict } from '../../contracts/client/model.ts'
import type { Model } from '../../contracts/client/models/index.ts'
import { vectorCount } from '../../contracts/client/models/margin-perceptron.ts'
import type { FeatureRow } from '../train/logistic.ts'

/** What the trainer contract would hold after one sample after another, from nothing: bit for bit. */
export function learnOnline(rows: readonly FeatureRow[], labels: number): Model {
  const dimensions = rows[0]!.features.length
  const vectors = vectorCount(labels)
  let model: Model = {
    kind: 'margin-perceptron',
    labels,
    dimensions,
    weights: new Int16Array(vectors * dimensions),
    biases: new Int16Array(vectors),
    samplesSeen: 0,
    halvings: 0,
  }
  for (const { features, label } of rows) model = learn(model, features, label).model
  return model
}

/** The label the contract would predict. */
export function predictOnline(model: Model, features: Int8Array): number {
  return predict(model, features).label
}
