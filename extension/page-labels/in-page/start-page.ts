import { isOurOwn } from '../../messages'
import type { PageSetup } from '../page-data'
import { ask, fromOurPages } from './background'
import { Bubble } from './bubble'
import { Labeller } from './labeller'

/** How often a page that is looked at asks for newer models; settings that change are told to it. */
const lookAgainMs = 15_000

interface Started {
  hivemarkStarted?: boolean
}

/**
 * Starts what the site is switched on for, in this frame; follows its settings until they say off, then
 * leaves the page as it was. Started twice, the second does nothing.
 */
export function startPage(): void {
  const world = globalThis as Started
  if (world.hivemarkStarted) return
  world.hivemarkStarted = true
  const page = new Page()
  const fromUs = <T>({ sender }: { sender: unknown }, answer: () => T): T => {
    if (isOurOwn(sender as Parameters<typeof isOurOwn>[0])) return answer()
    throw new Error('Not one of our pages')
  }
  fromOurPages.onMessage('siteChanged', message =>
    fromUs(message, () => {
      void page.follow('retry')
      return null
    }),
  )
  fromOurPages.onMessage('pageProgress', message => fromUs(message, () => page.progress()))
  setInterval(() => {
    if (page.hasLabels && document.visibilityState === 'visible') void page.follow('retry')
  }, lookAgainMs)
  void page.follow()
}

class Page {
  #labeller: Labeller | null = null
  #bubble: Bubble | null = null
  #setup: string | null = null
  #following = false
  #again: 'no' | 'look' | 'retry' = 'no'

  get hasLabels(): boolean {
    return this.#labeller !== null
  }

  progress() {
    return this.#labeller?.progress() ?? { found: 0, labelled: 0, marked: 0, lack: null }
  }

  /**
   * Asks what to do here, and does it.
   * @param how `retry`: even if nothing changed, try again what could not be labelled
   */
  async follow(how: 'look' | 'retry' = 'look'): Promise<void> {
    if (this.#again !== 'retry') this.#again = how
    if (this.#following) return
    this.#following = true
    while (this.#again !== 'no') {
      const retry = this.#again === 'retry'
      this.#again = 'no'
      this.#apply(await ask('readPage'), retry)
    }
    this.#following = false
  }

  #apply(setup: PageSetup | null, retry: boolean): void {
    const same = JSON.stringify(setup) === this.#setup
    if (same && !(retry && this.progress().lack !== null)) return
    this.#setup = JSON.stringify(setup)
    if (!setup || setup.tasks.length === 0) {
      this.#labeller?.stop()
      this.#labeller = null
    } else if (this.#labeller) this.#labeller.update(setup)
    else this.#labeller = new Labeller(setup, () => void this.follow())
    if (!setup?.bubble) {
      this.#bubble?.stop()
      this.#bubble = null
    } else this.#bubble ??= new Bubble()
  }
}
