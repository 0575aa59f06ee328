// Made by `npm run abi` from the compiled contracts. Do not edit.
/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '0x84237f39cA55d201638a654Ae9d32e96c08a37cF'

/** What tasks of that factory are clones of, each at this address on every network. */
export const implementations = [
  {
    incentive: 'deposit-refund-take',
    model: 'margin-perceptron',
    address: '0x84198a1C810a19445C60308e75EA99ba90565C2e',
    contract: 'DepositRefundTakePerceptron',
  },
  {
    incentive: 'deposit-refund-take',
    model: 'tail-perceptron',
    address: '0x7B028CB0a480f7D667A1c2820E1d5e58d43cEa2B',
    contract: 'DepositRefundTakeTailPerceptron',
  },
  {
    incentive: 'deposit-refund-take',
    model: 'nearest-centroid',
    address: '0x0BB75f7bD6fDE6a69458a9e0E995401b8dF7a361',
    contract: 'DepositRefundTakeCentroid',
  },
  {
    incentive: 'deposit-refund-take',
    model: 'naive-bayes',
    address: '0xECA05a30F42D0aD33AB9B2d19547f46EFbB2fF56',
    contract: 'DepositRefundTakeBayes',
  },
  {
    incentive: 'points',
    model: 'margin-perceptron',
    address: '0x20Aee79A069814dd099587DA5337B9c270E45E11',
    contract: 'PointsPerceptron',
  },
  {
    incentive: 'points',
    model: 'tail-perceptron',
    address: '0xA92Ac882Fc2c5bC54bB707A83b6eD64df006B6dA',
    contract: 'PointsTailPerceptron',
  },
  {
    incentive: 'points',
    model: 'nearest-centroid',
    address: '0x8b05fEC035973d2Cc5E91A9Fa562D9eB34E177FC',
    contract: 'PointsCentroid',
  },
  {
    incentive: 'points',
    model: 'naive-bayes',
    address: '0xe49439c99d890a3385Dc94312CAB1BAe53f3fb31',
    contract: 'PointsBayes',
  },
  {
    incentive: 'bonded-challenge',
    model: 'margin-perceptron',
    address: '0x4359e55b789c13bB28F881f4307D8185A1a085E8',
    contract: 'BondedChallengePerceptron',
  },
  {
    incentive: 'bonded-challenge',
    model: 'tail-perceptron',
    address: '0x7E61ab61BFE2ec8aA4509815710F9c5fe485710E',
    contract: 'BondedChallengeTailPerceptron',
  },
  {
    incentive: 'bonded-challenge',
    model: 'nearest-centroid',
    address: '0xF357e24f82Dc56db11B3d1F4D7b7730895bD2653',
    contract: 'BondedChallengeCentroid',
  },
  {
    incentive: 'bonded-challenge',
    model: 'naive-bayes',
    address: '0x6F2D3a13647d3b7FbA3aBef28C1e48CdDef9814e',
    contract: 'BondedChallengeBayes',
  },
  {
    incentive: 'prediction-market',
    model: 'margin-perceptron',
    address: '0x7d9B06498fa10DC7E0A3b21481969d379940aAeb',
    contract: 'PredictionMarketPerceptron',
  },
  {
    incentive: 'prediction-market',
    model: 'nearest-centroid',
    address: '0x04e2f296701a0B809a698Fb49F6b9f7f0E6f9D93',
    contract: 'PredictionMarketCentroid',
  },
  {
    incentive: 'prediction-market',
    model: 'naive-bayes',
    address: '0x20adceED540b51BcAeD5bbc5b74e21F706A02B0f',
    contract: 'PredictionMarketBayes',
  },
] as const
