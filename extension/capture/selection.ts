/** What a frame has selected. */
export interface FrameSelection {
  readonly text: string
  /** UTF-16 code units before anything was cut off. */
  readonly length: number
  /** The frame has the focus: of several frames with a selection, this is the one meant. */
  readonly focused: boolean
}

/**
 * Reads the selection of the frame it is injected into: of a focused field, of the document, of open
 * shadow roots, of frames of the same origin; never of a password field. Must stay self-contained,
 * since the browser ships its source to the page.
 * @param longest bound on what is handed back, in UTF-16 code units
 */
export function readSelection(longest: number): FrameSelection {
  const text = selectionIn(document, 0)
  return { text: text.slice(0, longest), length: text.length, focused: document.hasFocus() }

  function selectionIn(root: Document | ShadowRoot, depth: number): string {
    return fieldIn(root) || rangeIn(root) || nestedIn(root, depth)
  }

  function fieldIn(root: Document | ShadowRoot): string {
    const field = root.activeElement as HTMLInputElement | HTMLTextAreaElement | null
    if (field?.tagName !== 'TEXTAREA' && field?.tagName !== 'INPUT') return ''
    if (field.type === 'password') return ''
    return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
  }

  function rangeIn(root: Document | ShadowRoot): string {
    const active = root.activeElement
    if (active?.tagName === 'INPUT' && (active as HTMLInputElement).type === 'password') return ''
    const own = root as { getSelection?: () => Selection | null }
    return own.getSelection?.()?.toString() ?? ''
  }

  function nestedIn(root: Document | ShadowRoot, depth: number): string {
    if (depth >= 8) return ''
    const active = root.activeElement
    const first = active ? selectionInside(active, depth) : ''
    if (first) return first
    for (const element of root.querySelectorAll('*')) {
      const text = element === active ? '' : selectionInside(element, depth)
      if (text) return text
    }
    return ''
  }

  function selectionInside(element: Element, depth: number): string {
    if (element.shadowRoot) return selectionIn(element.shadowRoot, depth + 1)
    if (element.tagName !== 'IFRAME') return ''
    try {
      const inner = (element as HTMLIFrameElement).contentDocument
      return inner ? selectionIn(inner, depth + 1) : ''
    } catch {
      return ''
    }
  }
}

/** Of what several frames have selected, the one that is meant: the focused one's, else the first. */
export function meantSelection(frames: readonly FrameSelection[]): FrameSelection | null {
  const selected = frames.filter(frame => frame.text.trim() !== '')
  return selected.find(frame => frame.focused) ?? selected[0] ?? null
}
