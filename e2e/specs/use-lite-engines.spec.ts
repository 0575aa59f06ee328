import { createEncoder, EncoderRegistry, encodingToHex, goldenTexts } from '@hivemark/encoder'
import { createUseLiteLoader, wasmFile } from '@hivemark/encoder/use-lite'
import { expect, test } from '@playwright/test'
import { hostileTexts } from '../../encoder/test/hostile-texts'
import { reader, wasmBinary } from '../../encoder/test/use-lite/model-set'
import { askFirefox, findFirefox } from '../fixtures/firefox-page'
import { useLite } from '../fixtures/use-lite'
import type { UseLiteRequest } from '../fixtures/use-lite.worker'
import { bundleWorker, inPage } from '../fixtures/worker-page'

// 28 MB travel twice, and the model reads each text on one core.
test.setTimeout(180_000)

// Lone surrogates would not survive the way to the page.
const texts = [
  ...goldenTexts.map(({ text }) => text.slice(0, 5_000)),
  ...hostileTexts(30, 3),
].filter(text => !/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')))

async function requestOf(): Promise<UseLiteRequest> {
  const { set, full } = useLite()
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const files = full.weights.map(({ path, name }) => [path, base64(set.files.get(name)!)] as const)
  return {
    texts,
    weights: full.weights,
    projection: full.projection,
    files: { ...Object.fromEntries(files), [wasmFile.path]: base64(wasmBinary()) },
  }
}

async function inNode(): Promise<string[]> {
  const { set, full } = useLite()
  const loader = await createUseLiteLoader(full)
  const registry = new EncoderRegistry([loader])
  const encoder = await createEncoder({ id: loader.id, readFile: reader(set), registry })
  return (await encoder.encodeMany(texts)).map(encodingToHex)
}

/** Runs in the page. */
async function askWorker(): Promise<unknown> {
  const request = await (await fetch('/request')).json()
  const worker = new Worker('/worker.js', { type: 'module' })
  return new Promise((resolve, reject) => {
    worker.onmessage = event => resolve(event.data)
    worker.onerror = event => reject(new Error(event.message))
    worker.postMessage(request)
  })
}

test('Universal Sentence Encoder Lite makes the same integers in Chromium as in Node', async () => {
  const served = {
    '/worker.js': ['text/javascript', await bundleWorker('e2e/fixtures/use-lite.worker.ts')],
    '/request': ['application/json', JSON.stringify(await requestOf())],
  } as const
  expect(await inPage(served, page => page.evaluate(askWorker))).toEqual(await inNode())
})

test('Universal Sentence Encoder Lite makes the same integers in Firefox as in Node', async () => {
  const firefox = findFirefox()
  test.skip(firefox === null, 'needs Firefox (Debian: apt-get install firefox-esr)')
  const worker = await bundleWorker('e2e/fixtures/use-lite.worker.ts')
  const theirs = await askFirefox(firefox!, worker, new Uint8Array(0), await requestOf())
  expect(theirs).toEqual(await inNode())
})
