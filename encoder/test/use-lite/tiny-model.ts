import type { ModelSet } from './model-set.ts'

// A model with the signature of Universal Sentence Encoder Lite (tokens and their places in, 512 numbers
// of length 1 out, 128 tokens read) and next to nothing in it: a vector for each token, summed up. It
// has the operations that make the real one asynchronous, and its weights come in three shards.

const FEATURES = 512
const SPACE = '\u2581'
const FLOAT = 1
const INT = 3

/** Graph, vocabulary and three shards, the same on every call. */
export function tinyModel(): ModelSet {
  const vocabulary = tinyVocabulary()
  const weights = [
    {
      name: 'table',
      shape: [vocabulary.length, FEATURES],
      dtype: 'float32',
      data: table(vocabulary),
    },
    constant('first', [], [0]),
    constant('most', [], [128]),
    constant('rows', [1], [0]),
    constant('columns', [1], [1]),
    constant('begin', [2], [0, 1]),
    constant('end', [2], [0, 2]),
    constant('strides', [2], [1, 1]),
  ]
  const shards = split(Buffer.concat(weights.map(({ data }) => Buffer.from(data.buffer))), 3)
  const names = shards.map((_, index) => `group1-shard${index + 1}of${shards.length}`)
  const graph = {
    modelTopology: { node: nodes(weights), library: {}, versions: { producer: 1, minConsumer: 1 } },
    weightsManifest: [
      { paths: names, weights: weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })) },
    ],
  }
  return {
    files: new Map<string, Uint8Array>([
      ['model.json', Buffer.from(JSON.stringify(graph))],
      ['vocab.json', Buffer.from(JSON.stringify(vocabulary))],
      ...names.map((name, index) => [name, shards[index]!] as const),
    ]),
  }
}

interface Weight {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly data: Float32Array | Int32Array
}

function constant(name: string, shape: readonly number[], values: readonly number[]): Weight {
  return { name, shape, dtype: 'int32', data: Int32Array.from(values) }
}

function nodes(weights: readonly Weight[]): object[] {
  const node = (name: string, op: string, input: string[] = [], attr: object = {}) => ({
    name,
    op,
    input,
    attr,
  })
  const placeholder = (name: string, sizes: number[]) =>
    node(name, 'Placeholder', [], {
      dtype: { type: INT },
      shape: { shape: { dim: sizes.map(size => ({ size: String(size) })) } },
    })
  const keep = { keep_dims: { b: true } }
  return [
    placeholder('indices', [-1, 2]),
    placeholder('values', [-1]),
    ...weights.map(({ name, dtype }) =>
      node(name, 'Const', [], { dtype: { type: dtype === 'int32' ? INT : FLOAT } }),
    ),
    node('place', 'StridedSlice', ['indices', 'begin', 'end', 'strides'], {
      begin_mask: { i: '1' },
      end_mask: { i: '1' },
      ellipsis_mask: { i: '0' },
      new_axis_mask: { i: '0' },
      shrink_axis_mask: { i: '2' },
    }),
    node('isRead', 'Less', ['place', 'most']),
    node('where', 'Where', ['isRead']),
    node('which', 'Squeeze', ['where'], { squeeze_dims: { list: { i: ['1'] } } }),
    node('read', 'GatherV2', ['values', 'which', 'first']),
    node('vectors', 'GatherV2', ['table', 'read', 'first']),
    node('sum', 'Sum', ['vectors', 'rows'], keep),
    node('bent', 'Tanh', ['sum']),
    node('squares', 'Square', ['bent']),
    node('norm', 'Sum', ['squares', 'columns'], keep),
    node('scale', 'Rsqrt', ['norm']),
    node('embedding', 'Mul', ['bent', 'scale']),
  ]
}

/** Every printable ASCII character, and some words. */
function tinyVocabulary(): [string, number][] {
  const reserved = ['\ufffd', '<s>', '</s>', 'a1', 'a2', 'a3']
  const characters = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at))
  const words =
    'the a to and free money claim your wallet now please meeting moved tuesday bring papers call prize'.split(
      ' ',
    )
  const pieces = [...words.map(word => `${SPACE}${word}`), 'ing', 'ed', 'er', 'oo', 'll', SPACE]
  return [
    ...reserved.map(piece => [piece, 0] as [string, number]),
    ...pieces.map((piece, rank) => [piece, -3 - rank / 10] as [string, number]),
    ...characters.map((character, rank) => [character, -8 - rank / 20] as [string, number]),
  ]
}

function table(vocabulary: readonly unknown[]): Float32Array {
  let state = 7
  return Float32Array.from({ length: vocabulary.length * FEATURES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state / 2 ** 32 - 0.5) / 4
  })
}

function split(bytes: Buffer, parts: number): Buffer[] {
  const size = Math.ceil(bytes.length / parts)
  return Array.from({ length: parts }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
}
