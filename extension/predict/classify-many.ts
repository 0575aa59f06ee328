import { joinTail, type Model, predict, probabilities } from '@hivemark/contracts'
import type { EncoderId } from '@hivemark/encoder'
import { parse } from 'devalue'
import type { ReadyEncoder } from './answer-request'
import type { EncodeAnswer } from './encoding'

/** Most texts of one request: a tenth of a second's work, so that a question typed meanwhile need not wait. */
export const mostTexts = 256

/** Ask the Worker for what a model says about many texts: labels only, no words, no features. */
export interface ManyRequest {
  readonly texts: readonly string[]
  readonly encoderId: EncoderId
  /** Written by `devalue`, as in `EncodeRequest`. */
  readonly model: string
}

export type ManyAnswer =
  | { readonly kind: 'classified'; readonly readings: readonly (BriefReading | null)[] }
  | Exclude<EncodeAnswer, { readonly kind: 'encoded' }>

/** What the model says about one of many texts; in their list, `null` is for a text that says nothing to the encoder. */
export interface BriefReading {
  readonly label: number
  /** Distance to the rival label, in the model's score units. */
  readonly margin: number
  /** One per label, summing to 1. */
  readonly probabilities: readonly number[]
}

/**
 * Labels many texts with one model; the whole of the Worker's work for a batch.
 * @throws RangeError on more texts than `mostTexts`
 */
export async function classifyMany(
  { encoder }: ReadyEncoder,
  { texts, encoderId, model }: ManyRequest,
): Promise<ManyAnswer> {
  if (texts.length > mostTexts) throw new RangeError(`More than ${mostTexts} texts at once.`)
  if (encoderId.toLowerCase() !== encoder.id) {
    return { kind: 'encoder-missing', installed: [encoder.id] }
  }
  const parsed = modelOf(model)
  const readings: (BriefReading | null)[] = []
  for (const text of texts) {
    const { features, tail, tokens } = await encoder.encode(text)
    if (tokens === 0) readings.push(null)
    else {
      const row = parsed.kind === 'tail-perceptron' ? joinTail(features, tail) : features
      const { label, scores, margin } = predict(parsed, row)
      readings.push({ label, margin, probabilities: probabilities(parsed, scores) })
    }
  }
  return { kind: 'classified', readings }
}

let last: { readonly text: string; readonly model: Model } | null = null

/** A page asks batch after batch with the same model, which is read once. */
function modelOf(text: string): Model {
  if (last?.text !== text) last = { text, model: parse(text) as Model }
  return last.model
}
