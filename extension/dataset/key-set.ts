/**
 * A set of hashes for a million of them: keeps the first 8 bytes of each, 16 bytes of memory a hash. Two
 * different ones are taken for the same once in 10¹³ millions.
 */
export class KeySet {
  #slots = new BigUint64Array(1024)
  #count = 0

  /** @param key at least 8 bytes of a hash; @returns whether it was new */
  add(key: Uint8Array): boolean {
    const view = new DataView(key.buffer, key.byteOffset, 8)
    // 0 marks an empty slot.
    const value = view.getBigUint64(0, true) || 1n
    if (!this.#insert(value)) return false
    this.#count++
    if (this.#count * 2 > this.#slots.length) this.#grow()
    return true
  }

  #insert(value: bigint): boolean {
    const mask = this.#slots.length - 1
    let slot = Number(value & 0x7fff_ffffn) & mask
    while (this.#slots[slot] !== 0n) {
      if (this.#slots[slot] === value) return false
      slot = (slot + 1) & mask
    }
    this.#slots[slot] = value
    return true
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new BigUint64Array(before.length * 2)
    for (const value of before) if (value !== 0n) this.#insert(value)
  }
}
