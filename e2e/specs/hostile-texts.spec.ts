import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodingToHex, loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { expect, test } from '@playwright/test'
import { hostileTexts } from '../../encoder/test/hostile-texts'
import { askFirefox, findFirefox } from '../fixtures/firefox-page'
import type { HostileRequest } from '../fixtures/hostile-texts.worker'
import { root } from '../fixtures/run'
import { askChromium, bundleWorker, type WorkerJob } from '../fixtures/worker-page'

const request: HostileRequest = { count: 10_000, seed: 1 }

async function hostileJob(): Promise<WorkerJob> {
  const table = await readFile(join(root, 'encoder/table/static-2.bin'))
  return {
    script: await bundleWorker('e2e/fixtures/hostile-texts.worker.ts'),
    files: { '/table.bin': ['application/octet-stream', table] },
    request,
  }
}

async function inNode(): Promise<string[]> {
  const table = await readFile(join(root, 'encoder/table/static-2.bin'))
  const encoder = loadStaticEncoder(table, STATIC_ENCODER_ID)
  const texts = hostileTexts(request.count, request.seed)
  return texts.map(text => encodingToHex(encoder.encode(text)))
}

test('10,000 hostile texts make the same integers in Chromium as in Node', async () => {
  expect(await askChromium(await hostileJob())).toEqual(await inNode())
})

test('10,000 hostile texts make the same integers in Firefox as in Node', async () => {
  const firefox = findFirefox()
  test.skip(firefox === null, 'needs Firefox (Debian: apt-get install firefox-esr)')
  expect(await askFirefox(firefox!, await hostileJob())).toEqual(await inNode())
})
