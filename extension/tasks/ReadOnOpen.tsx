import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Notice, Waiting } from '../ui/parts'
import type { TaskRefusal } from './refusal'

type Reading<T> =
  | { readonly kind: 'reading'; readonly progress: string | null }
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'failed'; readonly refusal: TaskRefusal }

interface Props<T> {
  readonly summary: string
  /** What is being read, for the wait. */
  readonly what: string
  readonly read: (signal: AbortSignal, onProgress: (text: string) => void) => Promise<T>
  readonly children: (value: T) => ComponentChildren
}

/**
 * A part of a card that costs many calls, so nothing is asked until someone opens it; closing it, or
 * leaving the page, stops the reading.
 */
export function ReadOnOpen<T>(props: Props<T>) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{props.summary}</summary>
      {open ? <Opened {...props} /> : null}
    </details>
  )
}

function Opened<T>({ what, read, children }: Props<T>) {
  const [reading, again] = useReading(read)
  switch (reading.kind) {
    case 'reading':
      return (
        <Waiting>
          Reading {what} from the chain. {reading.progress}
        </Waiting>
      )
    case 'failed':
      return (
        <Notice
          kind="error"
          title={reading.refusal.title}
          actions={
            <button type="button" onClick={again}>
              Try again
            </button>
          }
        >
          {reading.refusal.nextStep}
        </Notice>
      )
    case 'read':
      return <>{children(reading.value)}</>
  }
}

function useReading<T>(read: Props<T>['read']): readonly [Reading<T>, () => void] {
  const [reading, setReading] = useState<Reading<T>>({ kind: 'reading', progress: null })
  const [attempt, setAttempt] = useState(0)
  // `read` is what it was when the part was opened.
  useEffect(() => {
    const stop = new AbortController()
    const show = (next: Reading<T>) => {
      if (!stop.signal.aborted) setReading(next)
    }
    show({ kind: 'reading', progress: null })
    void attemptIt().then(show)
    return () => stop.abort()

    async function attemptIt(): Promise<Reading<T>> {
      try {
        const onProgress = (progress: string) => show({ kind: 'reading', progress })
        return { kind: 'read', value: await read(stop.signal, onProgress) }
      } catch (error) {
        const { explainTaskError } = await import('./refusal')
        return { kind: 'failed', refusal: explainTaskError(error) }
      }
    }
  }, [attempt])
  return [reading, () => setAttempt(attempt + 1)]
}
