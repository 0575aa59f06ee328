import { onMessage, sendMessage } from '../messages'
import type { EncoderHost } from './encoder-host'
import type { EncodeAnswer, EncodeRequest } from './encoding'
import { ensureOffscreen } from './offscreen'
import { startEncoderHost } from './start-encoder'

/**
 * Lets pages ask for encodings; for the background. In Chromium the Worker lives in an offscreen
 * document, since service workers cannot start one; in Firefox in the background page itself.
 * @returns starts the encoder ahead of the first question
 */
export function serveEncoding(): () => void {
  const encode = import.meta.env.FIREFOX ? encodeHere() : encodeOffscreen
  onMessage('encode', ({ data }) => encode(data))
  return () => {
    if (!import.meta.env.FIREFOX) void ensureOffscreen().catch(() => {})
  }
}

/** The offscreen document's half. */
export function serveOffscreenEncoding(): void {
  const host = startEncoderHost()
  onMessage('encodeOffscreen', ({ data }) => host.encode(data))
}

function encodeHere(): (request: EncodeRequest) => Promise<EncodeAnswer> {
  let host: EncoderHost | null = null
  return request => {
    host ??= startEncoderHost()
    return host.encode(request)
  }
}

async function encodeOffscreen(request: EncodeRequest): Promise<EncodeAnswer> {
  try {
    await ensureOffscreen()
    return await sendMessage('encodeOffscreen', request)
  } catch (error) {
    return {
      kind: 'encoder-failed',
      reason: error instanceof Error ? error.message : String(error),
    }
  }
}
