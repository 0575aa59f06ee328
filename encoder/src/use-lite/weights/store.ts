/** Where files are kept, by a key each. */
export interface WeightStore {
  read(key: string): Promise<Uint8Array | null>
  /** Bytes under a key, without reading them; `null` if there are none. */
  size(key: string): Promise<number | null>
  /** @throws a DOMException named QuotaExceededError if there is no room */
  write(key: string, bytes: Uint8Array): Promise<void>
  remove(key: string): Promise<void>
}

/** Files in the browser's Cache Storage, which pages, Workers and service workers of an origin share. */
export class CacheWeightStore implements WeightStore {
  readonly #cache: Promise<Cache>

  constructor(storage: CacheStorage, name = 'encoder-weights-1') {
    this.#cache = storage.open(name)
    // Whoever uses the store is told.
    this.#cache.catch(() => {})
  }

  async read(key: string): Promise<Uint8Array | null> {
    const kept = await (await this.#cache).match(addressOf(key))
    return kept ? new Uint8Array(await kept.arrayBuffer()) : null
  }

  async size(key: string): Promise<number | null> {
    const kept = await (await this.#cache).match(addressOf(key))
    return kept ? Number(kept.headers.get('content-length')) : null
  }

  async write(key: string, bytes: Uint8Array): Promise<void> {
    const headers = {
      'content-length': `${bytes.length}`,
      'content-type': 'application/octet-stream',
    }
    const body = bytes as Uint8Array<ArrayBuffer>
    await (await this.#cache).put(addressOf(key), new Response(body, { headers }))
  }

  async remove(key: string): Promise<void> {
    await (await this.#cache).delete(addressOf(key))
  }
}

/** Cache Storage wants addresses; nothing is ever asked for at this one. */
function addressOf(key: string): string {
  return `https://weights.invalid/${key}`
}
