import type { CorpusPart } from './corpus.ts'
import { tokensOf } from './tokenize.ts'

/** A line's end in a stream of word numbers. */
export const LINE_END = -1
/** A token that is no word of the vocabulary. */
export const UNKNOWN = -2

/** Longest spelling that gets a row, in UTF-16 units. */
const LONGEST_WORD = 32

/** The corpus as word numbers. */
export interface CountedCorpus {
  /** In ascending order of their UTF-8 bytes, as the table keeps them. */
  readonly words: readonly string[]
  /** How often each stands in the corpus, repeats counted. */
  readonly counts: Float64Array
  /** All tokens, repeats counted, known or not. */
  readonly total: number
  readonly parts: readonly StreamPart[]
}

export interface StreamPart {
  readonly name: string
  readonly repeats: number
  /** Word numbers, `UNKNOWN` and `LINE_END`. */
  readonly stream: Int32Array
}

/** Reads the corpus once and keeps the `size` most frequent words. */
export function countCorpus(
  parts: Iterable<CorpusPart>,
  size: number,
  say: (line: string) => void,
): CountedCorpus {
  const numbers = new Map<string, number>()
  const seen: number[] = []
  let total = 0
  const raw: StreamPart[] = []
  for (const { name, repeats, lines } of parts) {
    const stream = new Growing()
    for (const line of lines) {
      for (const token of tokensOf(line)) {
        let number = numbers.get(token)
        if (number === undefined) {
          number = numbers.size
          numbers.set(token, number)
          seen.push(0)
        }
        seen[number]! += repeats
        total += repeats
        stream.push(number)
      }
      stream.push(LINE_END)
    }
    raw.push({ name, repeats, stream: stream.values() })
    say(`  ${name}: ${lines.length} lines, ${stream.length} tokens × ${repeats}`)
  }
  const kept = [...numbers]
    .filter(([word]) => word.length <= LONGEST_WORD)
    .sort(([a, i], [b, k]) => seen[k]! - seen[i]! || compareBytes(a, b))
    .slice(0, size)
    .sort(([a], [b]) => compareBytes(a, b))
  const renumber = new Int32Array(numbers.size).fill(UNKNOWN)
  kept.forEach(([, old], word) => {
    renumber[old] = word
  })
  return {
    words: kept.map(([word]) => word),
    counts: Float64Array.from(kept, ([, old]) => seen[old]!),
    total,
    parts: raw.map(part => ({ ...part, stream: part.stream.map(n => (n < 0 ? n : renumber[n]!)) })),
  }
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

class Growing {
  length = 0
  #values = new Int32Array(1 << 16)

  push(value: number): void {
    if (this.length === this.#values.length) {
      const next = new Int32Array(2 * this.length)
      next.set(this.#values)
      this.#values = next
    }
    this.#values[this.length++] = value
  }

  values(): Int32Array {
    return this.#values.slice(0, this.length)
  }
}
