import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { build } from 'vite'
import { findChromium } from '../fixtures/find-chromium.mjs'
import { root } from '../fixtures/run'
import { median } from './median'
import { benchTexts } from './texts'

const rounds = 3

/** Texts of 20 words that one core encodes in a second, in a Worker of Chromium; median of three. */
export async function encodeSpeed(): Promise<number> {
  const script = await bundleWorker()
  const table = await readFile(join(root, 'encoder/table/static-1.bin'))
  const served: Record<string, readonly [type: string, body: string | Buffer]> = {
    '/': ['text/html', '<!doctype html><title>bench</title>'],
    '/worker.js': ['text/javascript', script],
    '/table.bin': ['application/octet-stream', table],
  }
  const server = createServer((request, response) => {
    const [type, body] = served[request.url ?? ''] ?? ['text/plain', '']
    response.writeHead(200, { 'content-type': type }).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({
    executablePath: (await findChromium()) ?? undefined,
    args: ['--no-sandbox'],
  })
  try {
    const page = await browser.newPage()
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    const speeds: number[] = []
    for (let round = 0; round < rounds; round++)
      speeds.push(await page.evaluate(runWorker, benchTexts()))
    return Math.round(median(speeds))
  } finally {
    await browser.close()
    server.close()
  }
}

/** Runs in the page. */
async function runWorker(texts: readonly string[]): Promise<number> {
  const table = await (await fetch('/table.bin')).arrayBuffer()
  const worker = new Worker('/worker.js')
  return new Promise<number>((resolve, reject) => {
    worker.onmessage = event => resolve(event.data)
    worker.onerror = event => reject(new Error(event.message))
    worker.postMessage({ table, texts, milliseconds: 1_500 })
  })
}

async function bundleWorker(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      lib: {
        entry: join(root, 'e2e/bench/encode.worker.ts'),
        formats: ['iife'],
        name: 'encodeWorker',
      },
    },
  })
  const [bundle] = Array.isArray(built) ? built : [built]
  if (!bundle || !('output' in bundle)) throw new Error('The worker could not be bundled.')
  return bundle.output[0].code
}
