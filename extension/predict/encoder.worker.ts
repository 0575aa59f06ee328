import {
  checkGolden,
  computeEncoderId,
  type EncoderId,
  loadStaticEncoder,
  STATIC_ENCODER_ID,
} from '@hivemark/encoder'
import tableUrl from '@hivemark/encoder/table?url'
import { answerRequest, type ReadyEncoder } from './answer-request'
import { classifyMany } from './classify-many'
import type { WorkerAnswer, WorkerRequest } from './encoder-host'

const ready = new Map<EncoderId, Promise<ReadyEncoder>>()

self.onmessage = async ({ data: { id, request } }: MessageEvent<WorkerRequest>) => {
  const message: WorkerAnswer = { id, answer: await answer(request) }
  self.postMessage(message)
}

type Request = WorkerRequest['request']
type Answer = WorkerAnswer['answer']

async function answer(request: Request): Promise<Answer> {
  try {
    return request.encoderId === STATIC_ENCODER_ID
      ? await answerWith(await readyOf(STATIC_ENCODER_ID, loadStatic), request)
      : await answerWithAnother(request)
  } catch (error) {
    return {
      kind: 'encoder-failed',
      reason: error instanceof Error ? error.message : String(error),
    }
  }
}

function answerWith(ready: ReadyEncoder, request: Request): Promise<Answer> {
  return 'texts' in request ? classifyMany(ready, request) : answerRequest(ready, request)
}

/** What the built-in encoder does not need is not even loaded until a task asks for another one. */
async function answerWithAnother(request: Request): Promise<Answer> {
  const { encoderId } = request
  const { knownEncoder, knownEncoderIds } = await import('../encoders/known-encoders')
  const known = knownEncoder(encoderId)
  if (known?.kind !== 'use-lite') return { kind: 'encoder-missing', installed: knownEncoderIds() }
  const { hasWeights, loadUseLite } = await import('./load-use-lite')
  if (!(await hasWeights(known))) {
    ready.delete(encoderId)
    return { kind: 'weights-missing', encoderId }
  }
  const encoder = await readyOf(encoderId, () => loadUseLite(known))
  return encoder ? answerWith(encoder, request) : { kind: 'weights-missing', encoderId }
}

/** Loads an encoder once; again after that failed. */
function readyOf<Loaded extends ReadyEncoder | null>(
  id: EncoderId,
  load: () => Promise<Loaded>,
): Promise<Loaded> {
  const known = ready.get(id) as Promise<Loaded> | undefined
  if (known) return known
  const loading = load()
  ready.set(id, loading as Promise<ReadyEncoder>)
  const forget = () => ready.delete(id)
  loading.then(loaded => loaded ?? forget(), forget)
  return loading
}

async function loadStatic(): Promise<ReadyEncoder> {
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
