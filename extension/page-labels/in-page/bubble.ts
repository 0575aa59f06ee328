import { percentText } from '../../ui/format'
import type { SelectionReading } from '../page-data'
import { ask } from './background'
import { shortPercent } from './badge'
import { type PageSelection, pageSelection } from './page-selection'
import { createHost, matchPage, onSchemeChange, Sheet, tokens } from './shadow-host'

/** A selection that still moves needs no button yet. */
const settleMs = 250

const sheet = new Sheet(`${tokens}
.bubble { position: fixed; inset: auto; margin: 0; padding: 4px; border: 1px solid var(--line);
  border-radius: var(--radius); background: var(--paper); color: var(--ink); box-shadow: var(--shadow);
  font: 14px/1.45 system-ui, sans-serif; text-align: start; }
.bubble.open { width: min(300px, 94vw); padding: 14px 16px; display: grid; gap: 10px; }
button { min-height: 32px; padding: 0 12px; border: 1px solid transparent; border-radius: 7px; background: none;
  color: var(--accent); font-weight: 600; }
button:hover { background: var(--canvas); }
.open button { justify-self: start; margin-inline-start: -12px; font-weight: 500; }
p { margin: 0; }
.answer { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; }
.answer b { font-size: 18px; line-height: 1.3; overflow-wrap: anywhere; }
.answer span, small { color: var(--ink-2); font-variant-numeric: tabular-nums; }
.unsure { font-weight: 500; font-size: 14px; }
small { font-size: 12px; overflow-wrap: anywhere; }
.bar { display: flex; gap: 2px; height: 8px; }
.bar i { min-width: 2px; border-radius: 4px; background: var(--line-strong); opacity: .5; }
.bar i.top { background: var(--accent); opacity: 1; }
@media (forced-colors: active) { .bar i { background: CanvasText; } .bar i.top { background: Highlight; } }
`)

/** A button beside what is selected, and the answer in its place once it is pressed. */
export class Bubble {
  readonly #stopping = new AbortController()
  #timer: ReturnType<typeof setTimeout> | undefined
  #shown: Shown | null = null

