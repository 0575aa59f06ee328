import type { Tokenizer } from '@tensorflow-models/universal-sentence-encoder'
import { MOST_TOKENS } from './spec.ts'

/** Pieces of words and their scores; the model's token ids are places in it. */
export type Vocabulary = readonly (readonly [piece: string, score: number])[]

/** What the model reads of a text. */
export interface FirstTokens {
  /** At most 128. */
  readonly ids: readonly number[]
  /** Tokens among them that stand for part of a word the vocabulary knows. */
  readonly known: number
  /** Code units of the text that they cover; the whole text's length if nothing was cut off. */
  readonly read: number
}

/** How the tokenizer writes a space, and the start of a text. */
const SPACE = '\u2581'
const UNKNOWN = 0
/** Entries at the start of a vocabulary that are no pieces of words. */
const RESERVED = 6

/** Symbols handed to the tokenizer, whose time grows faster than they do, until they make enough tokens. */
const PREFIXES = [640, 1280, 2560]

/** Finds a text's first tokens in time linear in its length. */
export class TokenReader {
  readonly #tokenizer: Tokenizer
  readonly #vocabulary: Vocabulary
  /** Symbols that pieces are made of; any other is unknown. */
  readonly #alphabet: ReadonlySet<string>

  constructor(tokenizer: Tokenizer, vocabulary: Vocabulary) {
    this.#tokenizer = tokenizer
    this.#vocabulary = vocabulary
    this.#alphabet = new Set(vocabulary.slice(RESERVED).flatMap(([piece]) => [...piece]))
  }

  /**
   * The same tokens as the first 128 of the whole text's. No piece of a word reaches over a space or an
   * unknown symbol, so a prefix that ends there is tokenized as the whole text would be. Only in a
   * single word of more than 2,560 letters has the cut to be made elsewhere, far behind the last token.
   */
  firstTokens(text: string): FirstTokens {
    const symbols = new SymbolReader(text, this.#alphabet)
    for (const size of PREFIXES) {
      const isWhole = symbols.fill(size)
      const end = isWhole ? symbols.length : symbols.lastBreak()
      const ids = this.#tokenize(symbols, end)
      if (isWhole || ids.length >= MOST_TOKENS) return this.#result(text, symbols, ids)
    }
    return this.#result(text, symbols, this.#tokenize(symbols, symbols.length))
  }

  #tokenize(symbols: SymbolReader, end: number): number[] {
    const written = symbols.written(end)
    return written === '' ? [] : this.#tokenizer.encode(written)
  }

  #result(text: string, symbols: SymbolReader, ids: readonly number[]): FirstTokens {
    const kept = ids.slice(0, MOST_TOKENS)
    const length = kept.reduce((sum, id) => sum + this.#lengthOf(id), 0)
    return {
      ids: kept,
      known: kept.filter(id => id !== UNKNOWN && this.#vocabulary[id]![0] !== SPACE).length,
      read: ids.length > kept.length ? symbols.offset(length) : text.length,
    }
  }

  #lengthOf(id: number): number {
    return id === UNKNOWN ? 1 : [...this.#vocabulary[id]![0]].length
  }
}

/** Code units taken from a text at a time, and at most while no place to stop comes up. */
const STRETCH = 64
const LONGEST_STRETCH = 512

/**
 * The symbols of a text as the tokenizer sees them, read only as far as needed. A run of unknown ones is
 * one symbol, as it makes one token: a megabyte of them costs no more than a line.
 */
class SymbolReader {
  readonly #text: string
  readonly #alphabet: ReadonlySet<string>
  readonly #symbols: string[] = [SPACE]
  /** Where in the text each symbol ends. */
  readonly #ends: number[] = [0]
  #position = 0

  constructor(text: string, alphabet: ReadonlySet<string>) {
    this.#text = text
    this.#alphabet = alphabet
  }

  get length(): number {
    return this.#symbols.length
  }

  /** Reads until there are `size` symbols; whether that is the whole text. */
  fill(size: number): boolean {
    while (this.#symbols.length < size && this.#position < this.#text.length) this.#readStretch()
    return this.#position === this.#text.length
  }

  /** The last place that no piece of a word reaches over. */
  lastBreak(): number {
    let at = this.#symbols.length - 1
    while (at > 0 && this.#symbols[at] !== SPACE && this.#isKnown(at)) at--
    return at
  }

  /** The first symbols as the tokenizer takes them: it adds the space in front by itself. */
  written(end: number): string {
    return this.#symbols.slice(1, end).join('')
  }

  /** Where in the text the first `count` symbols end. */
  offset(count: number): number {
    return this.#ends[Math.max(0, count - 1)] ?? this.#text.length
  }

  #readStretch(): void {
    const start = this.#position
    const end = stretchEnd(this.#text, start)
    const symbols = [...this.#text.slice(start, end).normalize('NFKC')]
    for (const [index, symbol] of symbols.entries()) {
      const last = this.#symbols.length - 1
      const symbolEnd = start + Math.ceil(((index + 1) * (end - start)) / symbols.length)
      const written = symbol === ' ' ? SPACE : symbol
      if (!this.#alphabet.has(written) && !this.#isKnown(last)) this.#ends[last] = symbolEnd
      else {
        this.#symbols.push(written)
        this.#ends.push(symbolEnd)
      }
    }
    this.#position = end
  }

  #isKnown(at: number): boolean {
    return this.#alphabet.has(this.#symbols[at]!)
  }
}

/** Marks, and the middles and ends of Korean syllables, may join what is before them. */
const joining = /^[\p{M}\u1160-\u11ff]/u

/** The next place at which a text can be cut so that its parts normalise as the whole does. */
function stretchEnd(text: string, start: number): number {
  const last = Math.min(text.length, start + LONGEST_STRETCH)
  for (let at = start + STRETCH; at < last; at++) {
    const isInsidePair = (text.charCodeAt(at) & 0xfc00) === 0xdc00
    if (isInsidePair) continue
    const next = String.fromCodePoint(text.codePointAt(at)!)
    if (!joining.test(next.normalize('NFKC'))) return at
  }
  return last
}
