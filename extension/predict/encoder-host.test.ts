import { STATIC_ENCODER_ID } from '@hivemark/encoder'
import { afterEach, describe, expect, it } from 'vitest'
import { EncoderHost, type EncoderWorker, type WorkerRequest } from './encoder-host'
import type { EncodeAnswer, EncodeRequest } from './encoding'

const request: EncodeRequest = { text: 'hi', encoderId: STATIC_ENCODER_ID, model: null }
const answer: EncodeAnswer = { kind: 'encoder-missing', installed: [] }

const ports: MessagePort[] = []

afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

/** A Worker's two ends over a real channel; `serve` is what the far end does with a message. */
function startWorker(serve: (asked: WorkerRequest, port: MessagePort) => void) {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  port2.onmessage = ({ data }) => serve(data, port2)
  return Object.assign(port1, {
    terminate: () => port1.close(),
    onerror: null,
  }) as unknown as EncoderWorker
}

describe('the encoder’s host', () => {
  it('starts one Worker for many questions and keeps answers apart', async () => {
    let starts = 0
    const host = new EncoderHost(() => {
      starts++
      return startWorker(({ id, request: asked }, port) => {
        const text = 'text' in asked ? asked.text : ''
        const later = text === 'a' ? 20 : 0
        setTimeout(() => {
          port.postMessage({ id, answer: { kind: 'encoder-failed', reason: text } })
        }, later)
      })
    })
    const answers = await Promise.all(['a', 'b'].map(text => host.encode({ ...request, text })))
    expect(answers.map(each => 'reason' in each && each.reason)).toEqual(['a', 'b'])
    expect(starts).toBe(1)
  })

  it('gives up on a Worker that hangs and starts another', async () => {
    let starts = 0
    const host = new EncoderHost(() => {
      const hangs = starts++ === 0
      return startWorker(({ id }, port) => {
        if (!hangs) port.postMessage({ id, answer })
      })
    }, 50)
    expect(await host.encode(request)).toMatchObject({ kind: 'encoder-failed' })
    expect(await host.encode(request)).toEqual(answer)
    expect(starts).toBe(2)
  })

  it('answers everyone when the Worker dies', async () => {
    let worker: EncoderWorker | null = null
    const host = new EncoderHost(() => {
      worker = startWorker(() => {})
      return worker
    })
    const waiting = [host.encode(request), host.encode(request)]
    worker!.onerror!({ message: 'out of memory' } as ErrorEvent)
    for (const each of await Promise.all(waiting)) {
      expect(each).toMatchObject({
        kind: 'encoder-failed',
        reason: expect.stringContaining('memory'),
      })
    }
  })

  it('says so when no Worker can be started', async () => {
    const host = new EncoderHost(() => {
      throw new Error('blocked')
    })
    expect(await host.encode(request)).toMatchObject({ kind: 'encoder-failed' })
  })
})
