import { RpcRequestError } from 'viem'
import { ChainError } from './problem'

const secondsToAnswer = 5
const longestBackOffMs = 2_000
/** A hostile endpoint could answer without end; the largest honest answers are lists of events. */
const largestAnswer = 16 * 1024 * 1024
/** JSON-RPC's own way to say 429. */
const limitExceeded = -32005

interface RpcRequest {
  readonly method: string
  readonly params?: unknown
}

/**
 * One JSON-RPC call that ends: 5 seconds for head and body together, one more try after a 429, an
 * answer of bounded size. viem's own transport would wait as long as a `Retry-After` header or a slow
 * body pleases.
 * @throws ChainError when the endpoint does not behave; `RpcRequestError` when it answers with an error.
 */
export async function requestFrom(url: string, request: RpcRequest): Promise<unknown> {
  try {
    return await requestOnce(url, request)
  } catch (error) {
    if (!(error instanceof RateLimited)) throw error
    await new Promise(resolve => setTimeout(resolve, error.waitMs))
    try {
      return await requestOnce(url, request)
    } catch (again) {
      throw again instanceof RateLimited ? new ChainError({ kind: 'rate-limited', url }) : again
    }
  }
}

class RateLimited extends Error {
  readonly waitMs: number

  constructor(retryAfter: string | null) {
    super('rate limited')
    const asked = Number(retryAfter ?? Number.NaN) * 1_000
    this.waitMs = Number.isFinite(asked) ? Math.min(Math.max(asked, 0), longestBackOffMs) : 700
  }
}

async function requestOnce(url: string, request: RpcRequest): Promise<unknown> {
  const body = { jsonrpc: '2.0', id: 1, method: request.method, params: request.params ?? [] }
  const signal = AbortSignal.timeout(secondsToAnswer * 1_000)
  const { status, retryAfter, text } = await post(url, body, signal)
  if (status === 429) throw new RateLimited(retryAfter)
  const answer = parseAnswer(text)
  if (answer?.error) {
    if (isRateLimit(answer.error)) throw new RateLimited(null)
    throw new RpcRequestError({ body, url, error: answer.error })
  }
  if (status >= 400) throw new ChainError({ kind: 'refused', url, status })
  if (!answer) throw new ChainError({ kind: 'garbage', url, detail: 'not a JSON-RPC answer' })
  return answer.result
}

/** Some nodes use the same code to refuse an answer for its size: less is to be asked then, not later. */
function isRateLimit({ code, message }: NonNullable<RpcAnswer['error']>): boolean {
  return code === limitExceeded && !/\b(results?|range|blocks|logs|size)\b/i.test(message)
}

async function post(url: string, body: unknown, signal: AbortSignal) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body, (_, value) =>
        typeof value === 'bigint' ? `0x${value.toString(16)}` : value,
      ),
      signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    })
    const text = await readBounded(url, response)
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text }
  } catch (error) {
    if (error instanceof ChainError) throw error
    if (signal.aborted) throw new ChainError({ kind: 'timeout', url, seconds: secondsToAnswer })
    throw new ChainError({
      kind: (await answersBlindly(url)) ? 'no-permission' : 'unreachable',
      url,
    })
  }
}

async function readBounded(url: string, response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > largestAnswer) {
      void reader.cancel()
      throw new ChainError({ kind: 'garbage', url, detail: 'the answer is too large' })
    }
    text += decoder.decode(value, { stream: true })
  }
}

/**
 * Whether someone is there who only refuses cross-origin reads: a request whose answer we may not
 * see gets through to them, but to nobody when the endpoint is down.
 */
async function answersBlindly(url: string): Promise<boolean> {
  try {
    await fetch(url, {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'omit',
      signal: AbortSignal.timeout(2_000),
    })
    return true
  } catch {
    return false
  }
}

interface RpcAnswer {
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

function parseAnswer(text: string): RpcAnswer | null {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer !== 'object' || answer === null) return null
    if ('error' in answer && answer.error) return { error: plainError(answer.error) }
    return 'result' in answer ? { result: answer.result } : null
  } catch {
    return null
  }
}

function plainError(error: unknown): NonNullable<RpcAnswer['error']> {
  const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown }
  return {
    code: typeof code === 'number' ? code : -32603,
    message: typeof message === 'string' ? message.slice(0, 500) : 'no message',
    data,
  }
}
