import { SHAPE_ROWS } from '../src/static/shape.ts'
import { DIMENSIONS, formatTable, parseTable } from '../src/static/table.ts'
import foldRules from '../table/folds.json' with { type: 'json' }
import { cached } from './cache.ts'
import { type ComposedRows, composeRows, sampleLines } from './compose.ts'
import { readCorpus } from './corpus.ts'
import { readPairs } from './data.ts'
import { feelingWords } from './feeling-words.ts'
import { guessMissing } from './guess-missing.ts'
import { KNOWN_WIDTH, readKnownVectors } from './known-vectors.ts'
import { quantizeRows } from './quantize.ts'
import { Random } from './random.ts'
import { type RefinePlan, refineRows } from './refine.ts'
import { seedTask } from './seed-lessons.ts'
import { readTrainingTasks, type TrainedSet } from './tasks.ts'
import { readValences } from './valence.ts'
import { type CountedCorpus, countCorpus } from './vocabulary.ts'
import { WIDTH } from './window-kernel.ts'
import { trainWordVectors } from './word-vectors.ts'

// The stages from the data folder to a table, and their settings. Each is kept in encoder/.cache/ and
// not made again unless its settings change.

const corpusPlan = { size: 40_000 }
const vectorPlan = { seed: 1, epochs: 3, rate: 0.03, sample: 1e-4 }
const buckets = 4096
const keptLines = 20_000

/** How the shipped table's rows are refined. */
export const refinePlan: RefinePlan = {
  seed: 5,
  heldBack: 8,
  steps: 6400,
  rate: 0.03,
  shapeShare: 0.3,
  bucketLength: 0.15,
  feelingTurns: 2,
}

type Say = (line: string) => void

/** Words and their vectors: all that is learned without labelled texts. */
export interface Unlabelled {
  readonly corpus: CountedCorpus
  readonly composed: ComposedRows
}

/** @throws DataError */
export function learnWords(data: string, say: Say): Unlabelled {
  const corpus = cached('corpus', corpusPlan, say, () =>
    countCorpus(readCorpus(data), corpusPlan.size, say),
  )
  const vectors = cached('word-vectors', { corpusPlan, plan: vectorPlan }, say, () =>
    trainWordVectors(corpus, vectorPlan, say),
  )
  const { words, counts } = corpus
  const known = cached('known-vectors', { corpusPlan, vectorPlan }, say, () => {
    const { vectors: others, known } = readKnownVectors(words, say)
    guessMissing(vectors, WIDTH, others, KNOWN_WIDTH, known, counts)
    return others
  })
  const sources = [
    { vectors, width: WIDTH },
    { vectors: known, width: KNOWN_WIDTH },
  ]
  return { corpus, composed: composeRows(corpus, sources, readValences(words, say), new Random(2)) }
}

/**
 * The table file, its rows refined on all labelled sets but those left out.
 * @throws DataError
 */
export function refineTable(
  data: string,
  { corpus, composed }: Unlabelled,
  leftOut: readonly TrainedSet[],
  refine: RefinePlan,
  say: Say,
): Uint8Array {
  const { words } = corpus
  const plan = { corpusPlan, vectorPlan, buckets, refinePlan: refine, keptLines, leftOut }
  const rows = cached('rows', plan, say, () => {
    const random = new Random(refine.seed)
    const lessons = {
      tasks: readTrainingTasks(data, leftOut),
      lineTasks: [seedTask(corpus, feelingWords, refine.feelingTurns)],
      pairs: readPairs(data, 'stsb', 'train'),
      lines: sampleLines(corpus, keptLines, random),
    }
    const blank = new Int8Array((words.length + buckets + SHAPE_ROWS) * DIMENSIONS)
    const space = parseTable(formatTable(words, foldRules, buckets, blank))
    return refineRows(composed, space, SHAPE_ROWS, lessons, refine, random, say)
  })
  return formatTable(words, foldRules, buckets, quantizeRows(rows, words.length * DIMENSIONS))
}
