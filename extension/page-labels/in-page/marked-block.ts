import { Badge, type BadgeWish } from './badge'
import type { Mark } from './mark'
import { matchPage } from './shadow-host'

/** A page that keeps taking a badge out wants it gone more than we want it there. */
const freeReturns = 3
const returnMs = 5_000

/** How one element of the page is marked, and how it was before. */
export class MarkedBlock {
  readonly element: HTMLElement
  readonly #onWish: (wish: BadgeWish) => void
  #badge: Badge | null = null
  #mark: Mark | null = null
  #returns = 0
  #returnedAt = 0
  /** The person wants to see this one. */
  #shown = false
  readonly #before = new Map<string, readonly [value: string, priority: string]>()

  constructor(element: HTMLElement, onWish: (wish: BadgeWish) => void) {
    this.element = element
    this.#onWish = onWish
  }

  get isMarked(): boolean {
    return this.#mark !== null
  }

  /** Marks it this way; `null` takes every trace away. */
  apply(mark: Mark | null): void {
    this.#mark = mark
    if (!mark) {
      this.#badge?.host.remove()
      this.#badge = null
      this.#restore()
      return
    }
    if (this.#badge) this.#badge.show(mark)
    else this.#badge = this.#createBadge(mark)
    if (this.#badge.host.parentNode !== this.element) this.#attach(this.#badge)
    this.#dim()
  }

  /** The page turned light or dark. */
  matchPage(): void {
    if (this.#badge) matchPage(this.#badge.host)
  }

  #createBadge(mark: Mark): Badge {
    return new Badge(mark, {
      isDimmed: () => this.#isDimmed(),
      mayMarkAgain: () => this.#shown && this.#mark?.look !== 'badge',
      wish: wish => this.#answer(wish),
    })
  }

  #attach({ host }: Badge): void {
    const now = performance.now()
    if (this.#returns > freeReturns && now - this.#returnedAt < returnMs) return
    this.#returns++
    this.#returnedAt = now
    this.element.append(host)
  }

  #answer(wish: BadgeWish): void {
    if (wish === 'show' || wish === 'mark-again') {
      this.#shown = wish === 'show'
      this.#dim()
    } else this.#onWish(wish)
  }

  #isDimmed(): boolean {
    return !this.#shown && this.#mark !== null && this.#mark.look !== 'badge'
  }

  #dim(): void {
    const look = this.#isDimmed() ? this.#mark!.look : 'badge'
    this.#badge?.cover(look === 'blur')
    if (look === 'badge') this.#restore()
    else if (look === 'grey') this.#set('opacity', '0.42')
    else if (getComputedStyle(this.element).position === 'static') this.#set('position', 'relative')
  }

  #set(property: string, value: string): void {
    const { style } = this.element
    for (const other of this.#before.keys()) if (other !== property) this.#restore()
    if (!this.#before.has(property)) {
      const before = [
        style.getPropertyValue(property),
        style.getPropertyPriority(property),
      ] as const
      this.#before.set(property, before)
    }
    style.setProperty(property, value, 'important')
  }

  #restore(): void {
    if (this.#before.size === 0) return
    const { style } = this.element
    for (const [property, [value, priority]] of this.#before) {
      style.setProperty(property, value, priority)
    }
    this.#before.clear()
    if (style.length === 0) this.element.removeAttribute('style')
  }
}
