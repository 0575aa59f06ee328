import { useEffect, useRef } from 'preact/hooks'
import type { Capture } from '../capture/capture'
import type { Answered } from '../predict/answer'
import { stored } from '../storage'
import { taskKey } from '../tasks/known-task'
import { recordAnswer } from './history'

/** How long an answer must stand to be remembered: typing has pauses, a selection does not. */
const standsMs = { typed: 1_500, selection: 300 } as const

interface Asked {
  readonly text: string
  /** Whether there was a history when it was asked. */
  readonly kept: Promise<boolean>
}

/**
 * Remembers what the popup answers once it stands, see `recordAnswer`; not again for a newer model that
 * says the same, or what was deleted would come back. What was asked before there was a history stays
 * out of it.
 */
export function useRecording(capture: Capture | null, answered: Answered | null): void {
  const isAnswer = capture !== null && answered?.text === capture.text
  const about = isAnswer ? `${taskKey(answered.task)} ${answered.reading.label}` : null
  const asked = useRef<Asked | null>(null)
  useEffect(() => {
    if (!isAnswer) return
    if (asked.current?.text !== capture.text) {
      asked.current = { text: capture.text, kept: stored.keepHistory.get() }
    }
    const { kept } = asked.current
    const record = async () => {
      if (await kept) await recordAnswer(answered, capture.source)
    }
    // A full disk must not take the answer away.
    const timer = setTimeout(() => void record().catch(() => {}), standsMs[capture.source])
    return () => clearTimeout(timer)
  }, [about, capture?.text])
}
