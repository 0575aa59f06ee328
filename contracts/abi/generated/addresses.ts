// Made by `npm run abi` from the compiled contracts. Do not edit.
/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '0x902B591448245017DF919eB621c3692D762Db19E'

/** What tasks of that factory are clones of, each at this address on every network. */
export const implementations = [
  {
    incentive: 'deposit-refund-take',
    model: 'margin-perceptron',
    address: '0x9ddEFF009a4Adc28Df27a4d15E0eb7069b011ffe',
    contract: 'DepositRefundTakePerceptron',
  },
  {
    incentive: 'deposit-refund-take',
    model: 'tail-perceptron',
    address: '0xDC75cFcbea73ab931De5752aA2105Ff75999eb20',
    contract: 'DepositRefundTakeTailPerceptron',
  },
  {
    incentive: 'deposit-refund-take',
    model: 'nearest-centroid',
    address: '0x1621fb2781a9357Df137f682b6BBF3a5386971E5',
    contract: 'DepositRefundTakeCentroid',
  },
  {
    incentive: 'deposit-refund-take',
    model: 'naive-bayes',
    address: '0x1F4D7ED7A87195Eaf2d6aCa03BBeF907CAA36F5d',
    contract: 'DepositRefundTakeBayes',
  },
  {
    incentive: 'points',
    model: 'margin-perceptron',
    address: '0x218815270dE785FbCCCe806268aFe3f274E04eb1',
    contract: 'PointsPerceptron',
  },
  {
    incentive: 'points',
    model: 'tail-perceptron',
    address: '0x041B57E4bFf8012ADd35AeBc0a1A47A55d887D7d',
    contract: 'PointsTailPerceptron',
  },
  {
    incentive: 'points',
    model: 'nearest-centroid',
    address: '0xe42d0D0e50E08fFE92aDCe590E0C9098c6a55999',
    contract: 'PointsCentroid',
  },
  {
    incentive: 'points',
    model: 'naive-bayes',
    address: '0x713d52808E188E6158B455376F9f088B909eFF04',
    contract: 'PointsBayes',
  },
  {
    incentive: 'bonded-challenge',
    model: 'margin-perceptron',
    address: '0x71Ca1B0Ab0555CFc775E76518AF377646CbfE1C8',
    contract: 'BondedChallengePerceptron',
  },
  {
    incentive: 'bonded-challenge',
    model: 'tail-perceptron',
    address: '0x54e3C3cCf9C30fDC3CeAC654Af83a3d78Ef9925f',
    contract: 'BondedChallengeTailPerceptron',
  },
  {
    incentive: 'bonded-challenge',
    model: 'nearest-centroid',
    address: '0x4bE6734732419Ad01d86D9a284c45a6c74f005B9',
    contract: 'BondedChallengeCentroid',
  },
  {
    incentive: 'bonded-challenge',
    model: 'naive-bayes',
    address: '0x3fD6bbfc3B0679f4cF415300Cb2f122b791FB313',
    contract: 'BondedChallengeBayes',
  },
  {
    incentive: 'prediction-market',
    model: 'margin-perceptron',
    address: '0xD9Fbbfeb1AA1212519050E3baD0CE695Fdc55dD6',
    contract: 'PredictionMarketPerceptron',
  },
  {
    incentive: 'prediction-market',
    model: 'nearest-centroid',
    address: '0xaA105bCB7cB8647e09f44902e395E6cE96C748B5',
    contract: 'PredictionMarketCentroid',
  },
  {
    incentive: 'prediction-market',
    model: 'naive-bayes',
    address: '0x1e92F110E1D3bC823DB1B085252165ba63f01313',
    contract: 'PredictionMarketBayes',
  },
] as const
