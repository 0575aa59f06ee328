import type { Contribution, Encoder, EncoderId, Encoding } from '../types.ts'
import { createWorkspace, scaleSums, sumText, type Workspace } from './encode.ts'
import { explainSums } from './explain.ts'
import { DIMENSIONS, parseTable, type Table } from './table.ts'

/** An encoder from a parsed table. */
export class StaticEncoder implements Encoder {
  readonly id: EncoderId
  readonly name: string
  readonly dimensions = DIMENSIONS
  readonly #table: Table
  readonly #work: Workspace

  constructor(table: Table, id: EncoderId, name: string) {
    this.#table = table
    this.#work = createWorkspace(table)
    this.id = id
    this.name = name
  }

  encode(text: string): Encoding {
    sumText(this.#table, text, this.#work)
    const { sums, tail, rows } = this.#work
    return {
      features: scaleSums(sums),
      tail: Uint16Array.from(tail.ids.subarray(0, tail.length)),
      tokens: rows.tokens,
    }
  }

  explain(
    text: string,
    direction: ArrayLike<number>,
    tail: (id: number) => number = () => 0,
  ): Contribution[] {
    if (direction.length !== DIMENSIONS) {
      throw new RangeError(
        `The direction has ${direction.length} numbers; ${DIMENSIONS} are needed.`,
      )
    }
    sumText(this.#table, text, this.#work)
    return explainSums(this.#table, this.#work, direction, tail)
  }
}

/**
 * The encoder of a table file.
 * @param id What `computeEncoderId` says of the file; the caller has compared it with what it expects.
 * @throws TableError
 */
export function readStaticEncoder(
  file: ArrayBuffer | Uint8Array,
  id: EncoderId,
  name: string,
): StaticEncoder {
  return new StaticEncoder(parseTable(file), id, name)
}
