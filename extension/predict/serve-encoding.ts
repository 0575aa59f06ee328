import { onMessage, sendMessage } from '../messages'
import type { ManyAnswer, ManyRequest } from './classify-many'
import type { EncoderHost } from './encoder-host'
import type { EncodeAnswer, EncodeRequest } from './encoding'
import { ensureOffscreen } from './offscreen'
import { startEncoderHost } from './start-encoder'

/** The two questions that the encoder's Worker takes. Neither rejects: what goes wrong is an answer. */
export interface EncoderService {
  encode(request: EncodeRequest): Promise<EncodeAnswer>
  classifyMany(request: ManyRequest): Promise<ManyAnswer>
  /** Starts the encoder ahead of the first question. */
  warmUp(): void
}

/**
 * Lets our pages ask for encodings; for the background. In Chromium the Worker lives in an offscreen
 * document, since service workers cannot start one; in Firefox in the background page itself.
 */
export function serveEncoding(): EncoderService {
  const service = import.meta.env.FIREFOX ? encoderHere() : encoderOffscreen
  onMessage('encode', ({ data }) => service.encode(data))
  return service
}

/** The offscreen document's half. */
export function serveOffscreenEncoding(): void {
  const host = startEncoderHost()
  onMessage('encodeOffscreen', ({ data }) => host.encode(data))
  onMessage('classifyManyOffscreen', ({ data }) => host.classifyMany(data))
}

function encoderHere(): EncoderService {
  let host: EncoderHost | null = null
  const started = () => {
    host ??= startEncoderHost()
    return host
  }
  return {
    encode: request => started().encode(request),
    classifyMany: request => started().classifyMany(request),
    warmUp: () => {},
  }
}

const encoderOffscreen: EncoderService = {
  encode: request => askOffscreen(() => sendMessage('encodeOffscreen', request)),
  classifyMany: request => askOffscreen(() => sendMessage('classifyManyOffscreen', request)),
  warmUp: () => void ensureOffscreen().catch(() => {}),
}

async function askOffscreen<Answer>(
  ask: () => Promise<Answer>,
): Promise<Answer | { readonly kind: 'encoder-failed'; readonly reason: string }> {
  try {
    await ensureOffscreen()
    return await ask()
  } catch (error) {
    return {
      kind: 'encoder-failed',
      reason: error instanceof Error ? error.message : String(error),
    }
  }
}
