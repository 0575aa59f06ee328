import type { Task } from '@hivemark/contracts'
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useNetwork } from '../settings/use-network'
import { stored } from '../storage'
import { useStored } from '../ui/use-stored'
import { AnswerView } from './AnswerView'
import type { Answered } from './answer'
import { useAnswer } from './use-answer'
import './popup.css'
import './text-answer.css'

/**
 * One text opened over a page: the answer anew, by the present model, its words marked, and the
 * labels to correct it. The focus goes back where it was when this closes.
 */
export function TextAnswer(props: {
  readonly text: string
  readonly task: Task
  readonly title: string
  readonly onClose: () => void
  /** Shown above the answer, once there is one. */
  readonly note?: (answered: Answered) => ComponentChildren
}) {
  const { text, task, onClose } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const question = useMemo(() => ({ text, tabId: null }), [text])
  const state = useAnswer(question, task)
  const drafts = useStored(stored.drafts) ?? []
  const { currency } = useNetwork()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const { answer } = state
  return (
    <dialog ref={dialog} class="text-answer panel" aria-label={props.title} onClose={onClose}>
      <div class="stack">
        <div class="page-head">
          <h2>{props.title}</h2>
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
        {answer?.kind === 'answered' ? props.note?.(answer) : null}
        <AnswerView {...state} currency={currency}>
          {null}
        </AnswerView>
        {drafts.some(draft => draft.text === text) ? (
          <a class="button" href="/sign.html">
            Review and submit
          </a>
        ) : null}
      </div>
    </dialog>
  )
}
