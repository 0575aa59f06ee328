import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startChain } from '@hivemark/contracts/deploy'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Intent } from '../label/intent'
import { defaultSettings } from '../settings/settings'
import { stored } from '../storage'
import { chainTime, checkEndpoint, clientFor, forgetOpenChain, openChain } from './chain'
import { requestFrom } from './endpoint'
import { startedAfresh } from './identity'
import { describeProblem, problemOf } from './problem'

const closers: (() => Promise<unknown> | unknown)[] = []

beforeEach(() => {
  fakeBrowser.reset()
  forgetOpenChain()
})

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** An endpoint that does as a test says. */
async function hostile(answer: (response: ServerResponse, body: string) => void): Promise<string> {
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => answer(response, body))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The problem of asking an endpoint who it is. */
async function problemAt(rpcUrl: string) {
  try {
    await checkEndpoint({ rpcUrl, chainId: 31337 })
  } catch (error) {
    return problemOf(error)
  }
  throw new Error('the endpoint was accepted')
}

function reply(response: ServerResponse, result: unknown): void {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result }))
}

async function useEndpoint(rpcUrl: string): Promise<void> {
  const settings = defaultSettings()
  await stored.settings.set({ ...settings, network: { ...settings.network, rpcUrl } })
  forgetOpenChain()
}

describe('an endpoint that misbehaves', () => {
  it('is named when nobody answers', async () => {
    expect(await problemAt('http://127.0.0.1:9')).toMatchObject({ kind: 'unreachable' })
  })

  it('ends a hang of the head', async () => {
    const url = await hostile(() => {})
    expect(await problemAt(url)).toEqual({ kind: 'timeout', url, seconds: 5 })
  }, 20_000)

  it('ends a body that never ends', async () => {
    const url = await hostile(response => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('{"jsonrpc":')
    })
    expect(await problemAt(url)).toMatchObject({ kind: 'timeout' })
  }, 20_000)

  it('refuses an answer that is too large', async () => {
    const url = await hostile(response => {
      const flood = () => {
        while (response.write('x'.repeat(1 << 20))) if (response.destroyed) return
        response.once('drain', flood)
      }
      flood()
    })
    expect(await problemAt(url)).toMatchObject({ kind: 'garbage' })
  }, 20_000)

  it.each([
    '<html>',
    '',
    '[]',
    'null',
    '{"jsonrpc":"2.0"}',
    '{"result":"banana"}',
    '{"result":"0x"}',
  ])('calls %j garbage', async text => {
    const url = await hostile(response => response.end(text))
    expect(await problemAt(url)).toMatchObject({ kind: 'garbage', url })
  })

  it('calls errors to the simplest questions garbage', async () => {
    const url = await hostile(response => response.end('{"error":{"code":-32601,"message":"no"}}'))
    expect(await problemAt(url)).toMatchObject({ kind: 'garbage' })
  })

  it('tries once more after 429 and then says so, whatever Retry-After asks', async () => {
    let requests = 0
    const url = await hostile(response => {
      requests++
      response.writeHead(429, { 'retry-after': '86400' }).end()
    })
    const error = await requestFrom(url, { method: 'eth_chainId' }).catch(caught => caught)
    expect(problemOf(error)).toEqual({ kind: 'rate-limited', url })
    expect(requests).toBe(2)
  }, 20_000)

  it('tells a refusal for the size of an answer from one for the number of requests', async () => {
    let requests = 0
    const error = { code: -32005, message: 'query returned more than 10000 results' }
    const url = await hostile(response => {
      requests++
      response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, error }))
    })
    const caught = await requestFrom(url, { method: 'eth_getLogs' }).catch(each => each)
    expect(problemOf(caught)).toBeNull()
    expect(caught).toMatchObject({ code: -32005 })
    expect(requests).toBe(1)
  })

  it('forgives one 429', async () => {
    const seen = new Set<string>()
    const url = await hostile((response, body) => {
      const { method } = JSON.parse(body)
      if (!seen.has(method)) {
        seen.add(method)
        response.writeHead(429, { 'retry-after': '0' }).end()
      } else if (method === 'eth_getBlockByNumber')
        reply(response, { hash: `0x${'ab'.repeat(32)}` })
      else reply(response, method === 'eth_chainId' ? '0x7a69' : '0x10')
    })
    expect(await checkEndpoint({ rpcUrl: url, chainId: 31337 })).toMatchObject({ block: 16n })
  }, 20_000)

  it('names both chains when it is on another one', async () => {
    const url = await hostile((response, body) =>
      reply(response, body.includes('getBlock') ? { hash: `0x${'ab'.repeat(32)}` } : '0x1'),
    )
    expect(await problemAt(url)).toEqual({ kind: 'wrong-chain', url, expected: 31337, actual: 1 })
  })

  it('refuses a first block without a hash', async () => {
    const url = await hostile((response, body) =>
      reply(response, body.includes('getBlock') ? null : '0x7a69'),
    )
    expect(await problemAt(url)).toMatchObject({ kind: 'garbage' })
  })

  it('says HTTP errors as such', async () => {
    const url = await hostile(response => response.writeHead(403).end('key needed'))
    expect(await problemAt(url)).toEqual({ kind: 'refused', url, status: 403 })
  })

  it('tells what to do next for every problem', () => {
    const url = 'https://rpc.example.org/key'
    const texts = [
      describeProblem({ kind: 'unreachable', url }),
      describeProblem({ kind: 'no-permission', url }),
      describeProblem({ kind: 'timeout', url, seconds: 5 }),
      describeProblem({ kind: 'rate-limited', url }),
      describeProblem({ kind: 'refused', url, status: 500 }),
      describeProblem({ kind: 'garbage', url, detail: 'x' }),
      describeProblem({ kind: 'wrong-chain', url, expected: 1, actual: 2 }),
    ]
    for (const { title, nextStep } of texts) {
      expect(title).toContain('rpc.example.org')
      expect(title).not.toContain('key')
      expect(nextStep.length).toBeGreaterThan(10)
    }
  })

  it('outlives no deadline', async () => {
    const url = await hostile(response => reply(response, '0x1'))
    const client = clientFor(url, { lives: -1 })
    const error = await client.getBlockNumber().catch(caught => caught)
    expect(problemOf(error)).toMatchObject({ kind: 'timeout' })
  })
})

