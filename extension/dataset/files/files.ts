/** A file that can be read and written anywhere in it. Offsets and sizes in bytes. */
export interface RandomFile {
  size(): Promise<number>
  /** Fewer bytes than asked for at the end of the file. */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>
  write(at: number, bytes: Uint8Array): Promise<void>
  truncate(size: number): Promise<void>
  /** What was written survives the browser from here on. */
  flush(): Promise<void>
  close(): Promise<void>
}

/**
 * One folder of files on this machine, for one writer at a time. Writing throws a `DOMException` named
 * `QuotaExceededError` when the browser gives no more room.
 */
export interface Files {
  /** Opens a file, made if it is not there. */
  open(name: string): Promise<RandomFile>
  /** The whole file for a download, without copying it into memory where the browser can; `null` if there is none. */
  blob(name: string): Promise<Blob | null>
  remove(name: string): Promise<void>
  removeAll(): Promise<void>
}

/** Reads a small file as JSON; `null` if it is not there or broken. */
export async function readJson(files: Files, name: string): Promise<unknown> {
  const file = await files.open(name)
  try {
    return JSON.parse(new TextDecoder().decode(await file.read(0, await file.size())))
  } catch {
    return null
  } finally {
    await file.close()
  }
}

export async function writeJson(files: Files, name: string, value: unknown): Promise<void> {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  const file = await files.open(name)
  try {
    await file.truncate(0)
    await file.write(0, bytes)
    await file.flush()
  } finally {
    await file.close()
  }
}
