import { useEffect, useState } from 'preact/hooks'
import type { StoredItem } from '../storage'

/** A stored item's value, kept current across pages; `null` until it is first read. */
export function useStored<T>(item: StoredItem<T>): T | null {
  const [value, setValue] = useState<T | null>(null)
  useEffect(() => {
    let current = true
    const show = (next: T) => {
      if (current) setValue(() => next)
    }
    const stop = item.watch(show)
    void item.get().then(show)
    return () => {
      current = false
      stop()
    }
  }, [item])
  return value
}
