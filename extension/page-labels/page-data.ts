import type { Look } from './site'

/** Most texts that a page may ask about at once. */
export const textsAtOnce = 128
/** Longest part of a text that is labelled, in UTF-16 code units. */
export const longestBlock = 2_000

/** What our script does on a page. */
export interface PageSetup {
  readonly tasks: readonly PageTask[]
  readonly bubble: boolean
  /** `textHash` of the texts that are never marked here. */
  readonly shown: readonly string[]
  /** Other models, other version: what was labelled with an older one is labelled anew. */
  readonly version: string
}

export interface PageTask {
  readonly name: string
  readonly labels: readonly string[]
  /** Probability from which a label is marked. */
  readonly leastSure: number
  /** How each label is marked. */
  readonly looks: readonly Look[]
}

export interface PageReadings {
  readonly version: string
  /** Per task, in the order of `PageSetup`: per text its reading, or why there are none. */
  readonly tasks: readonly TaskReadings[]
}

export type TaskReadings =
  | { readonly kind: 'read'; readonly readings: readonly (TextReading | null)[] }
  | { readonly kind: 'not-yet'; readonly lack: 'model' | 'encoder' }

/** All that a page's script learns about a text. */
export interface TextReading {
  readonly label: number
  readonly probability: number
  readonly sure: boolean
}

/** What the bubble shows. */
export type SelectionReading =
  | {
      readonly kind: 'read'
      readonly task: string
      readonly labels: readonly { readonly name: string; readonly probability: number }[]
      readonly label: number
      readonly sure: boolean
    }
  | { readonly kind: 'says-nothing' }
  | { readonly kind: 'not-yet'; readonly lack: 'task' | 'model' | 'encoder' }

/** How far the labels of a page are. */
export interface PageProgress {
  readonly found: number
  readonly labelled: number
  readonly marked: number
  /** Why the rest is not labelled, if it is not only a matter of time. */
  readonly lack: 'model' | 'encoder' | null
}
