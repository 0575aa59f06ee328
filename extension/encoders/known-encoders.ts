import { type EncoderId, STATIC_ENCODER_ID } from '@hivemark/encoder'
import {
  type KnownUseLite,
  officialEncoders,
  type WeightFile,
} from '@hivemark/encoder/use-lite/weights'

/** An encoder that this extension can run, once its files are here. */
export type KnownEncoder =
  | { readonly kind: 'built-in'; readonly id: EncoderId; readonly name: string }
  | (KnownUseLite & { readonly kind: 'use-lite' })

/** Encoders that share their files; `null` where these come with the extension. */
export interface EncoderFamily {
  readonly name: string
  readonly encoders: readonly KnownEncoder[]
  readonly weights: readonly WeightFile[] | null
}

const useLite = (each: KnownUseLite): KnownEncoder => ({ kind: 'use-lite', ...each })

/** Not the loader's own name: the popup must not carry the whole encoder for it. */
const builtIn = 'Static encoder (English)'

/** In the order that people see. */
export const encoderFamilies: readonly EncoderFamily[] = [
  {
    name: builtIn,
    encoders: [{ kind: 'built-in', id: STATIC_ENCODER_ID, name: builtIn }],
    weights: null,
  },
  family('Universal Sentence Encoder Lite', officialEncoders),
]

function family(name: string, encoders: readonly KnownUseLite[]): EncoderFamily {
  return { name, encoders: encoders.map(useLite), weights: encoders[0]!.weights }
}

/** The encoder of an id, or `null` if this version does not know it. */
export function knownEncoder(id: string): KnownEncoder | null {
  const all = encoderFamilies.flatMap(({ encoders }) => encoders)
  return all.find(each => each.id === id.toLowerCase()) ?? null
}

/** Ids of all of them. */
export function knownEncoderIds(): EncoderId[] {
  return encoderFamilies.flatMap(({ encoders }) => encoders.map(({ id }) => id))
}
