import {
  contrast,
  joinTail,
  type Model,
  predict,
  probabilities,
  tailContrast,
} from '@hivemark/contracts'
import type { AnyEncoder, Encoding, LoadedEncoder } from '@hivemark/encoder'
import { parse } from 'devalue'
import type { EncodeAnswer, EncodeRequest, Reading } from './encoding'

/** An encoder that is ready, and whether it reproduced its golden vectors here. */
export interface ReadyEncoder {
  readonly encoder: AnyEncoder | LoadedEncoder
  readonly reproduces: boolean
}

/** More words than this are not explained: the strongest tell the story, and messages stay small. */
const mostWords = 2_000

/** Encodes a text and, given a model, predicts and explains; the whole of the Worker's work. */
export async function answerRequest(
  { encoder, reproduces }: ReadyEncoder,
  request: EncodeRequest,
): Promise<EncodeAnswer> {
  if (request.encoderId.toLowerCase() !== encoder.id) {
    return { kind: 'encoder-missing', installed: [encoder.id] }
  }
  const encoding = await encoder.encode(request.text)
  const { tokens } = encoding
  const model = request.model && tokens > 0 ? (parse(request.model) as Model) : null
  const withIds = model ? model.kind === 'tail-perceptron' : request.wordIds === true
  const features = rowOf(encoding, withIds)
  return {
    kind: 'encoded',
    encoderId: encoder.id,
    features: Array.from(features),
    tokens,
    read: encoding.read ?? request.text.length,
    reproduces,
    reading: model && (await read(encoder, request.text, features, model)),
  }
}

/** The text as a model takes it: the ids of its words only for one that asks for them. */
function rowOf({ features, tail }: Encoding, withIds: boolean): Int8Array {
  return withIds ? joinTail(features, tail) : features
}

async function read(
  encoder: ReadyEncoder['encoder'],
  text: string,
  features: Int8Array,
  model: Model,
): Promise<Reading> {
  const { label, scores, margin } = predict(model, features)
  const rival = bestRival(scores, label)
  const idPull = model.kind === 'tail-perceptron' ? tailContrast(model, label, rival) : undefined
  const why = [...(await encoder.explain(text, contrast(model, label, rival), idPull))]
  if (why.length > mostWords) {
    why.sort((a, b) => Math.abs(b.score) - Math.abs(a.score)).length = mostWords
  }
  return { label, scores: [...scores], margin, probabilities: probabilities(model, scores), why }
}

function bestRival(scores: readonly number[], label: number): number {
  let best = label === 0 ? 1 : 0
  for (let rival = 0; rival < scores.length; rival++) {
    if (rival !== label && scores[rival]! > scores[best]!) best = rival
  }
  return best
}
