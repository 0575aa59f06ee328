import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { goldenTexts, loadStaticEncoder, STATIC_ENCODER_ID } from '@hivemark/encoder'
import { ada } from '../fixtures/people'
import { root } from '../fixtures/run'
import { expect, test } from '../fixtures/world'

/** What the product's pages send to have a text encoded, and what comes back. */
interface Encoded {
  readonly res?: {
    readonly kind: string
    readonly features?: readonly number[]
    readonly reproduces?: boolean
  }
}

test('the encoder makes the same integers in the browser as in Node', async ({ open }) => {
  const table = await readFile(join(root, 'encoder/table/static-2.bin'))
  const encoder = loadStaticEncoder(table, STATIC_ENCODER_ID)
  const browser = await open(ada, { route: 'none' })
  const page = await browser.openProduct('options.html#privacy')
  for (const { name, text } of goldenTexts) {
    const answer: Encoded = await page.evaluate(
      ([asked, encoderId]) => {
        const { chrome } = globalThis as unknown as {
          chrome: { runtime: { sendMessage(message: object): Promise<Encoded> } }
        }
        const data = { text: asked, encoderId, model: null }
        return chrome.runtime.sendMessage({ id: 1, type: 'encode', data, timestamp: Date.now() })
      },
      [text, STATIC_ENCODER_ID] as const,
    )
    expect(answer.res?.kind, name).toBe('encoded')
    expect(answer.res?.reproduces, name).toBe(true)
    expect(answer.res?.features, name).toEqual(Array.from(encoder.encode(text).features))
  }
})
