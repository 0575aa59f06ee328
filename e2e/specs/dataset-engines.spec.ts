import { expect, test } from '@playwright/test'
import { openTestFiles } from '../../extension/dataset/files/test-files'
import { hashesOfDataset } from '../fixtures/dataset-pieces'
import { askFirefox, findFirefox } from '../fixtures/firefox-page'
import { askChromium, bundleWorker, type WorkerJob } from '../fixtures/worker-page'

/** A dataset in each browser's own file system, and in its database where that is missing. */

async function job(): Promise<WorkerJob> {
  return { script: await bundleWorker('e2e/fixtures/dataset.worker.ts'), files: {}, request: {} }
}

async function inNode() {
  const files = await openTestFiles()
  const hashes = await hashesOfDataset(files)
  await files.dispose()
  expect(hashes.rows).toBe(String(61 * 40))
  return { opfs: hashes, indexed: hashes }
}

test('a dataset’s files come out the same in Chromium as in Node', async () => {
  expect(await askChromium(await job())).toEqual(await inNode())
})

test('a dataset’s files come out the same in Firefox as in Node', async () => {
  const firefox = findFirefox()
  test.skip(firefox === null, 'needs Firefox (Debian: apt-get install firefox-esr)')
  expect(await askFirefox(firefox!, await job())).toEqual(await inNode())
})
