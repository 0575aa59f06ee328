import type { Contribution, EncoderId } from '@hivemark/encoder'

/** Ask the Worker for a text's features and, with a direction, for each word's share along it. */
export interface EncodeRequest {
  readonly text: string
  /** Name of the encoder that the task wants; the answer refuses if it is not installed. */
  readonly encoderId: EncoderId
  /** A model to predict with in the same trip, written by `devalue`: messages travel as JSON, which has no typed arrays. */
  readonly model: string | null
  /** Without a model: whether the ids of the text's words are to stand behind its features. */
  readonly wordIds?: boolean
}

export type EncodeAnswer =
  | {
      readonly kind: 'encoded'
      readonly encoderId: EncoderId
      readonly features: readonly number[]
      /** 0: nothing in the text says anything to the encoder. */
      readonly tokens: number
      /** Characters of the text that the encoder read; fewer than it has if it was too long for it. */
      readonly read: number
      /** The golden vectors came out right on this machine; without that nothing may be submitted. */
      readonly reproduces: boolean
      readonly reading: Reading | null
    }
  | { readonly kind: 'encoder-missing'; readonly installed: readonly EncoderId[] }
  /** The encoder is known, but its files have to be got first, or again. */
  | { readonly kind: 'weights-missing'; readonly encoderId: EncoderId }
  | { readonly kind: 'encoder-failed'; readonly reason: string }

/** What the model says about the text. */
export interface Reading {
  readonly label: number
  readonly scores: readonly number[]
  readonly margin: number
  /** One per label, summing to 1. */
  readonly probabilities: readonly number[]
  /** Pull of each word towards the label and away from its best rival. */
  readonly why: readonly Contribution[]
}
