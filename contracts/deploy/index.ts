export {
  type ChainOptions,
  ChainStartError,
  type LocalChain,
  startChain,
} from '../tools/chain.ts'
export { FoundryMissingError, findFoundry } from '../tools/foundry.ts'
export {
  type AddressBook,
  type AddressPage,
  readAddressBook,
  writeAddressBook,
} from './address-book.ts'
export { connect } from './connect.ts'
export { type CreatedTask, createTask, starterDigest, type TaskPlan } from './create-task.ts'
export * from './deploy.ts'
export { allKinds, deployFactory, deployImplementation } from './implementations.ts'
export { type Network, networks } from './networks.ts'
export { parseStarter, readStarters, type Starter, StarterError, starterFolder } from './starter.ts'
