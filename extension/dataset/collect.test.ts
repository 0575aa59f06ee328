import { joinTail } from '@hivemark/contracts'
import { RpcRequestError } from 'viem'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ChainError } from '../chain/problem'
import { collect } from './collect'
import { openTestFiles, type TestFiles } from './files/test-files'
import { RowLog } from './row-log'
import { aboutOf, DatasetSession, type DatasetState } from './session'
import { type MadeUpSample, madeUpSample, TestChain, testTask, testTaskWithIds } from './test-chain'

let files: TestFiles
beforeEach(async () => {
  files = await openTestFiles()
})
afterEach(() => files.dispose())

/** Two samples in every fifth block, other ones after a reorganisation. */
function twoInFive(block: bigint, fork: number): MadeUpSample[] {
  if (block % 5n !== 0n || block < 5n) return []
  const number = Number(block) * 10 + fork * 5
  return [madeUpSample(number), madeUpSample(number + 1)]
}

const url = 'http://127.0.0.1:1'

function openLog(chain: TestChain, task = testTask) {
  return RowLog.open(files, aboutOf(task, chain.hashOf(0n)))
}

async function rowsOf(log: RowLog) {
  const all = []
  for await (const rows of log.read()) all.push(...rows)
  return all
}

function options(behind = 10n) {
  return { behind, signal: new AbortController().signal, onProgress: () => {} }
}

/** What the chain itself has up to a block. */
function truth(chain: TestChain, to: bigint) {
  return chain.samples(to).map(({ block, key, sample }) => ({
    block,
    key,
    label: sample.label,
    contributor: sample.contributor,
    time: chain.timeOf(block),
    deposit: 400_000n * 10n ** 9n,
    features: sample.features,
  }))
}

function refusal(message: string) {
  return new RpcRequestError({ body: {}, url, error: { code: -32005, message } })
}

