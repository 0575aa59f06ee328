import type { Task } from '@hivemark/contracts'
import { taskKey } from '../tasks/known-task'
import { saveBlob } from '../ui/save-file'
import { openFiles } from './files/open-files'
import { type Format, fileName } from './formats/format'
import { madeName } from './make-file'
import type { DatasetMessage, DatasetRequest } from './messages'
import type { DatasetState, FoundRow, MakeOptions, RowName } from './session'

/**
 * One task's dataset as a page sees it; a Worker does the work. Lives as long as the page, so that one
 * may look at another part of it meanwhile.
 */
export class Dataset {
  readonly task: Task
  #state: DatasetState = { kind: 'looking' }
  readonly #listeners = new Set<() => void>()
  readonly #worker: Worker
  readonly #finds = new Map<number, (found: FoundRow | null) => void>()
  #asked = 0

  constructor(task: Task) {
    this.task = task
    this.#worker = new Worker(new URL('./dataset.worker.ts', import.meta.url), { type: 'module' })
    this.#worker.onmessage = ({ data }: MessageEvent<DatasetMessage>) => this.#hear(data)
    this.#worker.onerror = event => {
      const reason = event.message || 'The browser ended it.'
      this.#show({ kind: 'idle', here: null, ended: { kind: 'failed', reason } })
    }
    this.#ask({ kind: 'begin', task })
  }

  get state(): DatasetState {
    return this.#state
  }

  /** @returns the way to stop listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks again at what is here, e.g. when another page had it open. */
  look(): void {
    this.#ask({ kind: 'look' })
  }

  /** Reads what is not here yet. @param behind blocks to stay behind the newest */
  collect(url: string, behind: bigint): void {
    // Else the browser may clear it when the disk gets full. It may say no, or ask the person: not waited for.
    navigator.storage.persist?.().catch(() => {})
    this.#ask({ kind: 'collect', url, behind })
  }

  make(options: MakeOptions): void {
    this.#ask({ kind: 'make', ...options })
  }

  remove(format: Format): void {
    this.#ask({ kind: 'remove', format })
  }

  removeAll(): void {
    this.#ask({ kind: 'remove-all' })
  }

  /** Ends what is being done; what was read stays. */
  stop(): void {
    this.#ask({ kind: 'stop' })
  }

  /** A row that is here, while nothing else is done; `null` if there is none. */
  find(name: RowName): Promise<FoundRow | null> {
    const id = ++this.#asked
    return new Promise(resolve => {
      this.#finds.set(id, resolve)
      this.#ask({ kind: 'find', id, name })
    })
  }

  /** Hands a file that was made to the browser's downloads, from the disk. */
  async save(format: Format): Promise<void> {
    const blob = await (await openFiles(taskKey(this.task))).blob(madeName(format))
    if (!blob) return this.look()
    saveBlob(fileName(this.task, format), blob)
  }

  #ask(request: DatasetRequest): void {
    this.#worker.postMessage(request)
  }

  #hear(message: DatasetMessage): void {
    if (message.kind === 'state') this.#show(message.state)
    else this.#settle(message)
  }

  #settle({ id, found }: Extract<DatasetMessage, { kind: 'found' }>): void {
    this.#finds.get(id)?.(found)
    this.#finds.delete(id)
  }

  #show(state: DatasetState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}
