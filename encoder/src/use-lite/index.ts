export {
  createUseLiteLoader,
  type UseLiteChoice,
  type UseLiteLoader,
  useLite64,
  useLite512,
} from './loader.ts'
export { officialWeights } from './official.ts'
export {
  computeUseLiteId,
  type Projection,
  type UseLiteSpec,
  type WeightFile,
  wasmFile,
  weightFile,
} from './spec.ts'
export * from './weights/index.ts'
