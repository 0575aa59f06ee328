import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Capture, captureOf } from '../capture/capture'
import { type Captured, captureFromActiveTab } from '../capture/capture-from-tab'
import { tabInFront } from '../capture/tab-in-front'
import { stored } from '../storage'

/** What the popup was opened with, or what was typed since. */
export interface Asked {
  readonly capture: Capture | null
  /** Why there is no text; `looking` until it is known. */
  readonly lack: 'looking' | Exclude<Captured['kind'], 'captured'> | null
  readonly type: (text: string) => void
}

const settleMs = 150

/** A capture that no popup came to show belongs to a moment that is past. */
const staleMs = 10_000

/**
 * The text to classify: the one the context menu left for the popup, else what is selected in the
 * tab in front, else what the person types or pastes, once they pause.
 */
export function useQuestion(): Asked {
  const [capture, setCapture] = useState<Capture | null>(null)
  const [lack, setLack] = useState<Asked['lack']>('looking')
  const tabId = useRef<number | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  useEffect(() => {
    let typed = false
    const show = (next: Capture) => {
      typed = next.source === 'typed'
      setLack(null)
      setCapture(before =>
        before?.text === next.text && before.tabId === next.tabId ? before : next,
      )
    }
    const takeStored = (left: Capture | null) => {
      if (!left) return
      show(left)
      void stored.capture.set(null)
    }
    const stop = stored.capture.watch(takeStored)
    void open()
    return stop

    async function open() {
      const selected = captureFromActiveTab()
      const front = tabInFront()
      const left = await stored.capture.get()
      // What the menu left needs nothing of the page, which may be slow to answer.
      const isMeant = left !== null && Date.now() - left.at < staleMs
      if (isMeant) takeStored(left)
      const [own, tab] = await Promise.all([selected, front])
      tabId.current = tab?.id ?? null
      if (tab && own.kind !== 'not-allowed') void stored.pageTab.set(tab.id)
      if (isMeant) return
      if (own.kind === 'captured') setCapture(before => before ?? own.capture)
      else if (!typed) setLack(before => (before === 'looking' ? own.kind : before))
    }
  }, [])

  const type = useCallback((text: string) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setLack('nothing-selected')
      setCapture(captureOf(text, 'typed', tabId.current))
    }, settleMs)
  }, [])
  return { capture, lack: capture ? null : lack, type }
}
