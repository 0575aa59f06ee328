import { Window } from 'happy-dom'

/**
 * A page's globals next to Node's own, for tests that show a page and run a real chain: the chain's
 * tools need Node's URL and fetch. Import it before anything that looks for a document.
 */
const window = new Window({ url: 'https://hivemark.example/' })

const names = [
  'document',
  'location',
  'navigator',
  'Node',
  'Element',
  'HTMLElement',
  'HTMLInputElement',
  'HTMLSelectElement',
  'SVGElement',
  'DocumentFragment',
  'Text',
  'Event',
  'CustomEvent',
  'KeyboardEvent',
  'MouseEvent',
  'InputEvent',
  'MutationObserver',
  'addEventListener',
  'removeEventListener',
] as const

for (const name of names) {
  const value: unknown = window[name]
  Object.defineProperty(globalThis, name, {
    configurable: true,
    value: typeof value === 'function' && /^[a-z]/.test(name) ? value.bind(window) : value,
  })
}
Object.defineProperty(globalThis, 'window', { configurable: true, value: window })
Object.defineProperty(globalThis, 'getComputedStyle', {
  configurable: true,
  value: window.getComputedStyle.bind(window),
})
