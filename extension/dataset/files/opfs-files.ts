import type { Files, RandomFile } from './files'

/** What a Worker may do with a file at once; TypeScript's library for pages does not list it. */
interface SyncAccessHandle {
  getSize(): number
  read(into: Uint8Array, options: { at: number }): number
  write(bytes: Uint8Array, options: { at: number }): number
  truncate(size: number): void
  flush(): void
  close(): void
}

type WorkerFileHandle = FileSystemFileHandle & {
  createSyncAccessHandle(): Promise<SyncAccessHandle>
}

/**
 * A folder of the origin private file system.
 * @throws where the browser has none, e.g. in a private window of Firefox
 */
export async function openOpfsFiles(folder: readonly string[]): Promise<Files> {
  let directory = await navigator.storage.getDirectory()
  for (const name of folder) directory = await directory.getDirectoryHandle(name, { create: true })
  return {
    open: async name =>
      new OpfsFile(
        await (
          (await directory.getFileHandle(name, { create: true })) as WorkerFileHandle
        ).createSyncAccessHandle(),
      ),
    blob: async name => {
      try {
        return await (await directory.getFileHandle(name)).getFile()
      } catch (error) {
        if (isNotFound(error)) return null
        throw error
      }
    },
    remove: name => directory.removeEntry(name).catch(ignoreMissing),
    removeAll: async () => {
      const names: string[] = []
      for await (const name of (directory as unknown as { keys(): AsyncIterable<string> }).keys()) {
        names.push(name)
      }
      for (const name of names) await directory.removeEntry(name).catch(ignoreMissing)
    },
  }
}

class OpfsFile implements RandomFile {
  readonly #handle: SyncAccessHandle

  constructor(handle: SyncAccessHandle) {
    this.#handle = handle
  }

  async size() {
    return this.#handle.getSize()
  }

  async read(at: number, length: number) {
    const bytes = new Uint8Array(length)
    return bytes.subarray(0, this.#handle.read(bytes, { at }))
  }

  async write(at: number, bytes: Uint8Array) {
    const written = this.#handle.write(bytes, { at })
    // Some browsers write what fits and say so instead of throwing.
    if (written < bytes.length) throw new DOMException('The disk is full.', 'QuotaExceededError')
  }

  async truncate(size: number) {
    this.#handle.truncate(size)
  }

  async flush() {
    this.#handle.flush()
  }

  async close() {
    this.#handle.close()
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError'
}

function ignoreMissing(error: unknown): void {
  if (!isNotFound(error)) throw error
}
