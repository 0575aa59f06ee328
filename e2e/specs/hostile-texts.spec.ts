import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodingToHex, loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { expect, test } from '@playwright/test'
import { hostileTexts } from '../../encoder/test/hostile-texts'
import { inChromium } from '../fixtures/encoder-page'
import { root } from '../fixtures/run'

test('10,000 hostile texts make the same integers in Chromium as in Node', async () => {
  const table = await readFile(join(root, 'encoder/table/static-2.bin'))
  const encoder = loadStaticEncoder(table, STATIC_ENCODER_ID)
  const [count, seed] = [10_000, 1]
  const texts = hostileTexts(count, seed)
  const theirs = await inChromium(ask => ask({ kind: 'hostile', count, seed }))
  const ours = texts.map(text => encodingToHex(encoder.encode(text)))
  expect(theirs).toEqual(ours)
})
