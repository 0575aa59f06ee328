import type { Files, RandomFile } from './files'

/** Bytes of a file that are kept as one value. */
const pageSize = 256 * 1024

type Key = readonly [file: string, page: number]

/** Stands in for a page's number: where a file's size is kept. */
const sizeKey = -1

/** A folder of files as pages in IndexedDB, for browsers and windows without a file system of our own. */
export async function openIndexedFiles(folder: readonly string[]): Promise<Files> {
  const database = await openDatabase(folder.join('/'))
  const pages = new Pages(database)
  return {
    open: async name => new IndexedFile(pages, name),
    blob: async name => {
      const size = await pages.size(name)
      if (size === null) return null
      // Page by page: the browser moves a Blob's bytes to its own store when they become many.
      const parts: Blob[] = []
      for (let at = 0; at < size; at += pageSize) {
        const page = await pages.read(name, at / pageSize)
        parts.push(new Blob([page.slice(0, size - at)]))
      }
      return new Blob(parts)
    },
    remove: name => pages.clear(IDBKeyRange.bound([name, sizeKey], [name, Infinity])),
    removeAll: () => pages.clear(null),
  }
}

class IndexedFile implements RandomFile {
  readonly #pages: Pages
  readonly #name: string

  constructor(pages: Pages, name: string) {
    this.#pages = pages
    this.#name = name
  }

  async size() {
    return (await this.#pages.size(this.#name)) ?? 0
  }

  async read(at: number, length: number) {
    const end = Math.min(at + length, await this.size())
    const bytes = new Uint8Array(Math.max(0, end - at))
    for (let from = at; from < end; ) {
      const page = Math.floor(from / pageSize)
      const first = from - page * pageSize
      const count = Math.min(pageSize - first, end - from)
      bytes.set(
        (await this.#pages.read(this.#name, page)).subarray(first, first + count),
        from - at,
      )
      from += count
    }
    return bytes
  }

  async write(at: number, bytes: Uint8Array) {
    const changed: [number, Uint8Array][] = []
    for (let done = 0; done < bytes.length; ) {
      const number = Math.floor((at + done) / pageSize)
      const first = at + done - number * pageSize
      const count = Math.min(pageSize - first, bytes.length - done)
      const page = await this.#pages.read(this.#name, number)
      page.set(bytes.subarray(done, done + count), first)
      changed.push([number, page])
      done += count
    }
    const size = Math.max(await this.size(), at + bytes.length)
    await this.#pages.write(this.#name, size, changed)
  }

  async truncate(size: number) {
    const last = Math.floor(size / pageSize)
    // What a file grows over again must read as zeros, as everywhere.
    const kept = await this.#pages.read(this.#name, last)
    kept.fill(0, size - last * pageSize)
    await this.#pages.clear(IDBKeyRange.bound([this.#name, last + 1], [this.#name, Infinity]))
    await this.#pages.write(this.#name, size, [[last, kept]])
  }

  async flush() {}

  async close() {}
}

/** All pages and sizes of one folder. */
class Pages {
  readonly #database: IDBDatabase

  constructor(database: IDBDatabase) {
    this.#database = database
  }

  async size(file: string): Promise<number | null> {
    return ((await this.#get([file, sizeKey])) as number | undefined) ?? null
  }

  /** A copy of a whole page; zeros where nothing was written. */
  async read(file: string, page: number): Promise<Uint8Array<ArrayBuffer>> {
    const found = (await this.#get([file, page])) as Uint8Array<ArrayBuffer> | undefined
    return found ?? new Uint8Array(pageSize)
  }

  /** All of it or nothing. */
  write(file: string, size: number, pages: [number, Uint8Array][]): Promise<void> {
    return this.#change(store => {
      for (const [number, page] of pages) store.put(page, [file, number])
      store.put(size, [file, sizeKey])
    })
  }

  clear(range: IDBKeyRange | null): Promise<void> {
    return this.#change(store => (range ? store.delete(range) : store.clear()))
  }

  #get(key: Key): Promise<unknown> {
    const request = this.#database
      .transaction('pages')
      .objectStore('pages')
      .get([...key])
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  }

  #change(edit: (store: IDBObjectStore) => void): Promise<void> {
    const transaction = this.#database.transaction('pages', 'readwrite')
    edit(transaction.objectStore('pages'))
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
      transaction.onerror = () => reject(transaction.error)
    })
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => request.result.createObjectStore('pages')
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
