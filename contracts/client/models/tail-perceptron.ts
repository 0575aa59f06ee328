import { bytesToHex, type Hex, hexToBytes } from 'viem'
import { bestExcept, marginOf } from '../scores.ts'
import type { Stats } from '../stats.ts'
import type { Prediction } from '../types.ts'
import * as perceptron from './margin-perceptron.ts'
import {
  biasChange,
  lessonOf,
  type MarginPerceptron,
  type Move,
  moveOf,
  type Shape,
  shifted,
  teaches,
  vectorCount,
} from './margin-perceptron.ts'

/** A margin perceptron with a sparse tail: src/models/TailPerceptron.sol, integer by integer. */
export interface TailPerceptron {
  readonly kind: 'tail-perceptron'
  readonly dense: MarginPerceptron
  /** By its place in the tail; words never written are left out. */
  readonly tail: ReadonlyMap<number, TailWord>
}

/** Sixteen values: those of sixteen, four or two buckets (2, up to 4, up to 8 labels). */
export interface TailWord {
  /** As they were when the word was last written; −16383..16383. */
  readonly values: Int16Array
  /** The model's halvings at that time, modulo 256: the values are halved as often as it was since. */
  readonly halvings: number
}

/** A text as the model takes it. */
export interface TailSample {
  /** As many as the model has dimensions; −127..127. */
  readonly features: Int8Array
  /** At most eight, ascending, each 0..4095. */
  readonly ids: readonly number[]
}

/** Why the contract would refuse a sample. */
export type TailFault =
  | { readonly kind: 'length'; readonly expected: number; readonly given: number }
  | { readonly kind: 'range'; readonly index: number }
  | { readonly kind: 'norm-too-large'; readonly squaredNorm: number; readonly maximum: number }
  | { readonly kind: 'norm-too-small'; readonly squaredNorm: number; readonly minimum: number }
  | { readonly kind: 'too-many-ids'; readonly given: number }
  | { readonly kind: 'id-out-of-range'; readonly id: number }
  | { readonly kind: 'ids-not-ascending'; readonly previous: number; readonly id: number }

export const BUCKETS = 4096
export const MAX_IDS = 8

const LANES = 16
const LIMIT = 16_383

/** What a value counts in a score. */
export const TAIL_INPUT = 16

/** Least and largest squared norm for each dimension; encoders aim at 1024. */
const LEAST_NORM = 410
const LARGEST_NORM = 1040

/** Storage words of a whole model. */
export function wordCount(shape: Shape): number {
  return perceptron.wordCount(shape) + (BUCKETS * lanesOf(shape.labels)) / LANES
}

/**
 * A model from its storage words; words left out at the end are 0.
 */
export function unpack(words: readonly bigint[], stats: Stats, shape: Shape): TailPerceptron {
  const from = perceptron.wordCount(shape)
  const tail = new Map<number, TailWord>()
  for (let i = from; i < words.length; i++) {
    if (words[i] !== 0n) tail.set(i - from, unpackWord(words[i]!))
  }
  return { kind: 'tail-perceptron', dense: perceptron.unpack(words, stats, shape), tail }
}

/**
 * The reverse of `unpack`; words of 0 at the end are left out.
 * @param stats What lies in the first lace beside its bias. Without it: the words of a starter model of
 * the same values, which was never halved.
 */
export function pack(model: TailPerceptron, stats?: Stats): bigint[] {
  const words = perceptron.pack(model.dense, stats)
  const from = words.length
  for (const [place, word] of model.tail) {
    const kept =
      stats === undefined ? { ...settled(word, model.dense.halvings), halvings: 0 } : word
    const packed = packWord(kept)
    if (packed === 0n) continue
    while (words.length <= from + place) words.push(0n)
    words[from + place] = packed
  }
  return words
}

/** One word of the tail as it is stored; 0 if it was never written. */
export function tailWord(model: TailPerceptron, place: number): bigint {
  const word = model.tail.get(place)
  return word === undefined ? 0n : packWord(word)
}

/** Where in the tail an id's word is. */
export function placeOf(labels: number, id: number): number {
  return Math.floor((id * lanesOf(labels)) / LANES)
}

/** What the contract predicts, from a copy of its model. Label k wins ties against higher labels. */
export function predict(model: TailPerceptron, sample: TailSample): Prediction {
  const scores = scoresOf(model, sample)
  const label = bestExcept(scores, -1)
  return { label, scores, margin: marginOf(scores, label) }
}

/**
 * The model after the contract was taught a sample that it accepts (`checkSample`); the one given
 * stays as it is.
 * @returns `lesson` as the contract keeps it; 0 if the model did not change.
 */
export function update(
  model: TailPerceptron,
  sample: TailSample,
  label: number,
): { readonly state: TailPerceptron; readonly lesson: number } {
  const scores = scoresOf(model, sample)
  const rival = bestExcept(scores, label)
  const { dense } = model
  if (!teaches(scores[label]! - scores[rival]!, dense)) return { state: model, lesson: 0 }
  const lesson = lessonOf(dense, rival)
  const state = moved(model, sample, moveOf(dense, label, lesson, 'learn'))
  const samplesSeen = dense.samplesSeen + 1
  return { state: { ...state, dense: { ...state.dense, samplesSeen } }, lesson }
}

