import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** A labelled text. */
export interface LabelledText {
  readonly text: string
  readonly label: string
}

/** A pair of sentences with how alike people found them, 0 to 5. */
export interface ScoredPair {
  readonly a: string
  readonly b: string
  readonly score: number
}

export type Split = 'train' | 'validation' | 'test'

/** Something is wrong with the data folder; the message says what to do. */
export class DataError extends Error {
  override readonly name = 'DataError'
}

const DEFAULT_FOLDER = fileURLToPath(new URL('../../../shared/data', import.meta.url))

/**
 * The data folder from `--data DIR`, or the one beside the repository; null if there is none.
 */
export function findData(args: readonly string[]): string | null {
  const at = args.indexOf('--data')
  const folder = at >= 0 ? args[at + 1] : DEFAULT_FOLDER
  return folder !== undefined && existsSync(join(folder, 'labelled')) ? folder : null
}

/** What to tell a person who has no data folder. */
export const noDataMessage =
  'No data folder. Give one with --data DIR; encoder/README.md says what it holds and where the sets can be fetched.'

/** Texts of one split of a labelled set. @throws DataError */
export function readLabelled(data: string, set: string, split: Split): LabelledText[] {
  return readRows<LabelledText & { split: string }>(data, set)
    .filter(row => row.split === split)
    .map(({ text, label }) => ({ text, label }))
}

/** Pairs of one split of a similarity set. @throws DataError */
export function readPairs(data: string, set: string, split: Split): ScoredPair[] {
  return readRows<ScoredPair & { split: string }>(data, set)
    .filter(row => row.split === split)
    .map(({ a, b, score }) => ({ a, b, score }))
}

/** Lines of a corpus file. @throws DataError if the file or the program xz is missing */
export function readCorpusLines(data: string, name: string): string[] {
  const path = join(data, 'corpus', `${name}.txt.xz`)
  if (!existsSync(path)) throw new DataError(`${path} is missing. Fetch the corpus again.`)
  const { error, status, stdout } = spawnSync('xz', ['-dc', path], { maxBuffer: 1 << 30 })
  if (error !== undefined) {
    throw new DataError('The program xz is missing. Install it (Debian: apt install xz-utils).')
  }
  if (status !== 0) throw new DataError(`${path} is damaged. Fetch the corpus again.`)
  return stdout.toString('utf8').split('\n')
}

function readRows<Row>(data: string, set: string): Row[] {
  const path = join(data, 'labelled', `${set}.jsonl.gz`)
  if (!existsSync(path)) throw new DataError(`${path} is missing. Fetch the labelled sets again.`)
  return gunzipSync(readFileSync(path))
    .toString('utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Row)
}
