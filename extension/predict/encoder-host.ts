import { STATIC_ENCODER_ID } from '@hivemark/encoder'
import type { ManyAnswer, ManyRequest } from './classify-many'
import type { EncodeAnswer, EncodeRequest } from './encoding'

/** What the host needs of a Worker. */
export interface EncoderWorker {
  postMessage(message: WorkerRequest): void
  terminate(): void
  onmessage: ((event: MessageEvent<WorkerAnswer>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export interface WorkerRequest {
  readonly id: number
  readonly request: EncodeRequest | ManyRequest
}

export interface WorkerAnswer {
  readonly id: number
  readonly answer: EncodeAnswer | ManyAnswer
}

/** Generous: the longest text takes a hundredth of it, loading the table a tenth. */
const longestWaitMs = 10_000
/** Encoders with weights of their own read, check and start tens of megabytes first. */
const otherEncodersWaitMs = 60_000

/** Owns the encoder's Worker: starts it when needed, and a new one after it died or hung. */
export class EncoderHost {
  #worker: EncoderWorker | null = null
  #nextId = 1
  readonly #waiting = new Map<number, (answer: WorkerAnswer['answer']) => void>()
  readonly #start: () => EncoderWorker
  readonly #waitMs: number
  readonly #otherWaitMs: number

  constructor(
    start: () => EncoderWorker,
    waitMs = longestWaitMs,
    otherWaitMs = otherEncodersWaitMs,
  ) {
    this.#start = start
    this.#waitMs = waitMs
    this.#otherWaitMs = otherWaitMs
  }

  /** Never rejects: what goes wrong is an answer. */
  encode(request: EncodeRequest): Promise<EncodeAnswer> {
    return this.#ask(request) as Promise<EncodeAnswer>
  }

  /** The same for many texts and their labels only. */
  classifyMany(request: ManyRequest): Promise<ManyAnswer> {
    return this.#ask(request) as Promise<ManyAnswer>
  }

  #ask(request: WorkerRequest['request']): Promise<WorkerAnswer['answer']> {
    const id = this.#nextId++
    return new Promise(resolve => {
      const timer = setTimeout(
        () => this.#giveUp('The encoder did not answer in time.'),
        request.encoderId === STATIC_ENCODER_ID ? this.#waitMs : this.#otherWaitMs,
      )
      this.#waiting.set(id, answer => {
        clearTimeout(timer)
        resolve(answer)
      })
      try {
        this.#running().postMessage({ id, request })
      } catch (error) {
        this.#giveUp(`The encoder could not be started: ${String(error)}`)
      }
    })
  }

  /** Ends the Worker; who still waits is told that the encoder stopped. */
  close(): void {
    this.#giveUp('The encoder was closed.')
  }

  #running(): EncoderWorker {
    if (this.#worker) return this.#worker
    const worker = this.#start()
    worker.onmessage = ({ data: { id, answer } }) => {
      this.#waiting.get(id)?.(answer)
      this.#waiting.delete(id)
    }
    worker.onerror = event =>
      this.#giveUp(`The encoder stopped: ${event.message || 'no reason given'}`)
    this.#worker = worker
    return worker
  }

  #giveUp(reason: string): void {
    this.#worker?.terminate()
    this.#worker = null
    for (const answer of this.#waiting.values()) answer({ kind: 'encoder-failed', reason })
    this.#waiting.clear()
  }
}