/**
 * The model with a sample taken out again: exactly, unless weights were halved since, and then to the
 * unit, or a value stopped at its limit. Samples seen stay as they are.
 * @param lesson From `update`; 0 changes nothing.
 */
export function unlearn(
  model: TailPerceptron,
  sample: TailSample,
  label: number,
  lesson: number,
): TailPerceptron {
  if (lesson === 0) return model
  return moved(model, sample, moveOf(model.dense, label, lesson, 'unlearn'))
}

/** What an id says for a vector now. */
export function idValue(model: TailPerceptron, id: number, vector: number): number {
  const lane = id * lanesOf(model.dense.labels) + vector
  const word = model.tail.get(Math.floor(lane / LANES))
  return word === undefined ? 0 : settled(word, model.dense.halvings).values[lane % LANES]!
}

/** The check of `submit`, before any gas is spent; null if the contract takes the sample. */
export function checkSample({ features, ids }: TailSample, dimensions: number): TailFault | null {
  if (features.length !== dimensions) {
    return { kind: 'length', expected: dimensions, given: features.length }
  }
  if (ids.length > MAX_IDS) return { kind: 'too-many-ids', given: ids.length }
  const index = features.indexOf(-128)
  if (index >= 0) return { kind: 'range', index }
  const squaredNorm = features.reduce((sum, feature) => sum + feature * feature, 0)
  const [minimum, maximum] = [LEAST_NORM * dimensions, LARGEST_NORM * dimensions]
  if (squaredNorm > maximum) return { kind: 'norm-too-large', squaredNorm, maximum }
  if (squaredNorm < minimum) return { kind: 'norm-too-small', squaredNorm, minimum }
  for (const [i, id] of ids.entries()) {
    if (!Number.isInteger(id) || id < 0 || id >= BUCKETS) return { kind: 'id-out-of-range', id }
    const previous = ids[i - 1]
    if (previous !== undefined && id <= previous) return { kind: 'ids-not-ascending', previous, id }
  }
  return null
}

/** A sample as the contract takes it: feature + 128, a byte each; two bytes an id, high byte first. */
export function packSample({ features, ids }: TailSample): Hex {
  const bytes = new Uint8Array(features.length + 2 * ids.length)
  bytes.set(Uint8Array.from(features, feature => feature + 128))
  for (const [i, id] of ids.entries()) {
    bytes[features.length + 2 * i] = id >> 8
    bytes[features.length + 2 * i + 1] = id & 0xff
  }
  return bytesToHex(bytes)
}

/** The reverse of `packSample`. @param dimensions How many of the bytes are features. */
export function unpackSample(packed: Hex, dimensions: number): TailSample {
  const bytes = hexToBytes(packed)
  const ids: number[] = []
  for (let i = dimensions; i + 1 < bytes.length; i += 2) ids.push((bytes[i]! << 8) | bytes[i + 1]!)
  return { features: Int8Array.from(bytes.subarray(0, dimensions), byte => byte - 128), ids }
}

function scoresOf(model: TailPerceptron, { features, ids }: TailSample): number[] {
  const { labels } = model.dense
  const scores = perceptron.scores(model.dense, features)
  const first = labels === 2 ? 1 : 0
  for (const id of ids) {
    for (let v = 0; v < vectorCount(labels); v++) {
      scores[first + v]! += TAIL_INPUT * idValue(model, id, v)
    }
  }
  return scores
}

/** The tail moves first, for the dense part may halve both. */
function moved(model: TailPerceptron, { features, ids }: TailSample, move: Move): TailPerceptron {
  const { labels, halvings } = model.dense
  const tail = new Map(model.tail)
  const change = biasChange(move)
  for (const id of ids) {
    const lane = id * lanesOf(labels)
    const place = Math.floor(lane / LANES)
    const before = tail.get(place) ?? { values: new Int16Array(LANES), halvings }
    const values = settled(before, halvings).values.slice()
    for (const { vector, sign } of move.directions) {
      const at = (lane % LANES) + vector
      values[at] = Math.max(-LIMIT, Math.min(LIMIT, values[at]! + sign * change))
    }
    tail.set(place, { values, halvings })
  }
  return { ...model, dense: perceptron.moved(model.dense, features, move), tail }
}

/** A word as it would be if it had been written now. */
function settled(word: TailWord, halvings: number): TailWord {
  const behind = (halvings - word.halvings) & 0xff
  if (behind === 0) return word
  return { values: word.values.map(value => shifted(value, behind)), halvings }
}

/** Lanes of a bucket. */
function lanesOf(labels: number): number {
  if (labels === 2) return 1
  return labels <= 4 ? 4 : 8
}

// Layout: src/libraries/PackedTail.sol.

function packWord({ values, halvings }: TailWord): bigint {
  let word = BigInt(halvings) << 240n
  for (const [lane, value] of values.entries()) {
    word |= BigInt.asUintN(15, BigInt(value)) << BigInt(15 * lane)
  }
  return word
}

function unpackWord(word: bigint): TailWord {
  const values = Int16Array.from({ length: LANES }, (_, lane) =>
    Number(BigInt.asIntN(15, word >> BigInt(15 * lane))),
  )
  return { values, halvings: Number((word >> 240n) & 0xffn) }
}
