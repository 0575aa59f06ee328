export {
  createUseLiteLoader,
  type UseLiteChoice,
  type UseLiteLoader,
  useLite64,
  useLite512,
} from './loader.ts'
export {
  computeUseLiteId,
  type UseLiteSpec,
  wasmFile,
  weightFile,
} from './spec.ts'
export * from './weights/index.ts'
