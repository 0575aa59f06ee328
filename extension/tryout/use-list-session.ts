import { useEffect, useState } from 'preact/hooks'
import { ListSession, type SessionState } from './list-session'

let session: ListSession | null = null

/** The list of this tab, and how it stands. */
export function useListSession(): readonly [session: ListSession, state: SessionState] {
  session ??= new ListSession()
  const current = session
  const [state, setState] = useState(current.state)
  useEffect(() => {
    setState(current.state)
    return current.listen(() => setState(current.state))
  }, [current])
  return [current, state]
}

/** Begins anew, as a fresh tab does; for tests. */
export function forgetListSession(): void {
  session = null
}