describe('collecting', () => {
  it('gives what the chain has, in its order, up to some blocks behind the newest', async () => {
    const chain = new TestChain(103n, twoInFive)
    const log = await openLog(chain)
    expect((await collect(chain.client(), testTask, log, options())).added).toBe(36)
    expect(await rowsOf(log)).toMatchObject(truth(chain, 93n))
    expect(log.last).toMatchObject({ block: 93n, target: 93n, hash: chain.hashOf(93n), rows: 36 })
  })

  it('keeps ids of words apart from features', async () => {
    const ids = [3, 700, 4095]
    const sample = { ...madeUpSample(7), features: joinTail(madeUpSample(7).features, ids) }
    const chain = new TestChain(50n, block => (block === 9n ? [sample] : []))
    const log = await openLog(chain, testTaskWithIds)
    await collect(chain.client(), testTaskWithIds, log, options())
    expect(await rowsOf(log)).toMatchObject([{ ids, features: madeUpSample(7).features }])
  })

  it('goes on with new blocks, and asks again how older rows stand', async () => {
    const chain = new TestChain(60n, twoInFive)
    const log = await openLog(chain)
    await collect(chain.client(), testTask, log, options())
    const [first] = await rowsOf(log)
    chain.statusOf.set(first!.key, 'refunded')
    chain.height = 120n
    const asked = chain.asked.eth_getLogs
    const done = await collect(chain.client(), testTask, log, options())
    expect(done).toEqual({ added: 24, takenBack: 0, changed: 1 })
    expect(chain.asked.eth_getLogs).toBe(asked! + 1)
    expect(await rowsOf(log)).toMatchObject(truth(chain, 110n))
    expect((await log.row(0))!.status).toBe('refunded')
    expect((await log.row(1))!.status).toBe('open')
  })

  it('takes back rows of blocks that are no longer part of the chain', async () => {
    const chain = new TestChain(100n, twoInFive)
    const log = await openLog(chain)
    chain.meddle = (method, params, honest) => {
      if (method !== 'eth_getLogs') return honest()
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }]
      if (Number(toBlock) - Number(fromBlock) >= 20) throw refusal('block range too large')
      return honest()
    }
    await collect(chain.client(), testTask, log, options(0n))
    chain.reorganise(87n)
    chain.height = 102n
    const done = await collect(chain.client(), testTask, log, options(0n))
    expect(done.takenBack).toBeGreaterThan(0)
    const rows = await rowsOf(log)
    expect(rows).toMatchObject(truth(chain, 102n))
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  })

  it('takes nothing back for an endpoint that lags behind', async () => {
    const chain = new TestChain(100n, twoInFive)
    const log = await openLog(chain)
    await collect(chain.client(), testTask, log, options(0n))
    chain.height = 97n
    const done = await collect(chain.client(), testTask, log, options(0n))
    expect(done).toEqual({ added: 0, takenBack: 0, changed: 0 })
    expect(await rowsOf(log)).toMatchObject(truth(chain, 100n))
  })

  it('asks for fewer blocks where an endpoint is at its limits, and gives up where it is gone', async () => {
    const chain = new TestChain(400n, twoInFive)
    const log = await openLog(chain)
    let gone = false
    let spans: number[] = []
    chain.meddle = (method, params, honest) => {
      if (gone) throw new ChainError({ kind: 'unreachable', url })
      if (method !== 'eth_getLogs') return honest()
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }]
      const span = Number(toBlock) - Number(fromBlock) + 1
      spans.push(span)
      if (span > 200) throw new ChainError({ kind: 'timeout', url, seconds: 5 })
      if (span > 100) throw new ChainError({ kind: 'garbage', url, detail: 'too large' })
      if (span > 50) throw refusal('query returned more than 10000 results')
      if (span > 30) throw new ChainError({ kind: 'rate-limited', url })
      gone = Number(toBlock) > 150
      return honest()
    }
    await expect(collect(chain.client(), testTask, log, options())).rejects.toThrow()
    const before = await rowsOf(log)
    expect(before.length).toBeGreaterThan(20)
    expect(before).toMatchObject(truth(chain, log.last!.block))
    gone = false
    chain.meddle = null
    spans = []
    await log.close()
    const again = await openLog(chain)
    await collect(chain.client(), testTask, again, options())
    expect(await rowsOf(again)).toMatchObject(truth(chain, 390n))
  })

  it('is not taken in by an endpoint that repeats, shifts or invents events', async () => {
    const chain = new TestChain(100n, twoInFive)
    const log = await openLog(chain)
    chain.meddle = (method, _, honest) => {
      const answer = honest()
      if (method !== 'eth_getLogs') return answer
      return (answer as { topics: string[]; data: string; blockNumber: string }[]).flatMap(each => [
        each,
        each,
        { ...each, blockNumber: '0x1' },
        { ...each, address: '0x00000000000000000000000000000000000000bb' },
        { ...each, data: each.data.slice(0, -64) + [...each.data.slice(-64)].reverse().join('') },
        { ...each, topics: [each.topics[0], `0x${'7'.repeat(64)}`] },
      ])
    }
    await collect(chain.client(), testTask, log, options())
    expect(await rowsOf(log)).toMatchObject(truth(chain, 90n))
  })
})

