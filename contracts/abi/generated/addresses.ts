// Made by `npm run abi` from the compiled contracts. Do not edit.
/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '0xce163771bFa30745FeC23f1965E6698CB7106209'

/** What every task of that factory is a clone of. */
export const implementationAddress = '0xe8edeC3D74C03B5B8c58ddD2ae812C4A01cBf7bb'
