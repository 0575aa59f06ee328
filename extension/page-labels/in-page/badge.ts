import { percentText } from '../../ui/format'
import type { Mark } from './mark'
import { createHost, Sheet, tokens } from './shadow-host'

/** What someone can want of a badge. */
export type BadgeWish = 'show' | 'mark-again' | 'never-this-text' | 'labels-off'

export interface BadgeOwner {
  /** Whether the text is greyed or blurred now. */
  isDimmed(): boolean
  mayMarkAgain(): boolean
  wish(wish: BadgeWish): void
}

// The pill is no higher than a line of text, so that lines do not move apart; what can be pressed is higher.
const sheet = new Sheet(`${tokens}
.badge { display: inline-block; margin-block: -4px; margin-inline: 6px 0; padding: 0 7px; border: 1px solid var(--line);
  border-radius: 99px; background: var(--paper); color: var(--ink-2); font: 11px/16px system-ui, sans-serif;
  font-variant-numeric: tabular-nums; white-space: nowrap; letter-spacing: 0; position: relative; z-index: 2; }
.badge::after { content: ""; position: absolute; inset: -4px 0; }
.badge:hover { border-color: var(--line-strong); color: var(--ink); }
.badge b { font-weight: 600; color: var(--ink); }
.cover { position: absolute; inset: 0; z-index: 1; border-radius: 4px; backdrop-filter: blur(7px);
  -webkit-backdrop-filter: blur(7px); cursor: pointer; }
.menu { position: fixed; inset: auto; margin: 0; padding: 6px; width: max-content; max-width: min(280px, 94vw);
  border: 1px solid var(--line); border-radius: var(--radius); background: var(--paper); color: var(--ink);
  box-shadow: var(--shadow); font: 13px/1.45 system-ui, sans-serif; }
.menu p { margin: 0; padding: 6px 10px; color: var(--ink-2); font-size: 12px; overflow-wrap: anywhere; }
.menu p b { color: var(--ink); }
.menu button { display: block; width: 100%; min-height: 34px; padding: 4px 10px; border: 0; border-radius: 6px;
  background: none; text-align: start; }
.menu button:hover, .menu button:focus-visible { background: var(--canvas); }
`)

/** The quiet pill at the end of a block, with a menu of its own. Its strings are a task's: text, bounded before. */
export class Badge {
  readonly host: HTMLElement
  readonly #root: ShadowRoot
  readonly #owner: BadgeOwner
  readonly #pill: HTMLButtonElement
  #cover: HTMLElement | null = null
  #mark: Mark

  constructor(mark: Mark, owner: BadgeOwner) {
    const { host, root } = createHost('display: inline !important;', sheet)
    this.host = host
    this.#root = root
    this.#owner = owner
    this.#mark = mark
    this.#pill = document.createElement('button')
    this.#pill.className = 'badge'
    root.append(this.#pill)
    for (const type of kept) host.addEventListener(type, keep)
    this.#pill.addEventListener('click', event => {
      if (event.isTrusted) this.#openMenu()
    })
    this.show(mark)
  }

  show(mark: Mark): void {
    this.#mark = mark
    const pieces = mark.parts.flatMap(({ label, probability }, index) => [
      ...(index > 0 ? [' · '] : []),
      labelled(label),
      ` ${shortPercent(probability)}`,
    ])
    this.#pill.replaceChildren(...pieces)
    this.#pill.title = mark.parts
      .map(({ task, label, probability }) => `${task} ${label}, ${percentText(probability)}`)
      .join('\n')
  }

  /** Lays a cover over the block, which has to be what things in it are placed by. */
  cover(covered: boolean): void {
    if (!covered) {
      this.#cover?.remove()
      this.#cover = null
      return
    }
    if (this.#cover) return
    this.#cover = document.createElement('span')
    this.#cover.className = 'cover'
    this.#cover.title = 'Show this text'
    this.#cover.addEventListener('click', event => {
      if (event.isTrusted) this.#owner.wish('show')
    })
    this.#root.append(this.#cover)
  }

  #openMenu(): void {
    const menu = document.createElement('div')
    menu.className = 'menu'
    menu.popover = 'auto'
    menu.append(...this.#mark.parts.map(explain), ...this.#choices(menu))
    menu.addEventListener('toggle', event => {
      if ((event as ToggleEvent).newState === 'closed') menu.remove()
    })
    this.#root.append(menu)
    menu.showPopover()
    place(menu, this.#pill.getBoundingClientRect())
    menu.querySelector('button')?.focus()
  }

  #choices(menu: HTMLElement): HTMLElement[] {
    const choices: [BadgeWish, string][] = [
      ['never-this-text', 'Never mark this text here'],
      ['labels-off', 'No labels on this site'],
    ]
    if (this.#owner.isDimmed()) choices.unshift(['show', 'Show this one'])
    else if (this.#owner.mayMarkAgain()) choices.unshift(['mark-again', 'Grey or blur it again'])
    return choices.map(([wish, words]) => {
      const button = document.createElement('button')
      button.textContent = words
      button.addEventListener('click', event => {
        if (!event.isTrusted) return
        menu.hidePopover()
        this.#pill.focus()
        this.#owner.wish(wish)
      })
      return button
    })
  }
}

/** A percentage without its sign, where it is clear from beside what it stands. */
export function shortPercent(share: number): string {
  return percentText(share).replace(' %', '')
}

function labelled(label: string): HTMLElement {
  const bold = document.createElement('b')
  const isolated = document.createElement('bdi')
  isolated.textContent = label
  bold.append(isolated)
  return bold
}

function explain({ task, label, probability }: Mark['parts'][number]): HTMLElement {
  const line = document.createElement('p')
  const name = document.createElement('bdi')
  name.textContent = task
  line.append(name, ' ', labelled(label), `, ${percentText(probability)}`)
  return line
}

/** Below the pill, or above it where there is no room. */
function place(menu: HTMLElement, pill: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect()
  const below = pill.bottom + 4
  const top = below + height > innerHeight ? Math.max(4, pill.top - height - 4) : below
  const start = Math.min(Math.max(4, pill.left), Math.max(4, innerWidth - width - 4))
  menu.style.top = `${top}px`
  menu.style.left = `${start}px`
}

const kept = [
  'click',
  'mousedown',
  'pointerdown',
  'mouseup',
  'pointerup',
  'keydown',
  'keyup',
] as const

/** A comment that folds up when it is clicked should not do so when its badge is. */
function keep(event: Event): void {
  event.stopPropagation()
}
