import type { AnyEncoder, Encoding } from './types.ts'

export interface EncodeManyOptions {
  readonly signal?: AbortSignal
  /** After each stretch of work, and at the end. */
  readonly onProgress?: (done: number, total: number) => void
}

/** Milliseconds of work after which others have their turn. */
const STRETCH = 10

/**
 * Encodes texts in order, in stretches short enough for everything else in the same thread.
 * @throws the signal's reason if aborted
 */
export async function encodeMany(
  encoder: Pick<AnyEncoder, 'encode'>,
  texts: readonly string[],
  { signal, onProgress }: EncodeManyOptions = {},
): Promise<Encoding[]> {
  const encodings: Encoding[] = []
  while (encodings.length < texts.length) {
    signal?.throwIfAborted()
    const end = performance.now() + STRETCH
    do {
      const encoding = encoder.encode(texts[encodings.length]!)
      encodings.push(encoding instanceof Promise ? await encoding : encoding)
    } while (encodings.length < texts.length && performance.now() < end)
    onProgress?.(encodings.length, texts.length)
    await nextTurn()
  }
  signal?.throwIfAborted()
  return encodings
}

/** A task of the event loop: promises alone would let nobody else in, timers wait 4 ms in browsers. */
function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
