import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

/** Something read from far away. What was read before stays on view while it is read again. */
export interface Loaded<T> {
  readonly value: T | null
  /** Why the last try failed; `null` after a success. */
  readonly error: unknown
  readonly busy: boolean
  /** Reads again now. */
  reload(): void
}

/**
 * Reads when `key` changes, on `reload`, and every `everyMs` while the page can be seen.
 * A result that was overtaken by a newer key is dropped.
 */
export function useLoaded<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  everyMs: number | null = null,
): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; error: unknown }>({
    key,
    value: null,
    error: null,
  })
  const [busy, setBusy] = useState(true)
  const [round, setRound] = useState(0)
  const latest = useRef(load)
  latest.current = load

  useEffect(() => {
    const abort = new AbortController()
    const settle = (next: { value: T } | { error: unknown }) => {
      if (abort.signal.aborted) return
      setBusy(false)
      setState(before => ({
        key,
        value: 'value' in next ? next.value : before.key === key ? before.value : null,
        error: 'error' in next ? next.error : null,
      }))
    }
    setBusy(true)
    latest.current(abort.signal).then(
      value => settle({ value }),
      error => settle({ error }),
    )
    return () => abort.abort()
  }, [key, round])

  const reload = useCallback(() => setRound(before => before + 1), [])
  // A slow reading is waited for: starting over each time would never end.
  useTick(everyMs, () => {
    if (!busy) reload()
  })
  const current = state.key === key
  return { value: current ? state.value : null, error: current ? state.error : null, busy, reload }
}

/** Calls back every so often while the page can be seen, and at once when it comes back into view. */
export function useTick(everyMs: number | null, tick: () => void): void {
  const latest = useRef(tick)
  latest.current = tick
  useEffect(() => {
    if (everyMs === null) return
    const visible = () => document.visibilityState === 'visible'
    const timer = setInterval(() => visible() && latest.current(), everyMs)
    const shown = () => visible() && latest.current()
    document.addEventListener('visibilitychange', shown)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', shown)
    }
  }, [everyMs])
}