describe('a log', () => {
  it('loses nothing that was committed, and nothing else is left, wherever a writer was stopped', async () => {
    const chain = new TestChain(200n, twoInFive)
    const full = await openLog(chain)
    chain.meddle = (method, params, honest) => {
      const [range] = params as [{ fromBlock: string; toBlock: string }]
      if (method === 'eth_getLogs' && Number(range.toBlock) - Number(range.fromBlock) > 15)
        throw refusal('range')
      return honest()
    }
    // The disk ends in the middle of a write, of rows or of a commit, anywhere.
    await full.close()
    for (const room of [100, 5_000, 5_005, 5_050, 8_000]) {
      await files.removeAll()
      files.room = room + 300
      const log = await openLog(chain)
      await expect(collect(chain.client(), testTask, log, options())).rejects.toThrow('full')
      await log.close()
      files.room = Number.POSITIVE_INFINITY
      const again = await openLog(chain)
      expect(await rowsOf(again)).toMatchObject(again.last ? truth(chain, again.last.block) : [])
      await collect(chain.client(), testTask, again, options())
      expect(await rowsOf(again)).toMatchObject(truth(chain, 190n))
      await again.close()
    }
  })

  it('falls back to what is whole where the disk lost the end of a file', async () => {
    const chain = new TestChain(200n, twoInFive)
    chain.meddle = (method, params, honest) => {
      const [range] = params as [{ fromBlock: string; toBlock: string }]
      if (method === 'eth_getLogs' && Number(range.toBlock) - Number(range.fromBlock) > 15)
        throw refusal('range')
      return honest()
    }
    const log = await openLog(chain)
    await collect(chain.client(), testTask, log, options())
    const { rows, layout } = log
    await log.close()
    const damage = async (name: string, at: (size: number) => number) => {
      const file = await files.open(name)
      await file.truncate(at(await file.size()))
      if (name === 'journal.bin') await file.write((await file.size()) - 70, new Uint8Array([9]))
      await file.close()
      const again = await openLog(chain)
      expect(again.rows).toBeLessThan(rows)
      expect(await rowsOf(again)).toMatchObject(truth(chain, again.last!.block))
      await collect(chain.client(), testTask, again, options())
      expect(await rowsOf(again)).toMatchObject(truth(chain, 190n))
      await again.close()
    }
    await damage('rows.bin', size => size - layout.size - 3)
    await damage('journal.bin', size => size)
  })

  it('of a chain that was started afresh is begun anew', async () => {
    const chain = new TestChain(100n, twoInFive)
    const log = await openLog(chain)
    await collect(chain.client(), testTask, log, options())
    await log.close()
    chain.reorganise(0n)
    const next = await openLog(chain)
    expect(next.rows).toBe(0)
  })

  it('finds a row by its hash', async () => {
    const chain = new TestChain(100n, twoInFive)
    const log = await openLog(chain)
    await collect(chain.client(), testTask, log, options())
    expect(await log.find((await log.row(11))!.key)).toBe(11)
    expect(await log.find(`0x${'ab'.repeat(32)}`)).toBeNull()
  })
})

describe('a session', () => {
  it('says how everything ended: full disk, dead endpoint, stop, done', async () => {
    const chain = new TestChain(100n, twoInFive)
    const states: DatasetState[] = []
    let free = true
    const session = new DatasetSession({
      task: testTask,
      files,
      exclusively: async work => {
        if (free) await work()
        return free
      },
      clientFor: () => chain.client(),
      show: state => states.push(state),
    })
    const last = () => states.at(-1)!
    await session.look()
    expect(last()).toEqual({ kind: 'idle', here: null, ended: null })
    files.room = 1_000
    await session.collect(url, 10n)
    expect(last()).toMatchObject({ ended: { kind: 'full' } })
    files.room = Number.POSITIVE_INFINITY
    chain.meddle = () => {
      throw new ChainError({ kind: 'unreachable', url })
    }
    await session.collect(url, 10n)
    expect(last()).toMatchObject({ ended: { kind: 'chain', problem: { kind: 'unreachable' } } })
    chain.meddle = (_, __, honest) => {
      session.stop()
      return honest()
    }
    await session.collect(url, 10n)
    expect(last()).toMatchObject({ ended: { kind: 'stopped' } })
    chain.meddle = null
    await session.collect(url, 10n)
    expect(last()).toMatchObject({
      here: { rows: 36, block: 90n, whole: true, made: [] },
      ended: { kind: 'collected', added: 36 },
    })
    await session.make({ format: 'jsonl', currency: 'ETH', encoder: null, texts: null })
    expect(last()).toMatchObject({ here: { made: [{ format: 'jsonl', rows: 36, block: '90' }] } })
    const { key } = chain.samples(90n)[3]!
    expect(await session.find({ hash: key })).toMatchObject({ index: 3, row: { key } })
    free = false
    await session.look()
    expect(last()).toEqual({ kind: 'busy-elsewhere' })
    free = true
    await session.removeAll()
    expect(last()).toEqual({ kind: 'idle', here: null, ended: null })
  })
})
