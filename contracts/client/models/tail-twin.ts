import * as perceptron from './margin-perceptron.ts'
import type { TailPerceptron, TailSample } from './tail-perceptron.ts'
import * as tail from './tail-perceptron.ts'

// The tail perceptron where all models are treated alike, and a text is one row of numbers: its dense
// features and behind them its ids, two numbers each, as the bytes of the contract are.

export { temperature } from './margin-perceptron.ts'
export { unpack, wordCount } from './tail-perceptron.ts'

/** A text for a model with a tail, as one row. */
export function joinTail(features: Int8Array, ids: ArrayLike<number>): Int8Array {
  const row = new Int8Array(features.length + 2 * ids.length)
  row.set(features)
  for (let i = 0; i < ids.length; i++) {
    row[features.length + 2 * i] = (ids[i]! >> 8) - 128
    row[features.length + 2 * i + 1] = (ids[i]! & 0xff) - 128
  }
  return row
}

/** The reverse of `joinTail`. */
export function splitTail(row: Int8Array, dimensions: number): TailSample {
  const ids: number[] = []
  for (let i = dimensions; i + 1 < row.length; i += 2) {
    ids.push(((row[i]! + 128) << 8) | (row[i + 1]! + 128))
  }
  return { features: row.slice(0, dimensions), ids }
}

export function logit({ dense }: TailPerceptron): number {
  return perceptron.logit(dense)
}

/** @throws RangeError on fewer features than the model has. */
export function scores(model: TailPerceptron, row: Int8Array): number[] {
  return [...tail.predict(model, splitTail(row, model.dense.dimensions)).scores]
}

export function learn(
  model: TailPerceptron,
  row: Int8Array,
  label: number,
): { readonly model: TailPerceptron; readonly lesson: number } {
  const { state, lesson } = tail.update(model, splitTail(row, model.dense.dimensions), label)
  return { model: state, lesson }
}

export function unlearn(
  model: TailPerceptron,
  row: Int8Array,
  label: number,
  lesson: number,
): TailPerceptron {
  return tail.unlearn(model, splitTail(row, model.dense.dimensions), label, lesson)
}

export function contrast({ dense }: TailPerceptron, label: number, rival: number): Int32Array {
  return perceptron.contrast(dense, label, rival)
}

/** What each id says for one label against another. */
export function tailContrast(
  model: TailPerceptron,
  label: number,
  rival: number,
): (id: number) => number {
  if (model.dense.labels === 2) {
    const sign = label === 1 ? 1 : -1
    return id => sign * tail.TAIL_INPUT * tail.idValue(model, id, 0)
  }
  return id => tail.TAIL_INPUT * (tail.idValue(model, id, label) - tail.idValue(model, id, rival))
}