  constructor() {
    const options = { capture: true, signal: this.#stopping.signal }
    const look = (event: Event) => this.#lookSoon(event)
    document.addEventListener('pointerup', look, options)
    document.addEventListener('keyup', look, options)
    document.addEventListener('pointerdown', event => this.#closeUnlessIn(event), options)
    document.addEventListener('keydown', event => this.#closeOnEscape(event), options)
    const recolour = () => this.#shown && matchPage(this.#shown.host)
    onSchemeChange(recolour, this.#stopping.signal)
    document.addEventListener('scroll', () => this.#close(), { ...options, passive: true })
  }

  stop(): void {
    this.#stopping.abort()
    clearTimeout(this.#timer)
    this.#close()
  }

  #lookSoon(event: Event): void {
    if (!event.isTrusted || this.#isOurs(event)) return
    const path = event.composedPath()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#look(path), settleMs)
  }

  #look(path: readonly EventTarget[]): void {
    const selection = pageSelection(path)
    if (selection?.text === this.#shown?.selection.text) return
    this.#close()
    if (selection) this.#shown = show(selection, () => this.#close())
  }

  #closeUnlessIn(event: Event): void {
    if (!this.#isOurs(event)) this.#close()
  }

  #closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !event.isTrusted || !this.#shown) return
    event.stopPropagation()
    event.preventDefault()
    this.#close()
  }

  #isOurs(event: Event): boolean {
    return this.#shown !== null && event.composedPath().includes(this.#shown.host)
  }

  #close(): void {
    this.#shown?.host.remove()
    this.#shown = null
  }
}

interface Shown {
  readonly host: HTMLElement
  readonly selection: PageSelection
}

function show(selection: PageSelection, close: () => void): Shown {
  const { host, root } = createHost('display: inline !important;', sheet)
  const box = document.createElement('div')
  box.className = 'bubble'
  box.popover = 'manual'
  const button = buttonSaying('Classify', async () => {
    button.disabled = true
    button.textContent = 'Reading…'
    const reading = await ask('classifySelection', selection.text)
    open(box, reading, selection, close)
    place(box, selection)
  })
  box.append(button)
  root.append(box)
  putAfter(selection.after, host)
  box.showPopover()
  place(box, selection)
  return { host, selection }
}

/** Where Tab comes to next from the selection, but in nothing that is pressed or written in itself. */
function putAfter(element: Element, host: HTMLElement): void {
  const control = element.closest(
    'input, textarea, button, a[href], summary, label, [contenteditable]',
  )
  if (control) control.after(host)
  else element.append(host)
}

function open(
  box: HTMLElement,
  reading: SelectionReading | null,
  { text }: PageSelection,
  close: () => void,
): void {
  const more = buttonSaying('Why, or correct it', async () => {
    await ask('openPopup', text)
    close()
  })
  box.classList.add('open')
  box.setAttribute('role', 'group')
  box.setAttribute('aria-label', 'Hivemark')
  box.replaceChildren(...answer(reading), more)
  more.focus()
}

function answer(reading: SelectionReading | null): Node[] {
  if (reading?.kind !== 'read') return [paragraph(lackInWords(reading))]
  const { labels, label, sure, task } = reading
  const head = paragraph('')
  head.className = 'answer'
  const name = document.createElement('b')
  if (!sure) {
    const unsure = document.createElement('span')
    unsure.className = 'unsure'
    unsure.textContent = 'Not sure: maybe '
    name.append(unsure)
  }
  name.append(isolated(labels[label]?.name ?? ''))
  const share = document.createElement('span')
  share.textContent = percentText(labels[label]?.probability ?? 0)
  head.append(name, share)
  const live = document.createElement('div')
  live.setAttribute('role', 'status')
  live.append(head)
  return [live, bar(labels, label), legend(task, labels)]
}

type Labels = Extract<SelectionReading, { readonly kind: 'read' }>['labels']

function bar(labels: Labels, top: number): HTMLElement {
  const whole = document.createElement('div')
  whole.className = 'bar'
  whole.setAttribute('aria-hidden', 'true')
  for (const [index, { probability }] of labels.entries()) {
    const part = document.createElement('i')
    part.className = index === top ? 'top' : ''
    part.style.flex = `${Math.max(probability, 0.01)}`
    whole.append(part)
  }
  return whole
}

function legend(task: string, labels: Labels): HTMLElement {
  const small = document.createElement('small')
  small.append(isolated(task), ' ')
  for (const { name, probability } of labels) {
    small.append(' · ', isolated(name), ` ${shortPercent(probability)}`)
  }
  return small
}

function lackInWords(reading: Exclude<SelectionReading, { kind: 'read' }> | null): string {
  if (!reading) return 'Hivemark is off for this site now. Reload the page, or open the popup.'
  if (reading.kind === 'says-nothing') return 'Nothing in this text says anything to the encoder.'
  switch (reading.lack) {
    case 'task':
      return 'There is no task yet. Open the popup to look for some.'
    case 'model':
      return 'The model could not be read from the chain. Open the popup to see why.'
    case 'encoder':
      return 'This task’s encoder is not ready. Open the popup to see what it needs.'
  }
}

function paragraph(text: string): HTMLParagraphElement {
  const element = document.createElement('p')
  element.textContent = text
  return element
}

function isolated(text: string): HTMLElement {
  const element = document.createElement('bdi')
  element.textContent = text
  return element
}

function buttonSaying(words: string, press: () => Promise<void>): HTMLButtonElement {
  const button = document.createElement('button')
  button.textContent = words
  // The selection stays, and so does the focus of the field it is in.
  button.addEventListener('mousedown', event => event.preventDefault())
  button.addEventListener('click', event => {
    if (event.isTrusted) void press()
  })
  return button
}

/** Below the selection's end, or above it where there is no room; always inside the window. */
function place(box: HTMLElement, { end }: PageSelection): void {
  const { width, height } = box.getBoundingClientRect()
  const below = end.bottom + 6
  const top = below + height > innerHeight - 4 ? end.top - height - 6 : below
  box.style.top = `${Math.max(4, Math.min(top, innerHeight - height - 4))}px`
  box.style.left = `${Math.max(4, Math.min(end.left - width / 2, innerWidth - width - 4))}px`
}
