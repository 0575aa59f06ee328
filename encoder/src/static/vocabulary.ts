import { hashWord } from './hash.ts'

/** The words that have a row of their own, found by their folded codes. */
export class Vocabulary {
  readonly size: number
  readonly #codes: Int32Array
  /** Word `i` is `#codes[#offsets[i]]` to `#codes[#offsets[i + 1] - 1]`. */
  readonly #offsets: Int32Array
  /** Of each word's spelling. */
  readonly #hashes: Int32Array
  /** Open addressing: word number + 1, or 0. */
  readonly #slots: Int32Array
  readonly #mask: number

  /** @param codes All words one after the other. @param offsets Where each starts, and the end. */
  constructor(codes: Int32Array, offsets: Int32Array) {
    this.size = offsets.length - 1
    this.#codes = codes
    this.#offsets = offsets
    let capacity = 64
    while (capacity < 3 * this.size) capacity *= 2
    this.#slots = new Int32Array(capacity)
    this.#mask = capacity - 1
    this.#hashes = new Int32Array(this.size)
    for (let word = 0; word < this.size; word++) this.#insert(word)
  }

  /** The hash of a word's spelling, as `hashWord` gives it. */
  hashOf(word: number): number {
    return this.#hashes[word]!
  }

  /** The number of the word with codes [from, to), or -1. */
  find(codes: ArrayLike<number>, from: number, to: number): number {
    let slot = hashWord(codes, from, to) & this.#mask
    for (;;) {
      const word = this.#slots[slot]! - 1
      if (word < 0 || this.#isWord(word, codes, from, to)) return word
      slot = (slot + 1) & this.#mask
    }
  }

  /** The number of a word given as ASCII, or -1. */
  findAscii(word: string): number {
    const codes = Array.from({ length: word.length }, (_, k) => word.charCodeAt(k))
    return this.find(codes, 0, codes.length)
  }

  #insert(word: number): void {
    const hash = hashWord(this.#codes, this.#offsets[word]!, this.#offsets[word + 1]!)
    this.#hashes[word] = hash
    let slot = hash & this.#mask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask
    this.#slots[slot] = word + 1
  }

  #isWord(word: number, codes: ArrayLike<number>, from: number, to: number): boolean {
    const start = this.#offsets[word]!
    if (this.#offsets[word + 1]! - start !== to - from) return false
    for (let k = from; k < to; k++) if (this.#codes[start + k - from] !== codes[k]) return false
    return true
  }
}
