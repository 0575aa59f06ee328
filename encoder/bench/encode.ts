import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { computeEncoderId, loadStaticEncoder } from '../src/index.ts'
import { benchTexts } from './texts.ts'

// Texts of 20 words encoded per second on one core, the best of several rounds: other programs can
// only slow a round down.

const ROUNDS = 9
const TEXTS = 5000

const table = readFileSync(fileURLToPath(new URL('../table/static-2.bin', import.meta.url)))
const id = await computeEncoderId(table)
const before = performance.now()
const encoder = loadStaticEncoder(table, id)
const loadMs = performance.now() - before

const texts = benchTexts(TEXTS)
let best = Infinity
for (let round = 0; round < ROUNDS; round++) {
  const started = performance.now()
  for (const text of texts) encoder.encode(text)
  best = Math.min(best, performance.now() - started)
}
const textsPerSecond = Math.round((1000 * TEXTS) / best)

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ textsPerSecond, loadMs: Math.round(loadMs * 10) / 10 }))
} else {
  console.log(`${textsPerSecond} texts of 20 words per second (aim: 20,000)`)
  console.log(`Table ready after ${loadMs.toFixed(1)} ms (aim: 60)`)
}
