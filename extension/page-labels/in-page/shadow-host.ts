/**
 * Styles that no rule of the page comes before: an element's own important declarations win over every
 * style sheet.
 */
const hostStyle = 'all: initial !important; '

/** A plain element: a page cannot define one under this name and be called when we make it. */
const hostTag = 'span'

const ours = new WeakSet<Node>()

/** Whether we put a node into the page. */
export function isOurs(node: Node): boolean {
  return ours.has(node)
}

/**
 * A place in the page for something of ours, in a closed shadow root: the page's styles and scripts do
 * not reach inside.
 * @param display declarations for the place itself, each `!important`
 */
export function createHost(
  display: string,
  sheet: Sheet,
): { readonly host: HTMLElement; readonly root: ShadowRoot } {
  const host = document.createElement(hostTag)
  host.style.cssText = hostStyle + display
  matchPage(host)
  const root = host.attachShadow({ mode: 'closed' })
  sheet.applyTo(root)
  ours.add(host)
  return { host, root }
}

/** A style sheet that many shadow roots share, made when it is first needed. */
export class Sheet {
  readonly #text: string
  #shared: CSSStyleSheet | null = null
  #mayShare = true

  constructor(text: string) {
    this.#text = text
  }

  applyTo(root: ShadowRoot): void {
    if (this.#mayShare) {
      try {
        this.#shared ??= this.#make()
        root.adoptedStyleSheets = [this.#shared]
        return
      } catch {
        // Some browsers keep such sheets from content scripts; there each root has its own.
        this.#mayShare = false
      }
    }
    const style = document.createElement('style')
    style.textContent = this.#text
    root.prepend(style)
  }

  #make(): CSSStyleSheet {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(this.#text)
    return sheet
  }
}

let scheme: 'light' | 'dark' | null = null

/** Calls back when the page may have turned light or dark. Aborting the signal ends that. */
export function onSchemeChange(listener: () => void, signal: AbortSignal): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener(
    'change',
    () => {
      scheme = null
      listener()
    },
    { signal },
  )
}

/** Makes something of ours light or dark as the page is. */
export function matchPage(host: HTMLElement): void {
  host.style.setProperty('color-scheme', schemeOfPage(), 'important')
}

/** Whether the page writes light on dark, whatever the system prefers. */
function schemeOfPage(): 'light' | 'dark' {
  scheme ??= isLight(getComputedStyle(document.body ?? document.documentElement).color)
    ? 'dark'
    : 'light'
  return scheme
}

function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number)
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140
}

/**
 * The tokens of `ui/tokens.css` that things of ours in a page need. What someone selects around them
 * does not look as if it held them; `user-select` would change what is selected.
 */
export const tokens = `
:host { --paper: light-dark(#ffffff, #16181d); --canvas: light-dark(#f5f5f2, #0e1014);
  --ink: light-dark(#1a1d23, #e9ebef); --ink-2: light-dark(#565d6b, #a0a8b6);
  --line: light-dark(#e2e3df, #2a2e37); --line-strong: light-dark(#868b93, #737b89);
  --accent: light-dark(#2447c8, #8ea6ff); --on-accent: light-dark(#ffffff, #0e1014);
  --radius: 10px; --shadow: 0 1px 2px light-dark(#0002, #0006), 0 8px 24px light-dark(#0002, #0008); }
* { box-sizing: border-box; }
*::selection { background: none; }
button { font: inherit; color: inherit; cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`
