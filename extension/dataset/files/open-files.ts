import type { Files } from './files'
import { openIndexedFiles } from './indexed-files'
import { openOpfsFiles } from './opfs-files'

/**
 * Where a task's dataset is kept: the origin private file system, or IndexedDB where there is none.
 * @param key `taskKey`
 */
export async function openFiles(key: string): Promise<Files> {
  const folder = ['datasets', key.replace(':', '-')]
  try {
    return await openOpfsFiles(folder)
  } catch {
    return openIndexedFiles(folder)
  }
}
