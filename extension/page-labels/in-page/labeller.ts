import type { PageProgress, PageReadings, PageSetup, TextReading } from '../page-data'
import { textsAtOnce } from '../page-data'
import { textHash } from '../text-hash'
import { ask } from './background'
import type { BadgeWish } from './badge'
import { type Mark, markFor } from './mark'
import { MarkedBlock } from './marked-block'
import { PageWatch } from './page-watch'
import { isOurs, onSchemeChange } from './shadow-host'
import { Slices } from './slices'
import type { TextBlock } from './text-blocks'

/** Batches on their way at once: one is made into badges while the next is encoded. */
const mostAsked = 2
/** Readings kept for texts that come again, as in lists that are rendered anew while one scrolls. */
const mostKept = 20_000
const pruneMs = 1_000

type Readings = readonly (TextReading | null)[]

interface Block {
  readonly element: HTMLElement
  readonly marked: MarkedBlock
  text: string
  hash: string
  /** `waiting` for its turn, `asked`, or `labelled`. */
  state: 'waiting' | 'asked' | 'labelled'
  /** Within reach of the viewport, as far as it is watched for that. */
  near: boolean
  /** How it is marked, or will be once it is near. */
  mark: Mark | null
}

/** How far around the viewport badges are put in, ahead of the eye. */
const reach = '200% 0px'

/**
 * Labels the text blocks of a page: those near the viewport first, the rest while the page has nothing
 * else to do. Badges are put in as blocks come near: thousands at once would make the browser lay out
 * the whole page again. Keeps up with what the page adds, changes and removes.
 */
export class Labeller {
  readonly #slices = new Slices()
  readonly #blocks = new Map<Element, Block>()
  readonly #near = new Set<Block>()
  readonly #far = new Set<Block>()
  readonly #readings = new Map<string, Readings>()
  readonly #watch: PageWatch
  readonly #sight: IntersectionObserver
  readonly #onStale: () => void
  #setup: PageSetup
  #shown: ReadonlySet<string>
  #asked = 0
  #pumping = false
  #lack: PageProgress['lack'] = null
  readonly #stopping = new AbortController()
  #pruning: ReturnType<typeof setTimeout> | undefined

