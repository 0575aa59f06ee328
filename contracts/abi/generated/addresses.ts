// Made by `npm run abi` from the compiled contracts. Do not edit.
/** The factory on every network, put there by the CREATE2 deployer. */
export const factoryAddress = '0xd295bEA4228704d32B9990ee18A105dDE6a25457'

/** What every task of that factory is a clone of. */
export const implementationAddress = '0xd5414dd1a681da7C43AF084A8b5aC43d03b6544C'
