import { longestText } from '../../capture/capture'

/** What is selected in the page, and where a button beside it belongs. */
export interface PageSelection {
  readonly text: string
  /** Where the selection ends, in the viewport. */
  readonly end: { readonly left: number; readonly top: number; readonly bottom: number }
  /** After this element Tab should come to the button. */
  readonly after: Element
}

/**
 * The selection of a field, the document or an open shadow root; never of a password field.
 * @param path where the person's last event went through: a shadow root's selection is only its own
 */
export function pageSelection(path: readonly EventTarget[]): PageSelection | null {
  return ofField(path) ?? ofText(path)
}

function ofField(path: readonly EventTarget[]): PageSelection | null {
  const field = path.find(
    (target): target is HTMLTextAreaElement | HTMLInputElement =>
      target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement,
  )
  if (!field || field.type === 'password') return null
  const text = field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0).trim()
  if (!text) return null
  const { left, right, top, bottom } = field.getBoundingClientRect()
  const isRightToLeft = getComputedStyle(field).direction === 'rtl'
  return {
    text: text.slice(0, longestText),
    end: { left: isRightToLeft ? left : right, top, bottom },
    after: field,
  }
}

function ofText(path: readonly EventTarget[]): PageSelection | null {
  for (const root of [...path.filter(target => target instanceof ShadowRoot), document]) {
    const selection = (root as { getSelection?: () => Selection | null }).getSelection?.()
    const text = selection?.toString().trim()
    if (!selection || !text || selection.rangeCount === 0) continue
    const range = selection.getRangeAt(0)
    const rects = range.getClientRects()
    const last = rects[rects.length - 1]
    const after = elementOf(lastNode(range))
    if (!last || !after || isInPassword(after)) continue
    const isRightToLeft = getComputedStyle(after).direction === 'rtl'
    return {
      text: text.slice(0, longestText),
      end: { left: isRightToLeft ? last.left : last.right, top: last.top, bottom: last.bottom },
      after: outsideEditable(after),
    }
  }
  return null
}

/** A paragraph selected by three clicks ends before the first character of the next. */
function lastNode({ startContainer, endContainer, endOffset }: Range): Node {
  return endOffset > 0 ? endContainer : startContainer
}

function elementOf(node: Node | null): Element | null {
  return node instanceof Element ? node : (node?.parentElement ?? null)
}

function isInPassword(element: Element): boolean {
  return element instanceof HTMLInputElement && element.type === 'password'
}

/** What someone writes must not get a button into it. */
function outsideEditable(element: Element): Element {
  return element.closest('[contenteditable]:not([contenteditable="false"])') ?? element
}
