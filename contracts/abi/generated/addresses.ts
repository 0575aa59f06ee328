// Made by `npm run abi` from the compiled contracts. Do not edit.
/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '0x902B591448245017DF919eB621c3692D762Db19E'

/** What tasks of that factory are clones of, each at this address on every network. */
export const implementations = [
  {
    incentive: 'deposit-refund-take',
    model: 'margin-perceptron',
    address: '0x2eE196aeb0f4B580FD3c68741F4bf8f939676bbf',
    contract: 'DepositRefundTakePerceptron',
  },
  {
    incentive: 'deposit-refund-take',
    model: 'tail-perceptron',
    address: '0xfD04e9c3a8ED181C74f3e03f2F69aC5A28CeCc5d',
    contract: 'DepositRefundTakeTailPerceptron',
  },
  {
    incentive: 'deposit-refund-take',
    model: 'nearest-centroid',
    address: '0xbE3a6629eD1B1830ce603Af4aAe95D7Ab5240CBD',
    contract: 'DepositRefundTakeCentroid',
  },
  {
    incentive: 'deposit-refund-take',
    model: 'naive-bayes',
    address: '0xc27F45691ED3856A74713c0949b7f2967709d29C',
    contract: 'DepositRefundTakeBayes',
  },
  {
    incentive: 'points',
    model: 'margin-perceptron',
    address: '0xcA75114Cb53AF557a0e12d3A52147E5FC7D9c6E8',
    contract: 'PointsPerceptron',
  },
  {
    incentive: 'points',
    model: 'tail-perceptron',
    address: '0xa31196901A4c0e7FdEc4d0A177AbDcB583D14693',
    contract: 'PointsTailPerceptron',
  },
  {
    incentive: 'points',
    model: 'nearest-centroid',
    address: '0x830CC96b60f094402B47DB45D033cC85249fE357',
    contract: 'PointsCentroid',
  },
  {
    incentive: 'points',
    model: 'naive-bayes',
    address: '0x6baf43D63C7d55812543abcD3be529e2989138DD',
    contract: 'PointsBayes',
  },
  {
    incentive: 'bonded-challenge',
    model: 'margin-perceptron',
    address: '0xB6417c2b82D5C8651658d3b271E105b96c9c0f19',
    contract: 'BondedChallengePerceptron',
  },
  {
    incentive: 'bonded-challenge',
    model: 'tail-perceptron',
    address: '0x45A44c1282D35F5C91030C698A1C9af7d89f42B3',
    contract: 'BondedChallengeTailPerceptron',
  },
  {
    incentive: 'bonded-challenge',
    model: 'nearest-centroid',
    address: '0x403517399F7ABfCf2BE561f08d0bB6fF99b36c08',
    contract: 'BondedChallengeCentroid',
  },
  {
    incentive: 'bonded-challenge',
    model: 'naive-bayes',
    address: '0x84EB87F05412F7148a420e2dAF6eCF5387BA8e6f',
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
