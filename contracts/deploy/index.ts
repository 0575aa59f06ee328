export {
  type ChainOptions,
  ChainStartError,
  type LocalChain,
  startChain,
} from '../tools/chain.ts'
export { FoundryMissingError, findFoundry } from '../tools/foundry.ts'
export { connect } from './connect.ts'
export * from './deploy.ts'
export { parseStarter, readStarters, type Starter, StarterError, starterFolder } from './starter.ts'