describe('a chain started afresh', () => {
  it('is told by its first block or by a great step back', () => {
    const before = { chainId: 31337, genesis: '0xaa', block: 1_000n } as const
    expect(startedAfresh(before, { ...before, block: 990n })).toBe(false)
    expect(startedAfresh(before, { ...before, block: 3n })).toBe(true)
    expect(startedAfresh(before, { ...before, genesis: '0xbb' })).toBe(true)
    expect(startedAfresh(before, { chainId: 1, genesis: '0xbb', block: 3n })).toBe(false)
  })

  it('makes the extension forget the old one and keep what people made', async () => {
    const first = await startChain({ port: 0 })
    await useEndpoint(first.rpcUrl)
    const chain = await openChain()
    expect(await chainTime(chain)).toBeGreaterThan(1_600_000_000)
    await first.stop()
    await rememberThings()

    // The first block's hash holds the second it was made in.
    await new Promise(resolve => setTimeout(resolve, 1_100))
    const second = await startChain({ port: 0 })
    closers.push(second.stop)
    await useEndpoint(second.rpcUrl)
    await openChain()

    expect(await stored.snapshots.get()).toEqual({ '1:0xb': other })
    expect((await stored.tasks.get()).map(({ source }) => source)).toEqual(['person'])
    // What was confirmed on the chain that is gone says nothing about this one.
    const [sent, ...others] = await stored.intents.get()
    expect(sent!.progress).toMatchObject({ kind: 'lost', nextStep: expect.any(String) })
    expect(others).toEqual([])
    expect(await stored.drafts.get()).toHaveLength(1)
  }, 60_000)

  it('is not suspected when the same chain answers again', async () => {
    const chain = await startChain({ port: 0 })
    closers.push(chain.stop)
    await useEndpoint(chain.rpcUrl)
    await openChain()
    await rememberThings()
    forgetOpenChain()
    await openChain()
    expect(Object.keys(await stored.snapshots.get())).toHaveLength(2)
  }, 60_000)
})

const other = { readAt: 2 } as never

async function rememberThings(): Promise<void> {
  await stored.snapshots.set({ '31337:0xa': { readAt: 1 } as never, '1:0xb': other })
  const task = { chainId: 31337, address: '0xa' }
  await stored.tasks.set([
    { task, source: 'registry' } as never,
    { task: { ...task, address: '0xc' }, source: 'person' } as never,
  ])
  const intent = (id: string, kind: string) =>
    ({
      id,
      chainId: 31337,
      taskKey: '31337:0xa',
      progress: { kind },
      departure: { genesis: '0x01' },
    }) as unknown as Intent
  await stored.intents.set([intent('1', 'sent'), intent('2', 'confirmed')])
  await stored.drafts.set([{ id: 'd' } as never])
}
