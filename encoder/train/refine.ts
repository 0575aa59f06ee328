import type { RowSpace } from '../src/static/rows.ts'
import { DIMENSIONS } from '../src/static/table.ts'
import type { ComposedRows } from './compose.ts'
import type { ScoredPair } from './data.ts'
import { Embedding } from './embedding.ts'
import { type Example, toExample, wordsOnly } from './examples.ts'
import { Head, keepSimilarities, learnSimilarity } from './losses.ts'
import type { Random } from './random.ts'
import type { LineTask } from './seed-lessons.ts'
import type { TrainingTask } from './tasks.ts'

/** How rows are refined on labelled texts. */
export interface RefinePlan {
  readonly seed: number
  /** One text in so many is left out, see `isHeldBack`. */
  readonly heldBack: number
  readonly steps: number
  readonly rate: number
  readonly shapeShare: number
  /** Length of a bucket row before refinement; a line's vector has about 1. */
  readonly bucketLength: number
  /** Turns a round on lines with words of praise or blame. */
  readonly feelingTurns: number
}

const BATCH = 128
const PAIRS = 96
const KEPT_LINES = 64
/** Of each pair of them; so that all pairs together weigh 5.9. */
const KEEP_WEIGHT = 1 / 340
const HEAD_RATE = 0.05
const BIAS_RATE = 0.3

/** What rows are refined on. */
export interface Lessons {
  readonly tasks: readonly TrainingTask[]
  readonly lineTasks: readonly LineTask[]
  readonly pairs: readonly ScoredPair[]
  /** Lines whose likeness is kept, as word numbers. */
  readonly lines: readonly Int32Array[]
}

/**
 * Rows of words, buckets and shapes, refined on several tasks in turn.
 * @returns `(words + buckets + shapes) × DIMENSIONS`
 */
export function refineRows(
  composed: ComposedRows,
  space: RowSpace,
  shapes: number,
  lessons: Lessons,
  plan: RefinePlan,
  random: Random,
  say: (line: string) => void,
): Float32Array {
  const rows = startRows(composed, space, shapes, lessons.lines, plan.bucketLength, random)
  const embedding = new Embedding(rows, DIMENSIONS, space.vocabulary.size + space.buckets)
  const round = [
    ...lessons.tasks.flatMap(task => turnsOf(prepareTask(task, space), task.turns)),
    ...lessons.lineTasks.flatMap(task => turnsOf(prepareLines(task), task.turns)),
  ]
  const pairs = lessons.pairs.map(({ a, b, score }) => ({
    a: toExample(space, a),
    b: toExample(space, b),
    score,
  }))
  const lines = lessons.lines.map(line => ({
    example: wordsOnly(line),
    before: fullUnit(composed, line),
  }))
  for (let step = 0; step < plan.steps; step++) {
    const { head, examples } = round[step % round.length]!
    head.learn(embedding, draw(examples, BATCH, random), HEAD_RATE, BIAS_RATE)
    if (step % 2 === 1) learnSimilarity(embedding, draw(pairs, PAIRS, random))
    const kept = draw(lines, KEPT_LINES, random)
    keepSimilarities(
      embedding,
      kept.map(line => line.example),
      kept.map(line => line.before),
      KEEP_WEIGHT,
    )
    embedding.step(plan.rate, plan.shapeShare)
    if ((step + 1) % 800 === 0) say(`  ${step + 1} of ${plan.steps} steps`)
  }
  return rows
}

interface PreparedTask {
  readonly head: Head
  readonly examples: readonly { readonly example: Example; readonly label: number }[]
}

function prepareTask({ labels, texts }: TrainingTask, space: RowSpace): PreparedTask {
  return {
    head: new Head(labels.length, DIMENSIONS),
    examples: texts.map(({ text, label }) => ({
      example: toExample(space, text),
      label: labels.indexOf(label),
    })),
  }
}

function prepareLines({ labels, lines }: LineTask): PreparedTask {
  return {
    head: new Head(labels, DIMENSIONS),
    examples: lines.map(({ line, label }) => ({ example: wordsOnly(line), label })),
  }
}

function turnsOf(task: PreparedTask, turns: number): PreparedTask[] {
  return new Array<PreparedTask>(turns).fill(task)
}

/** The first dimensions of the composed rows, scaled so that lines have length 1; small random buckets. */
function startRows(
  { rows: composed, dimensions }: ComposedRows,
  { vocabulary, buckets }: RowSpace,
  shapes: number,
  lines: readonly Int32Array[],
  bucketLength: number,
  random: Random,
): Float32Array {
  const rows = new Float32Array((vocabulary.size + buckets + shapes) * DIMENSIONS)
  for (let word = 0; word < vocabulary.size; word++) {
    for (let d = 0; d < DIMENSIONS; d++) {
      rows[word * DIMENSIONS + d] = composed[word * dimensions + d]!
    }
  }
  let squares = 0
  for (const line of lines) squares += squaredMean(rows, line) / lines.length
  const scale = 1 / Math.sqrt(squares)
  for (let i = 0; i < rows.length; i++) rows[i]! *= scale
  const side = bucketLength / Math.sqrt(DIMENSIONS)
  const from = vocabulary.size * DIMENSIONS
  for (let i = from; i < from + buckets * DIMENSIONS; i++) {
    rows[i] = (random.next() & 1) === 0 ? side : -side
  }
  return rows
}

function squaredMean(rows: Float32Array, line: Int32Array): number {
  let squares = 0
  for (let d = 0; d < DIMENSIONS; d++) {
    let sum = 0
    for (const word of line) sum += rows[word * DIMENSIONS + d]!
    squares += (sum / line.length) ** 2
  }
  return squares
}

function fullUnit({ rows, dimensions }: ComposedRows, line: Int32Array): Float32Array {
  const unit = new Float32Array(dimensions)
  for (const word of line) {
    for (let d = 0; d < dimensions; d++) unit[d]! += rows[word * dimensions + d]!
  }
  let squares = 0
  for (const x of unit) squares += x * x
  const length = Math.sqrt(squares) + 1e-9
  return unit.map(x => x / length)
}

function draw<Item>(items: readonly Item[], count: number, random: Random): Item[] {
  return Array.from({ length: count }, () => items[random.below(items.length)]!)
}
