import { exclusively } from './files/lock'
import { openFiles } from './files/open-files'

/**
 * Deletes what is here of a dataset, if anything. One that a page works on right now stays: its rows are
 * public, and it is there to be deleted when its task is added again.
 * @param key `taskKey`
 */
export async function forgetDataset(key: string): Promise<void> {
  try {
    await exclusively(key, async () => (await openFiles(key)).removeAll())
  } catch {
    // No browser storage to be had, so nothing was kept there either.
  }
}
