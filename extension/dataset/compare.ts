import { joinTail, sampleKey, type Task } from '@hivemark/contracts'
import { type Hex, isHex } from 'viem'
import { hasIds } from './formats/format'
import type { RowName } from './session'

/** What a row says of its text. */
export interface RowNumbers {
  readonly features: Int8Array
  /** Ids of words; empty for tasks without. */
  readonly ids: readonly number[]
}

/** How near a text's numbers are to a row's. */
export interface Comparison {
  /** All is the same, ids of words included. */
  readonly exact: boolean
  /** 1: the same direction; 0 where either is all zeros. */
  readonly cosine: number
  readonly features: number
  /** Features that differ, and by how much at most. */
  readonly differing: number
  readonly largestStep: number
  readonly ids: {
    readonly shared: number
    readonly onlyInRow: number
    readonly onlyInText: number
  }
}

/** Compares a row with what the encoder makes of a text; both have the task's number of features. */
export function compare(row: RowNumbers, text: RowNumbers): Comparison {
  const [a, b] = [row.features, text.features]
  let [dot, normA, normB, differing, largestStep] = [0, 0, 0, 0, 0]
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!]
    dot += x * y
    normA += x * x
    normB += y * y
    if (x !== y) differing++
    largestStep = Math.max(largestStep, Math.abs(x - y))
  }
  const shared = row.ids.filter(id => text.ids.includes(id)).length
  const ids = {
    shared,
    onlyInRow: row.ids.length - shared,
    onlyInText: text.ids.length - shared,
  }
  const cosine = normA === 0 || normB === 0 ? 0 : dot / Math.sqrt(normA * normB)
  const exact = differing === 0 && ids.onlyInRow === 0 && ids.onlyInText === 0
  return { exact, cosine, features: a.length, differing, largestStep, ids }
}

/** What a person gave as a row: where to find it, or the row itself. */
export type GivenRow =
  | { readonly kind: 'name'; readonly name: RowName }
  | {
      readonly kind: 'row'
      readonly numbers: RowNumbers
      readonly label: number
      /** As the row says; it may say something else than its numbers. */
      readonly hash: Hex
      readonly honest: boolean
    }
  | { readonly kind: 'fault'; readonly fault: string }

/** Longest row that is looked at; one with 512 features has some 3,000 characters, and then its text. */
const longestRow = 200_000

/** Understands a row's number, its hash, or a line of JSONL. Never throws. */
export function parseGivenRow(given: string, task: Task): GivenRow {
  const text = given.trim()
  if (/^\d{1,12}$/.test(text)) return { kind: 'name', name: { index: Number(text) } }
  if (isHash(text)) return { kind: 'name', name: { hash: text.toLowerCase() as Hex } }
  if (text.length > longestRow) return fault('This is too long for one row.')
  try {
    return parseRow(JSON.parse(text.split('\n')[0]!), task)
  } catch {
    return fault('Give a row’s number, its hash (0x and 64 digits), or one line of a JSONL file.')
  }
}

function parseRow(row: unknown, task: Task): GivenRow {
  const { features, word_ids: ids = [], label, hash } = Object(row) as Record<string, unknown>
  const { dimensions } = task.rules
  if (!areIntegers(features, -127, 127) || features.length !== dimensions) {
    return fault(`This row has no ${dimensions} features between −127 and 127: is it of this task?`)
  }
  if (!areIntegers(ids, 0, 4095) || ids.length > (hasIds(task) ? 8 : 0)) {
    return fault('This row’s word ids are none of this task.')
  }
  if (!areIntegers([label], 0, task.card.labels.length - 1) || !isHash(hash)) {
    return fault('This row has no label or no hash.')
  }
  const numbers = { features: Int8Array.from(features), ids }
  const key = sampleKey(joinTail(numbers.features, ids), label as number)
  const honest = key === hash.toLowerCase()
  return { kind: 'row', numbers, label: label as number, hash, honest }
}

function fault(text: string): GivenRow {
  return { kind: 'fault', fault: text }
}

function isHash(value: unknown): value is Hex {
  return typeof value === 'string' && isHex(value) && value.length === 66
}

function areIntegers(values: unknown, least: number, most: number): values is number[] {
  return (
    Array.isArray(values) &&
    values.every(each => Number.isInteger(each) && each >= least && each <= most)
  )
}
