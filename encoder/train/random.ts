/** Numbers that look random and are the same on every run (the generator sfc32). */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number) {
    this.#a = seed | 0
    this.#b = Math.imul(seed, 0x9e3779b9) | 0
    this.#c = ~seed
    for (let i = 0; i < 16; i++) this.next()
  }

  /** 0 to 2^32 − 1. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** 0 to `count` − 1. */
  below(count: number): number {
    return Math.floor((this.next() / 0x100000000) * count)
  }

  /** 0 to 1, 1 excluded. */
  unit(): number {
    return this.next() / 0x100000000
  }

  /** Puts `items` in another order, in place. */
  shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items {
    for (let i = items.length - 1; i > 0; i--) {
      const k = this.below(i + 1)
      const item = items[i]
      items[i] = items[k]
      items[k] = item
    }
    return items
  }
}
