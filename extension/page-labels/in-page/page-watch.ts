import type { Slices } from './slices'
import { blockAround, findBlocks, isReadable, type TextBlock } from './text-blocks'

/** Pages often change many times in a row; they are looked at again once that has settled a little. */
const settleMs = 60

export interface PageWatcher {
  /** A block was found, or its text or what stands around it changed. */
  found(block: TextBlock): void
  /** Something was taken out of the page. */
  removed(): void
}

/** Finds a page's text blocks and keeps finding them while the page changes, until it is stopped. */
export class PageWatch {
  readonly #slices: Slices
  readonly #watcher: PageWatcher
  readonly #isOurs: (node: Node) => boolean
  readonly #observer = new MutationObserver(records => this.#note(records))
  readonly #dirty = new Set<Node>()
  readonly #entered = new WeakSet<ShadowRoot>()
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param isOurs tells what we put into the page ourselves from what is the page's */
  constructor(slices: Slices, watcher: PageWatcher, isOurs: (node: Node) => boolean) {
    this.#slices = slices
    this.#watcher = watcher
    this.#isOurs = isOurs
  }

  start(): void {
    this.#observe(document)
    this.#scan(document.body ?? document.documentElement)
  }

  stop(): void {
    this.#observer.disconnect()
    clearTimeout(this.#timer)
    this.#dirty.clear()
  }

  #observe(root: Node): void {
    this.#observer.observe(root, { subtree: true, childList: true, characterData: true })
  }

  #scan(root: Node): void {
    const enter = (shadow: ShadowRoot) => {
      if (this.#entered.has(shadow)) return
      this.#entered.add(shadow)
      this.#observe(shadow)
    }
    this.#slices.add(findBlocks(root, block => this.#watcher.found(block), enter))
  }

  #note(records: readonly MutationRecord[]): void {
    let removed = false
    for (const { target, type, addedNodes, removedNodes } of records) {
      if (removedNodes.length > 0) removed = true
      if (type === 'characterData') this.#dirty.add(target)
      else {
        for (const node of addedNodes) {
          if (!this.#isOurs(node) && !isBlank(node)) this.#dirty.add(node)
        }
        for (const node of removedNodes) {
          if (node.nodeType === Node.TEXT_NODE || this.#isOurs(node)) this.#dirty.add(target)
        }
      }
    }
    if (removed) this.#watcher.removed()
    if (this.#dirty.size > 0) this.#timer ??= setTimeout(() => this.#lookAgain(), settleMs)
  }

  /** What stands inside a paragraph changes the paragraph, so that it is read from there. */
  #lookAgain(): void {
    this.#timer = undefined
    const roots = new Set<Node>()
    for (const node of this.#dirty) {
      const root = node.isConnected ? (blockAround(node) ?? node) : null
      if (root && isReadable(root)) roots.add(root)
    }
    this.#dirty.clear()
    for (const root of roots) if (!hasAncestorIn(root, roots)) this.#scan(root)
  }
}

function isBlank(node: Node): boolean {
  return node.nodeType === Node.TEXT_NODE && (node as Text).data.trim() === ''
}

function hasAncestorIn(node: Node, roots: ReadonlySet<Node>): boolean {
  for (let at = node.parentNode; at; at = at.parentNode) if (roots.has(at)) return true
  return false
}
