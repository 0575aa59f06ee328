// Made by `npm run abi` from the compiled contracts. Do not edit.
/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '0x89F830f80e1853f32095697166b3a8FDd4bF824f'

/** What every task of that factory is a clone of. */
export const implementationAddress = '0x29771dB0F9F14E5C9C7e8419c5D728A0a99F705f'
