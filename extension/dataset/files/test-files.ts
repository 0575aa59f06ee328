import { type FileHandle, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Files } from './files'

/** A folder on this machine's disk, for tests: what lies in it outlives whoever wrote it. */
export interface TestFiles extends Files {
  readonly folder: string
  /** Bytes until the disk is full. */
  room: number
  /** Deletes the folder. */
  dispose(): Promise<void>
}

export async function openTestFiles(): Promise<TestFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'hivemark-dataset-'))
  const handles: FileHandle[] = []
  const files: TestFiles = {
    folder,
    room: Number.POSITIVE_INFINITY,
    async open(name) {
      const path = join(folder, name)
      await (await open(path, 'a')).close()
      const handle = await open(path, 'r+')
      handles.push(handle)
      return {
        size: async () => (await handle.stat()).size,
        read: async (at, length) => {
          const bytes = new Uint8Array(length)
          const { bytesRead } = await handle.read(bytes, 0, length, at)
          return bytes.subarray(0, bytesRead)
        },
        write: async (at, bytes) => {
          const fits = Math.min(bytes.length, files.room)
          files.room -= fits
          await handle.write(bytes, 0, fits, at)
          if (fits < bytes.length) throw new DOMException('full', 'QuotaExceededError')
        },
        truncate: size => handle.truncate(size),
        flush: async () => {},
        close: () => handle.close(),
      }
    },
    async blob(name) {
      return readFile(join(folder, name)).then(
        bytes => new Blob([bytes]),
        () => null,
      )
    },
    remove: name => rm(join(folder, name), { force: true }),
    async dispose() {
      // Whoever was stopped in the middle of its work has closed nothing.
      for (const handle of handles) await handle.close()
      await rm(folder, { recursive: true })
    },
    async removeAll() {
      for (const name of await readdir(folder)) await rm(join(folder, name))
    },
  }
  return files
}
