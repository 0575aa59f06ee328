import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodingToHex, loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { expect, test } from '@playwright/test'
import { hostileTexts } from '../../encoder/test/hostile-texts'
import { inChromium } from '../fixtures/encoder-page'
import { askFirefox, findFirefox } from '../fixtures/firefox-page'
import { root } from '../fixtures/run'
import { bundleWorker } from '../fixtures/worker-page'

const task = { kind: 'hostile', count: 10_000, seed: 1 } as const

async function inNode(table: Uint8Array): Promise<string[]> {
  const encoder = loadStaticEncoder(table, STATIC_ENCODER_ID)
  return hostileTexts(task.count, task.seed).map(text => encodingToHex(encoder.encode(text)))
}

const readTable = () => readFile(join(root, 'encoder/table/static-2.bin'))

test('10,000 hostile texts make the same integers in Chromium as in Node', async () => {
  const theirs = await inChromium(ask => ask(task))
  expect(theirs).toEqual(await inNode(await readTable()))
})

test('10,000 hostile texts make the same integers in Firefox as in Node', async () => {
  const firefox = findFirefox()
  test.skip(firefox === null, 'needs Firefox (Debian: apt-get install firefox-esr)')
  const table = await readTable()
  const worker = await bundleWorker('e2e/fixtures/encoder.worker.ts')
  expect(await askFirefox(firefox!, worker, table, task)).toEqual(await inNode(table))
})
