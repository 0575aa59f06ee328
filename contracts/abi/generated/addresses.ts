// Made by `npm run abi` from the compiled contracts. Do not edit.
/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '0x84237f39cA55d201638a654Ae9d32e96c08a37cF'

/** What tasks of that factory are clones of, each at this address on every network. */
export const implementations = [
  { incentive: 'deposit-refund-take', model: 'margin-perceptron', address: '0x28F4c1F090405f26b410d1669EDec2Ad8b1db75E' },
] as const
