import type { IncentiveName, ModelName, TaskKind } from '../client/types.ts'

/** A contract that tasks can be clones of, as it is named in the sources. */
export interface ImplementationSource extends TaskKind {
  readonly contract: string
  /** Its file in src/tasks/, without ending. */
  readonly file: string
}

/** One combination is one contract: the incentive's name, then the model's. */
const incentives: readonly (readonly [IncentiveName, string])[] = [
  ['deposit-refund-take', 'DepositRefundTake'],
  ['points', 'Points'],
  ['bonded-challenge', 'BondedChallenge'],
  ['prediction-market', 'PredictionMarket'],
]

const models: readonly (readonly [ModelName, string])[] = [
  ['margin-perceptron', 'Perceptron'],
  ['tail-perceptron', 'TailPerceptron'],
  ['nearest-centroid', 'Centroid'],
  ['naive-bayes', 'Bayes'],
]

/** What tasks can be made of. A market starts its model anew with every round, which no tail allows. */
export const implementationSources: readonly ImplementationSource[] = incentives.flatMap(
  ([incentive, first]) =>
    models
      .filter(([model]) => incentive !== 'prediction-market' || model !== 'tail-perceptron')
      .map(([model, second]) => ({
        incentive,
        model,
        contract: `${first}${second}`,
        file: `${first}Tasks`,
      })),
)
