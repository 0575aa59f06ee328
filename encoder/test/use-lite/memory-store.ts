import type { WeightStore } from '../../src/use-lite/index.ts'

/** Keeps files in memory, as many bytes as it has room for. */
export class MemoryStore implements WeightStore {
  readonly files = new Map<string, Uint8Array>()
  room: number

  constructor(room = Infinity) {
    this.room = room
  }

  async read(key: string): Promise<Uint8Array | null> {
    return this.files.get(key) ?? null
  }

  async size(key: string): Promise<number | null> {
    return this.files.get(key)?.length ?? null
  }

  async write(key: string, bytes: Uint8Array): Promise<void> {
    const others = [...this.files].filter(([other]) => other !== key)
    const used = others.reduce((sum, [, { length }]) => sum + length, 0)
    if (used + bytes.length > this.room) throw new DOMException('Full', 'QuotaExceededError')
    this.files.set(key, bytes.slice())
  }

  async remove(key: string): Promise<void> {
    this.files.delete(key)
  }
}
