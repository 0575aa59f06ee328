import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Hex, isHex, size } from 'viem'
import { BIAS_LIMIT, vectorCount, WEIGHT_LIMIT } from '../client/models/margin-perceptron.ts'
import type { TaskCard } from '../client/types.ts'

/** A task with a trained model, as `npm run train` writes it to `deploy/starters/`. */
export interface Starter {
  readonly format: 2
  /** Lower-case letters, digits and hyphens. */
  readonly slug: string
  /** Place among the starters, from 0; the first deployed is the first that people see. */
  readonly order: number
  readonly card: TaskCard
  readonly encoderId: Hex
  /** Features per sample. */
  readonly dimensions: number
  /** How many samples the model stands for; sets its first steps. */
  readonly samplesSeen: number
  /** One row of `dimensions` per vector: 1 row for 2 labels (label 1 minus label 0), else one per label. */
  readonly weights: readonly (readonly number[])[]
  /** One per vector; score = Σ weights × features + 4 × bias, one logit being 512 × dimensions. */
  readonly biases: readonly number[]
  /** What was measured on texts held back, by name. For people. */
  readonly accuracy?: Readonly<Record<string, unknown>>
}

/** A starter file says something that no task can be made of. */
export class StarterError extends Error {
  override readonly name = 'StarterError'
}

/** Where the package keeps its starters. */
export const starterFolder = fileURLToPath(new URL('./starters', import.meta.url))

/**
 * The starters of a folder, in their order.
 * @throws StarterError
 */
export function readStarters(folder: string = starterFolder): Starter[] {
  if (!existsSync(folder)) throw new StarterError(`There is no folder ${folder}.`)
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => parseStarter(readFileSync(join(folder, name), 'utf8'), basename(name)))
    .sort((a, b) => a.order - b.order || (a.slug < b.slug ? -1 : 1))
}

/** @throws StarterError naming `source` */
export function parseStarter(json: string, source: string): Starter {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    throw new StarterError(`${source} is not JSON: ${(error as Error).message}`)
  }
  const fault = faultOf(value as Partial<Starter>)
  if (fault !== null) throw new StarterError(`${source}: ${fault}`)
  return value as Starter
}

function faultOf(starter: Partial<Starter> | null): string | null {
  if (typeof starter !== 'object' || starter === null) return 'not an object'
  const { format, slug, order, card, encoderId, dimensions, samplesSeen, weights, biases } = starter
  if (format !== 2) return `format ${format} is unknown; 2 is expected`
  if (typeof slug !== 'string' || !/^[a-z0-9-]+$/.test(slug)) return 'slug is missing'
  if (!isCount(order)) return 'order must be a count'
  if (!isCard(card)) return 'card needs a name, a description, a uri and labels'
  if (!isHex(encoderId) || size(encoderId) !== 32) return 'encoderId must be 32 bytes'
  if (!isCount(dimensions) || !isCount(samplesSeen)) return 'dimensions and samplesSeen are counts'
  const vectors = vectorCount(card.labels.length)
  if (!Array.isArray(weights) || weights.length !== vectors)
    return `${vectors} weight rows expected`
  if (!weights.every(row => isVector(row, dimensions, WEIGHT_LIMIT))) {
    return `each row needs ${dimensions} whole weights below ${WEIGHT_LIMIT} in size`
  }
  if (!isVector(biases, vectors, BIAS_LIMIT)) {
    return `${vectors} whole biases below ${BIAS_LIMIT} in size expected`
  }
  return null
}

function isCard(card: TaskCard | undefined): card is TaskCard {
  return (
    typeof card?.name === 'string' &&
    typeof card.description === 'string' &&
    typeof card.uri === 'string' &&
    Array.isArray(card.labels) &&
    card.labels.every(
      label => typeof label?.name === 'string' && typeof label.definition === 'string',
    )
  )
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0
}

function isVector(row: unknown, length: number, limit: number): boolean {
  return (
    Array.isArray(row) &&
    row.length === length &&
    row.every(weight => Number.isInteger(weight) && Math.abs(weight) < limit)
  )
}
