import { BaseError, HttpRequestError, RpcError, RpcRequestError, UnknownRpcError } from 'viem'

/** A range of blocks that a node has answered for; both ends count. */
export interface BlockRange {
  readonly from: bigint
  readonly to: bigint
}

/** Where a log stands; null in a block that is not yet made. */
interface PlacedLog {
  readonly blockNumber: bigint | null
  readonly logIndex: number | null
}

/** Sorts logs in the order they were written. */
export function byPlace(a: PlacedLog, b: PlacedLog): number {
  const blocks = Number((a.blockNumber ?? 0n) - (b.blockNumber ?? 0n))
  return blocks !== 0 ? blocks : (a.logIndex ?? 0) - (b.logIndex ?? 0)
}

/** Whether a failure means that fewer blocks would be answered; may ask the node whether it is still there. */
export type Refusal = (error: unknown) => boolean | Promise<boolean>

export interface RangeOptions {
  readonly signal?: AbortSignal
  /** What of a transport of one's own counts as a refusal, beside what viem knows. Default: nothing. */
  readonly isTooMuch?: Refusal
}

/** Answers in a row after which a span that was refused is tried again: events are not spread evenly. */
const answersBeforeRetry = 16

/**
 * Reads a range of blocks in as few pieces as the node allows: asks for all at once, halves the range
 * whenever the node refuses, and doubles it when it answers, but for a while not up to what it refused.
 * @returns What was read, piece by piece, oldest first.
 * @throws What `read` throws for a single block, or if the node does not answer at all; the signal's
 * reason if aborted.
 */
export async function* readRanges<T>(
  { from: first, to: last }: BlockRange,
  read: (range: BlockRange) => Promise<T>,
  { signal, isTooMuch = () => false }: RangeOptions = {},
): AsyncGenerator<{ readonly range: BlockRange; readonly answer: T }> {
  let from = first
  let span = last - first + 1n
  let refused: bigint | null = null
  let answers = 0
  while (from <= last) {
    signal?.throwIfAborted()
    const range = { from, to: from + span - 1n < last ? from + span - 1n : last }
    const answer = await answerOrRefusal(range, read, isTooMuch)
    if (answer === 'refused') {
      refused = range.to - from + 1n
      span = refused / 2n
      answers = 0
      continue
    }
    yield { range, answer: answer.read }
    from = range.to + 1n
    if (++answers % answersBeforeRetry === 0) refused = null
    if (refused === null || span * 2n < refused) span *= 2n
  }
  signal?.throwIfAborted()
}

async function answerOrRefusal<T>(
  range: BlockRange,
  read: (range: BlockRange) => Promise<T>,
  isTooMuch: Refusal,
): Promise<{ readonly read: T } | 'refused'> {
  try {
    return { read: await read(range) }
  } catch (error) {
    if (range.from === range.to) throw error
    if (!isRefusal(error) && !(await isTooMuch(error))) throw error
    return 'refused'
  }
}

/** A node that answers no, as against one that does not answer: only then is a smaller range of use. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  const http = error.walk(cause => cause instanceof HttpRequestError)
  if (http instanceof HttpRequestError) {
    return http.status !== undefined && http.status !== 429 && http.status !== 401
  }
  return error.walk(isAnswer) !== null
}

function isAnswer(cause: unknown): boolean {
  if (cause instanceof RpcRequestError) return true
  return cause instanceof RpcError && !(cause instanceof UnknownRpcError)
}
