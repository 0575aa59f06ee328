import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import { type GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter'
import { env, io, setBackend, type Tensor, tensor1d, tensor2d } from '@tensorflow/tfjs-core'
import { Tokenizer } from '@tensorflow-models/universal-sentence-encoder'
import { TokenReader, type Vocabulary } from './tokens.ts'

/** This machine cannot run the model, or not so that its numbers are everybody's. */
export class UseLiteUnsupportedError extends Error {
  override readonly name = 'UseLiteUnsupportedError'
}

/** The files of the model, in the order of the specification. */
export interface GraphFiles {
  readonly graph: Uint8Array
  readonly vocabulary: Uint8Array
  readonly shards: readonly Uint8Array[]
  readonly wasm: Uint8Array
}

/** The model: its tokens and its arithmetic. */
export interface Graph {
  readonly tokens: TokenReader
  /** The model's 512 numbers. @param ids 1 to 128 tokens. */
  embed(ids: readonly number[]): Promise<Float32Array>
}

/**
 * Makes the model of its files.
 * @throws UseLiteUnsupportedError
 */
export async function loadGraph(files: GraphFiles): Promise<Graph> {
  await startWasm(files.wasm)
  const vocabulary: Vocabulary = JSON.parse(new TextDecoder().decode(files.vocabulary))
  const tokenizer = new Tokenizer(vocabulary as [string, number][])
  const artifacts = artifactsOf(files)
  const model = await loadGraphModel(io.fromMemory(artifacts))
  // The model has copied them, and would keep these, too.
  artifacts.weightData = undefined
  return {
    tokens: new TokenReader(tokenizer, vocabulary),
    embed: ids => run(model, ids),
  }
}

function artifactsOf({ graph, shards }: GraphFiles): io.ModelArtifacts {
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(graph))
  return {
    modelTopology,
    weightSpecs: io.getWeightSpecs(weightsManifest),
    weightData: shards.map(shard => shard.slice().buffer),
  }
}

async function run(model: GraphModel, ids: readonly number[]): Promise<Float32Array> {
  const places = ids.map((_, place) => [0, place] as [number, number])
  const indices = tensor2d(places, [ids.length, 2], 'int32')
  const values = tensor1d(ids as number[], 'int32')
  try {
    const embedding = (await model.executeAsync({ indices, values })) as Tensor
    const numbers = (await embedding.data()) as Float32Array
    embedding.dispose()
    return numbers
  } finally {
    indices.dispose()
    values.dispose()
  }
}

let starting: Promise<void> | null = null

/** Starts the one binary, once for all models of this thread. */
function startWasm(binary: Uint8Array): Promise<void> {
  starting ??= start(binary).catch(error => {
    starting = null
    throw error
  })
  return starting
}

async function start(binary: Uint8Array): Promise<void> {
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    throw new UseLiteUnsupportedError(
      'Universal Sentence Encoder needs WebAssembly with SIMD. Update the browser.',
    )
  }
  // Threads would be taken wherever shared memory is to be had, and end the page or the Worker.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  const url = URL.createObjectURL(new Blob([binary.slice()], { type: 'application/wasm' }))
  try {
    setWasmPaths(
      {
        'tfjs-backend-wasm.wasm': url,
        'tfjs-backend-wasm-simd.wasm': url,
        'tfjs-backend-wasm-threaded-simd.wasm': url,
      },
      true,
    )
    if (await setBackend('wasm')) return
  } finally {
    URL.revokeObjectURL(url)
  }
  throw new UseLiteUnsupportedError(
    'WebAssembly could not be started. Close other tabs and try again.',
  )
}
