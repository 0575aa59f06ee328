import { contrast, type Model, predict, probabilities } from '@hivemark/contracts'
import type { Encoder } from '@hivemark/encoder'
import { parse } from 'devalue'
import type { EncodeAnswer, EncodeRequest, Reading } from './encoding'

/** An encoder that is ready, and whether it reproduced its golden vectors here. */
export interface ReadyEncoder {
  readonly encoder: Encoder
  readonly reproduces: boolean
}

/** More words than this are not explained: the strongest tell the story, and messages stay small. */
const mostWords = 2_000

/** Encodes a text and, given a model, predicts and explains; the whole of the Worker's work. */
export function answerRequest(
  { encoder, reproduces }: ReadyEncoder,
  request: EncodeRequest,
): EncodeAnswer {
  if (request.encoderId.toLowerCase() !== encoder.id) {
    return { kind: 'encoder-missing', installed: [encoder.id] }
  }
  const { features, tokens } = encoder.encode(request.text)
  const model = request.model && tokens > 0 ? (parse(request.model) as Model) : null
  return {
    kind: 'encoded',
    encoderId: encoder.id,
    features: Array.from(features),
    tokens,
    reproduces,
    reading: model && read(encoder, request.text, features, model),
  }
}

function read(encoder: Encoder, text: string, features: Int8Array, model: Model): Reading {
  const { label, scores, margin } = predict(model, features)
  const direction = contrast(model, label, bestRival(scores, label))
  const why = [...encoder.explain(text, direction)]
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
