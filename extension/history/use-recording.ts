import { useEffect } from 'preact/hooks'
import type { Capture } from '../capture/capture'
import type { Answered } from '../predict/answer'
import { taskKey } from '../tasks/known-task'
import { recordAnswer } from './history'

/** How long an answer must stand to be remembered: typing has pauses, a selection does not. */
const standsMs = { typed: 1_500, selection: 300 } as const

/** Remembers what the popup answers once it stands, see `recordAnswer`. */
export function useRecording(capture: Capture | null, answered: Answered | null): void {
  const isAnswer = capture !== null && answered?.text === capture.text
  const about = isAnswer
    ? `${taskKey(answered.task)} ${answered.reading.label} ${answered.snapshot.block}`
    : null
  useEffect(() => {
    if (!isAnswer) return
    const record = () =>
      // A full disk must not take the answer away.
      void recordAnswer(answered, capture.source).catch(() => {})
    const timer = setTimeout(record, standsMs[capture.source])
    return () => clearTimeout(timer)
  }, [about, capture?.text])
}