  /** @param onStale called when the background labels with other models than the setup's */
  constructor(setup: PageSetup, onStale: () => void) {
    this.#setup = setup
    this.#shown = new Set(setup.shown)
    this.#onStale = onStale
    this.#sight = new IntersectionObserver(entries => this.#see(entries), { rootMargin: reach })
    this.#watch = new PageWatch(
      this.#slices,
      { found: block => this.#take(block), removed: () => this.#pruneSoon() },
      isOurs,
    )
    this.#watch.start()
    const { signal } = this.#stopping
    document.addEventListener('visibilitychange', () => this.#pump(), { signal })
    onSchemeChange(() => {
      for (const { marked } of this.#blocks.values()) marked.matchPage()
    }, signal)
  }

  /** Goes on with other settings: marks what is known again, asks again where the models are others. */
  update(setup: PageSetup): void {
    const sameModels = setup.version === this.#setup.version && this.#lack === null
    this.#setup = setup
    this.#shown = new Set(setup.shown)
    this.#lack = null
    if (!sameModels) this.#readings.clear()
    this.#slices.add(this.#again())
  }

  /** Takes every trace of the labels out of the page. */
  stop(): void {
    this.#stopping.abort()
    this.#watch.stop()
    this.#sight.disconnect()
    this.#slices.stop()
    clearTimeout(this.#pruning)
    for (const { marked } of this.#blocks.values()) marked.apply(null)
    this.#blocks.clear()
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted
  }

  progress(): PageProgress {
    let labelled = 0
    let marked = 0
    for (const block of this.#blocks.values()) {
      if (block.state === 'labelled') labelled++
      if (block.mark) marked++
    }
    return { found: this.#blocks.size, labelled, marked, lack: this.#lack }
  }

  #take({ element, text }: TextBlock): void {
    const known = this.#blocks.get(element)
    const hash = textHash(text)
    if (known) {
      const changed = known.hash !== hash
      known.text = text
      known.hash = hash
      if (changed) this.#queue(known)
      else if (known.state === 'labelled') this.#mark(known)
      return
    }
    if (!(element instanceof HTMLElement)) return
    const marked = new MarkedBlock(element, wish => this.#answer(block, wish))
    const block: Block = { element, marked, text, hash, state: 'waiting', near: false, mark: null }
    this.#blocks.set(element, block)
    this.#queue(block)
  }

  /** What cannot be seen now, like a folded answer, waits until it can. */
  #queue(block: Block): void {
    block.state = 'waiting'
    this.#sight.observe(block.element)
    if (block.element.checkVisibility?.() ?? true) this.#far.add(block)
    this.#pump()
  }

  #see(entries: readonly IntersectionObserverEntry[]): void {
    const arrived: Block[] = []
    for (const { target, isIntersecting } of entries) {
      const block = this.#blocks.get(target)
      if (!block) continue
      block.near = isIntersecting
      if (block.state === 'labelled') {
        if (isIntersecting) arrived.push(block)
      } else if (block.state === 'waiting') {
        if (isIntersecting) {
          this.#far.delete(block)
          this.#near.add(block)
        } else if (this.#near.delete(block)) this.#far.add(block)
      }
    }
    if (arrived.length > 0) this.#slices.first(this.#putIn(arrived))
    this.#pump()
  }

  /** Asks for the next batches, the near ones first. */
  #pump(): void {
    if (this.#stopped || this.#pumping || document.visibilityState !== 'visible') return
    this.#pumping = true
    // A moment later, so that what is found in one go is asked for in one go.
    setTimeout(() => {
      this.#pumping = false
      while (!this.#stopped && this.#lack === null && this.#asked < mostAsked) {
        const batch = this.#nextBatch()
        if (batch.length === 0) return
        void this.#label(batch)
      }
    }, 0)
  }

  #nextBatch(): Block[] {
    const batch: Block[] = []
    for (const queue of [this.#near, this.#far]) {
      for (const block of queue) {
        if (batch.length >= textsAtOnce) return batch
        queue.delete(block)
        block.state = 'asked'
        batch.push(block)
      }
    }
    return batch
  }

  async #label(batch: readonly Block[]): Promise<void> {
    const texts = batch.map(({ hash, text }) => [hash, text] as const)
    const unknown = new Map(texts.filter(([hash]) => !this.#readings.has(hash)))
    if (unknown.size > 0) {
      this.#asked++
      const answer = await ask('labelTexts', [...unknown.values()])
      this.#asked--
      if (this.#stopped) return
      if (!this.#keep([...unknown.keys()], answer)) {
        for (const block of batch) if (block.state === 'asked') this.#queue(block)
        return
      }
    }
    this.#slices.add(this.#markAll(batch))
    this.#pump()
  }

  /** @returns whether there is anything to mark with */
  #keep(hashes: readonly string[], answer: PageReadings | null): boolean {
    if (!answer) {
      this.#lack = 'encoder'
      this.#onStale()
      return false
    }
    if (answer.version !== this.#setup.version) this.#onStale()
    const lacking = answer.tasks.find(task => task.kind === 'not-yet')
    if (lacking) this.#lack = lacking.lack
    if (answer.tasks.every(task => task.kind === 'not-yet')) return false
    if (this.#readings.size > mostKept) this.#readings.clear()
    for (const [index, hash] of hashes.entries()) {
      this.#readings.set(
        hash,
        answer.tasks.map(task => (task.kind === 'read' ? (task.readings[index] ?? null) : null)),
      )
    }
    return true
  }

  *#markAll(batch: readonly Block[]): Generator<unknown, void, void> {
    for (const block of batch) {
      // Its text may have changed meanwhile, in which case it waits again.
      if (block.state === 'asked' && this.#blocks.has(block.element)) {
        block.state = 'labelled'
        this.#mark(block)
      }
      yield
    }
  }

  *#again(): Generator<unknown, void, void> {
    for (const block of [...this.#blocks.values()]) {
      if (block.state !== 'labelled') continue
      if (this.#readings.has(block.hash)) this.#mark(block)
      else this.#queue(block)
      yield
    }
    this.#pump()
  }

  *#putIn(blocks: readonly Block[]): Generator<unknown, void, void> {
    for (const block of blocks) {
      if (block.state === 'labelled' && this.#blocks.has(block.element)) this.#mark(block)
      yield
    }
  }

  #mark(block: Block): void {
    const { hash, marked, element } = block
    const readings = this.#readings.get(hash)
    block.mark = readings && !this.#shown.has(hash) ? markFor(this.#setup.tasks, readings) : null
    if (block.mark && !block.near && !marked.isMarked) {
      this.#sight.observe(element)
      return
    }
    if (block.mark || marked.isMarked) marked.apply(block.mark)
    this.#sight.unobserve(element)
    block.near = false
  }

  #answer(block: Block, wish: BadgeWish): void {
    if (wish === 'never-this-text') {
      this.#shown = new Set([...this.#shown, block.hash])
      for (const each of this.#blocks.values()) if (each.hash === block.hash) this.#mark(each)
      void ask('neverMark', block.text)
    } else if (wish === 'labels-off') void ask('turnLabelsOff')
  }

  #pruneSoon(): void {
    this.#pruning ??= setTimeout(() => {
      this.#pruning = undefined
      for (const [element, block] of this.#blocks) {
        if (element.isConnected) continue
        this.#blocks.delete(element)
        this.#near.delete(block)
        this.#far.delete(block)
        this.#sight.unobserve(element)
        block.marked.apply(null)
      }
    }, pruneMs)
  }
}
