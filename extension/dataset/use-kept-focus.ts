import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/**
 * Where a control is replaced by another, as Pause replaces Continue, the keyboard goes on from the new
 * one instead of the top of the page.
 * @param moment changes with what is shown
 * @returns for the element that the controls are in
 */
export function useKeptFocus<T extends HTMLElement>(moment: string): RefObject<T | null> {
  const ref = useRef<T>(null)
  const before = useRef(moment)
  useEffect(() => {
    if (before.current === moment) return
    before.current = moment
    if (document.activeElement !== document.body) return
    ref.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus({ preventScroll: true })
  }, [moment])
  return ref
}
