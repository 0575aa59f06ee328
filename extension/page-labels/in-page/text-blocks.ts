import { longestBlock } from '../page-data'

/** A paragraph, comment, headline or the like: the smallest block that a text stands in. */
export interface TextBlock {
  readonly element: Element
  /** White space joined, cut at `longestBlock`. */
  readonly text: string
}

const skipped = new Set(
  (
    'AUDIO BUTTON CANVAS CODE DATALIST EMBED HEAD IFRAME INPUT KBD MATH METER NAV NOSCRIPT OBJECT OPTION ' +
    'OUTPUT PICTURE PRE PROGRESS RP RT SAMP SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA VIDEO'
  ).split(' '),
)
const skippedRoles =
  /^(button|menu|menubar|menuitem|navigation|toolbar|tablist|tab|textbox|searchbox|combobox|slider|log)$/i
const blockTags = new Set(
  (
    'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE ' +
    'FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HTML LI MAIN OL P SECTION SUMMARY TABLE TBODY TD TFOOT TH ' +
    'THEAD TR UL'
  ).split(' '),
)
const inlineTags = new Set(
  'ABBR B BDI BDO BR CITE DEL DFN EM I INS MARK Q S SMALL STRONG SUB SUP TIME U WBR'.split(' '),
)

/** Shorter ones are names, dates and buttons; scripts without spaces say more in a character. */
const leastLength = 20
const leastLengthOfDense = 8
const dense = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/
/** What is nothing but a short link is a menu's entry. */
const leastLengthOfLink = 30
/** Deeper than people nest anything; a page that nests deeper is not read further. */
const mostRoots = 500

/** Whether nothing inside is read: controls, code, menus, fields, what is hidden from everybody. */
export function isSkipped(element: Element): boolean {
  if (skipped.has(element.tagName.toUpperCase())) return true
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true
  const editable = element.getAttribute('contenteditable')
  if (editable !== null && editable.toLowerCase() !== 'false') return true
  const role = element.getAttribute('role')
  return role !== null && skippedRoles.test(role)
}

/** The nearest block around a node, the node itself included; `null` at the top. */
export function blockAround(node: Node): Element | null {
  for (let at: Node | null = node; at; at = at.parentNode) {
    if (at.nodeType === Node.ELEMENT_NODE && isBlock(at as Element)) return at as Element
  }
  return null
}

/** Whether a node stands where texts are read at all. */
export function isReadable(node: Node): boolean {
  for (let at: Node | null = node; at; at = at.parentNode ?? (at as ShadowRoot).host ?? null) {
    if (at.nodeType === Node.ELEMENT_NODE && isSkipped(at as Element)) return false
  }
  return true
}

/**
 * Finds the text blocks below a node, in open shadow roots, too; a step is a handful of nodes.
 * @param found told about each, once the whole is known
 * @param enter told about each open shadow root on the way
 */
export function* findBlocks(
  root: Node,
  found: (block: TextBlock) => void,
  enter: (shadow: ShadowRoot) => void,
): Generator<unknown, void, void> {
  const collected = new Map<Element, Parts>()
  const roots: Node[] = [root]
  for (let next = 0; next < roots.length && next < mostRoots; next++) {
    const walker = document.createTreeWalker(
      roots[next]!,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      node =>
        node.nodeType === Node.ELEMENT_NODE && isSkipped(node as Element)
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_ACCEPT,
    )
    let node: Node | null = walker.currentNode
    for (let steps = 1; node; node = walker.nextNode(), steps++) {
      if (node.nodeType === Node.TEXT_NODE) collect(node as Text, collected)
      else {
        const shadow = (node as Element).shadowRoot
        if (shadow) {
          enter(shadow)
          roots.push(shadow)
        }
      }
      if (steps % 16 === 0) yield
    }
  }
  for (const [element, parts] of collected) {
    const text = parts.text.join('').replace(/\s+/g, ' ').trim()
    if (isWorthReading(text, parts)) found({ element, text: cut(text) })
    yield
  }
}

interface Parts {
  readonly text: string[]
  length: number
  linked: number
}

function collect(node: Text, into: Map<Element, Parts>): void {
  const { data } = node
  if (data.length < 2 && data.trim() === '') return
  const block = blockAround(node)
  if (!block) return
  let parts = into.get(block)
  if (!parts) {
    if (data.trim() === '') return
    parts = { text: [], length: 0, linked: 0 }
    into.set(block, parts)
  }
  if (parts.length > 2 * longestBlock) return
  parts.text.push(data.slice(0, 2 * longestBlock), ' '.repeat(breaksAfter(node)))
  parts.length += data.length
  if (node.parentElement?.closest('a')) parts.linked += data.trim().length
}

/** A line break parts words as a space does. */
function breaksAfter(node: Text): 0 | 1 {
  return node.nextSibling?.nodeName === 'BR' ? 1 : 0
}

function isWorthReading(text: string, { linked }: Parts): boolean {
  if (text.length < (dense.test(text) ? leastLengthOfDense : leastLength)) return false
  return linked < text.length * 0.9 || text.length >= leastLengthOfLink
}

function cut(text: string): string {
  if (text.length <= longestBlock) return text
  const last = text.charCodeAt(longestBlock - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? longestBlock - 1 : longestBlock)
}

function isBlock(element: Element): boolean {
  const { tagName } = element
  if (blockTags.has(tagName)) return true
  if (inlineTags.has(tagName)) return false
  const { display } = getComputedStyle(element)
  return !display.startsWith('inline') && display !== 'contents' && display !== ''
}
