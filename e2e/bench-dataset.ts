import { statSync } from 'node:fs'
import { join } from 'node:path'
import { RpcRequestError } from 'viem'
import { collect } from '../extension/dataset/collect'
import { openTestFiles } from '../extension/dataset/files/test-files'
import { formats } from '../extension/dataset/formats/format'
import { madeName, makeFile } from '../extension/dataset/make-file'
import { RowLog } from '../extension/dataset/row-log'
import { aboutOf } from '../extension/dataset/session'
import { madeUpSample, TestChain, testTask } from '../extension/dataset/test-chain'

/**
 * Collects a dataset from a made-up chain, in batches of 100 a block and at most 50 blocks an answer, and
 * makes every file of it. Prints time, size and the most memory that the process took in each step.
 *
 *   npm run -s bench:dataset -- [rows] [--json]
 */
const given = process.argv.slice(2)
const json = given.includes('--json')
const rows = Number(given.find(each => /^\d+$/.test(each)) ?? 1_000_000)
const inBlock = 100
const blocksAtOnce = 50n
const first = 10n

const chain = new TestChain(
  first + BigInt(Math.ceil(rows / inBlock)) - 1n,
  block =>
    block < first
      ? []
      : Array.from({ length: inBlock }, (_, i) =>
          madeUpSample(Number(block - first) * inBlock + i),
        ),
  2 * inBlock * Number(blocksAtOnce),
)
chain.meddle = (method, params, honest) => {
  if (method !== 'eth_getLogs') return honest()
  const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }]
  if (BigInt(toBlock) - BigInt(fromBlock) < blocksAtOnce) return honest()
  const error = { code: -32005, message: 'block range too large' }
  throw new RpcRequestError({ body: {}, url: '', error })
}

interface Step {
  readonly name: string
  readonly ms: number
  readonly bytes: number
  /** Of the whole process. */
  readonly peakMemoryBytes: number
}

const steps: Step[] = []
const files = await openTestFiles()
const genesis = chain.hashOf(0n)
const log = await RowLog.open(files, aboutOf(testTask, genesis))
const signal = new AbortController().signal

await measured('collect', 'rows.bin', () =>
  collect(chain.client(), testTask, log, { behind: 0n, signal, onProgress: () => {} }),
)
const { block, time } = log.last!
const facts = {
  task: testTask,
  currency: 'ETH',
  encoder: null,
  genesis,
  block,
  time,
  rows: log.rows,
  texts: null,
}
for (const format of formats) {
  await measured(format, madeName(format), () =>
    makeFile(files, log, format, facts, { signal, onProgress: () => {} }),
  )
}
if (json) console.log(JSON.stringify({ rows: log.rows, steps }))
else console.log(`${log.rows} rows`)
await log.close()
await files.dispose()

async function measured(name: string, file: string, work: () => Promise<unknown>): Promise<void> {
  const start = Date.now()
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  await work()
  clearInterval(timer)
  const { size } = statSync(join(files.folder, file))
  const step = { name, ms: Date.now() - start, bytes: size, peakMemoryBytes: peak }
  steps.push(step)
  if (!json) console.log(lineOf(step))
}

function lineOf({ name, ms, bytes, peakMemoryBytes }: Step): string {
  const words = [`${(ms / 1000).toFixed(1)} s`, megabytes(bytes), megabytes(peakMemoryBytes)]
  return `${name.padEnd(8)} ${words.map(word => word.padStart(9)).join('  ')} of memory`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
