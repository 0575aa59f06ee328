import {
  checkGolden,
  computeEncoderId,
  loadStaticEncoder,
  STATIC_ENCODER_ID,
} from '@hivemark/encoder'
import tableUrl from '@hivemark/encoder/table?url'
import { answerRequest, type ReadyEncoder } from './answer-request'
import type { WorkerAnswer, WorkerRequest } from './encoder-host'
import type { EncodeAnswer, EncodeRequest } from './encoding'

let ready: Promise<ReadyEncoder> | null = null

self.onmessage = async ({ data: { id, request } }: MessageEvent<WorkerRequest>) => {
  const message: WorkerAnswer = { id, answer: await answer(request) }
  self.postMessage(message)
}

async function answer(request: EncodeRequest): Promise<EncodeAnswer> {
  try {
    ready ??= load()
    return answerRequest(await ready, request)
  } catch (error) {
    ready = null
    return {
      kind: 'encoder-failed',
      reason: error instanceof Error ? error.message : String(error),
    }
  }
}

async function load(): Promise<ReadyEncoder> {
  const response = await fetch(tableUrl)
  if (!response.ok) throw new Error(`The encoder's table is missing (${response.status}).`)
  const table = new Uint8Array(await response.arrayBuffer())
  const id = await computeEncoderId(table)
  if (id !== STATIC_ENCODER_ID) {
    throw new Error('The encoder’s table is damaged. Install the extension again.')
  }
  const encoder = loadStaticEncoder(table, id)
  return { encoder, reproduces: (await checkGolden(encoder)).kind === 'ok' }
}
