// Made by `npm run abi` from the compiled contracts. Do not edit.
/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '0x9D97064BaffE978493252271E2b53B77a62b9e09'

/** What tasks of that factory are clones of, each at this address on every network. */
export const implementations = [
  { incentive: 'deposit-refund-take', model: 'margin-perceptron', address: '0x0c5AD770e29abDE991Ef632a79a5403f44009923' },
] as const
