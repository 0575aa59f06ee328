import { createEncoder, EncoderRegistry, encodingToHex, goldenTexts } from '@hivemark/encoder'
import { createUseLiteLoader, wasmFile } from '@hivemark/encoder/use-lite'
import { expect, test } from '@playwright/test'
import { hostileTexts } from '../../encoder/test/hostile-texts'
import { reader, wasmBinary } from '../../encoder/test/use-lite/model-set'
import { askFirefox, findFirefox } from '../fixtures/firefox-page'
import { useLite } from '../fixtures/use-lite'
import type { UseLiteRequest } from '../fixtures/use-lite.worker'
import { askChromium, bundleWorker, type WorkerJob } from '../fixtures/worker-page'

// 28 MB travel, and the model reads each text on one core.
test.setTimeout(180_000)

// Lone surrogates would not survive the way to the page.
const texts = [
  ...goldenTexts.map(({ text }) => text.slice(0, 5_000)),
  ...hostileTexts(30, 3),
].filter(text => !/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')))

async function useLiteJob(): Promise<WorkerJob> {
  const { set, full } = useLite()
  const { weights, projection } = full
  const type = 'application/octet-stream'
  const request: UseLiteRequest = { texts, weights, projection }
  return {
    script: await bundleWorker('e2e/fixtures/use-lite.worker.ts'),
    files: {
      ...Object.fromEntries(
        weights.map(({ path, name }) => [`/${path}`, [type, set.files.get(name)!]] as const),
      ),
      [`/${wasmFile.path}`]: [type, wasmBinary()],
    },
    request,
  }
}

async function inNode(): Promise<string[]> {
  const { set, full } = useLite()
  const loader = await createUseLiteLoader(full)
  const registry = new EncoderRegistry([loader])
  const encoder = await createEncoder({ id: loader.id, readFile: reader(set), registry })
  return (await encoder.encodeMany(texts)).map(encodingToHex)
}

test('Universal Sentence Encoder Lite makes the same integers in Chromium as in Node', async () => {
  expect(await askChromium(await useLiteJob())).toEqual(await inNode())
})

test('Universal Sentence Encoder Lite makes the same integers in Firefox as in Node', async () => {
  const firefox = findFirefox()
  test.skip(firefox === null, 'needs Firefox (Debian: apt-get install firefox-esr)')
  expect(await askFirefox(firefox!, await useLiteJob())).toEqual(await inNode())
})
