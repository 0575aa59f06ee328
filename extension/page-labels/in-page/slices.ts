/** Longest piece of work between two chances for the page to move, in milliseconds. */
const sliceMs = 8
/** A page that never rests gets its labels, too, only slower. */
const patienceMs = 400

/** Work that can be left after each step. */
export type Work = Generator<unknown, void, void>

/** Does work while the page has nothing to do, a few milliseconds at a time, first come first served. */
export class Slices {
  readonly #queue: Work[] = []
  #handle: number | null = null

  add(work: Work): void {
    this.#queue.push(work)
    this.#schedule()
  }

  /** Before what waits already. */
  first(work: Work): void {
    this.#queue.unshift(work)
    this.#schedule()
  }

  stop(): void {
    this.#queue.length = 0
    if (this.#handle !== null) cancelIdleCallback(this.#handle)
    this.#handle = null
  }

  #schedule(): void {
    if (this.#handle !== null || this.#queue.length === 0) return
    this.#handle = requestIdleCallback(
      deadline => {
        this.#handle = null
        this.#runUntil(performance.now() + Math.min(sliceMs, deadline.timeRemaining() || sliceMs))
        this.#schedule()
      },
      { timeout: patienceMs },
    )
  }

  #runUntil(end: number): void {
    while (this.#queue.length > 0) {
      if (this.#queue[0]!.next().done) this.#queue.shift()
      if (performance.now() >= end) return
    }
  }
}
