import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a server does with the requests for one file. */
export type Behaviour =
  | { readonly kind: 'honest' }
  /** Ends the connection after so many bytes of the answer. */
  | { readonly kind: 'cut'; readonly after: number }
  /** A whole answer with less in it. */
  | { readonly kind: 'truncated'; readonly bytes: number }
  | { readonly kind: 'wrong-bytes' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'redirect'; readonly to: string }
  /** Answers, sends so many bytes, and nothing more. */
  | { readonly kind: 'stalls'; readonly after: number }

export interface ServerOptions {
  /** By file name, one behaviour a request; the last one stays. */
  readonly behaviours?: Record<string, Behaviour[]>
  /** Whether pages of other origins may read it. Default: yes. */
  readonly cors?: boolean
  /** Whether it can send the rest of a file alone. Default: yes. */
  readonly ranges?: boolean
  /** Told about every request: file name, `Range` header. */
  readonly onRequest?: (name: string, range: string | undefined) => void
}

/** Serves files at `/NAME` on a free port of this machine. */
export async function serve(
  files: ReadonlyMap<string, Uint8Array>,
  options: ServerOptions = {},
): Promise<Server> {
  const behaviours = structuredClone(options.behaviours ?? {})
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1)
    options.onRequest?.(name, request.headers.range)
    const left = behaviours[name] ?? []
    const behaviour = (left.length > 1 ? left.shift() : left[0]) ?? { kind: 'honest' }
    answer(behaviour, files.get(name), request, response, options)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

export function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function answer(
  behaviour: Behaviour,
  file: Uint8Array | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  { cors = true, ranges = true }: ServerOptions,
): void {
  if (cors) {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-expose-headers', 'content-range')
  }
  const status = statusOf(behaviour, file)
  if (status !== 200) {
    if (behaviour.kind === 'redirect') response.setHeader('location', behaviour.to)
    response.writeHead(status, { 'content-length': 0 }).end()
  } else sendBody(behaviour, bodyOf(behaviour, file!), request, response, ranges)
}

function statusOf(behaviour: Behaviour, file: Uint8Array | undefined): number {
  if (behaviour.kind === 'status') return behaviour.status
  if (behaviour.kind === 'redirect') return 302
  return file ? 200 : 404
}

function sendBody(
  behaviour: Behaviour,
  body: Uint8Array,
  request: IncomingMessage,
  response: ServerResponse,
  ranges: boolean,
): void {
  const from = ranges ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0) : 0
  const part = body.subarray(from)
  if (from > 0)
    response.setHeader('content-range', `bytes ${from}-${body.length - 1}/${body.length}`)
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': part.length })
  if (behaviour.kind === 'cut') {
    response.write(part.subarray(0, behaviour.after), () => response.destroy())
  } else if (behaviour.kind === 'stalls') response.write(part.subarray(0, behaviour.after))
  else response.end(part)
}

function bodyOf(behaviour: Behaviour, file: Uint8Array): Uint8Array {
  switch (behaviour.kind) {
    case 'truncated':
      return file.subarray(0, behaviour.bytes)
    case 'wrong-bytes':
      return file.map((byte, at) => (at === 10 ? byte ^ 1 : byte))
    case 'too-long':
      return Buffer.concat([file, Buffer.alloc(1_000)])
    default:
      return file
  }
}
