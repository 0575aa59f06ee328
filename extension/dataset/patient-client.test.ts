import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getBlockNumber } from 'viem/actions'
import { afterEach, expect, it } from 'vitest'
import { patientClientFor } from './patient-client'

let close = () => {}
afterEach(() => close())

async function serve(answer: (response: ServerResponse, count: number) => void): Promise<string> {
  let count = 0
  const server = createServer((request, response) => {
    if (request.headers['content-type'] === 'application/json') answer(response, ++count)
    else response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  close = () => {
    server.close()
    server.closeAllConnections()
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('slows down for an endpoint that asks for fewer requests', async () => {
  const url = await serve((response, count) => {
    if (count < 4) response.writeHead(429, { 'retry-after': '0' }).end()
    else response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x7' }))
  })
  const client = patientClientFor(url, new AbortController().signal)
  expect(await getBlockNumber(client)).toBe(7n)
}, 20_000)

it('ends when told to, not when a hanging endpoint has run out of time', async () => {
  const stop = new AbortController()
  const url = await serve(() => stop.abort(new Error('enough')))
  const client = patientClientFor(url, stop.signal)
  await expect(getBlockNumber(client)).rejects.toThrow(/enough/)
})
