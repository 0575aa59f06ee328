import type { Task } from '@hivemark/contracts'
import { stringify } from 'devalue'
import { currentSnapshot, keepSnapshot } from '../predict/mirror'
import { readSnapshot } from '../predict/read-snapshot'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { textHash } from './text-hash'

/** A task's stored model, ready to be sent to the Worker. */
export interface PageModel {
  /** Written by `devalue`. */
  readonly text: string
  /** Two models with the same one say the same. */
  readonly version: string
}

/** How long a copy counts as fresh: about a block interval where blocks are slow. */
const freshMs = 15_000

/**
 * The models that pages are labelled with: the stored copies, written down once each rather than for
 * every batch of texts, and refreshed at most every 15 seconds, however many pages ask.
 */
export class PageModels {
  readonly #written = new Map<string, Promise<PageModel | null>>()
  readonly #refreshing = new Map<string, Promise<boolean>>()
  readonly #tried = new Map<string, number>()

  constructor() {
    stored.snapshots.watch(() => this.#written.clear())
  }

  /** The stored copy; `null` when the model was never read. */
  current(task: Task): Promise<PageModel | null> {
    const key = taskKey(task)
    const known = this.#written.get(key)
    if (known) return known
    const written = write(task)
    this.#written.set(key, written)
    return written
  }

  /**
   * Reads the model again unless that was tried in the last 15 seconds. Never rejects.
   * @returns whether there is another model now
   */
  refresh(task: Task): Promise<boolean> {
    const key = taskKey(task)
    const running = this.#refreshing.get(key)
    if (running) return running
    const work = this.#refreshIfOld(task, key).finally(() => this.#refreshing.delete(key))
    this.#refreshing.set(key, work)
    return work
  }

  async #refreshIfOld(task: Task, key: string): Promise<boolean> {
    try {
      const before = await this.current(task)
      const readAt = (await currentSnapshot(task))?.readAt ?? 0
      const last = Math.max(readAt, this.#tried.get(key) ?? 0)
      if (Date.now() - last < freshMs) return false
      this.#tried.set(key, Date.now())
      // Not `refreshSnapshot`: a service worker cannot load anything late.
      await keepSnapshot(task, await readSnapshot(task))
      this.#written.delete(key)
      return (await this.current(task))?.version !== before?.version
    } catch {
      return false
    }
  }
}

async function write(task: Task): Promise<PageModel | null> {
  const kept = await currentSnapshot(task)
  if (!kept) return null
  const text = stringify(kept.snapshot.model)
  return { text, version: textHash(text) }
}
