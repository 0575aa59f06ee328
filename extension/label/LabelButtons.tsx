import type { Task } from '@hivemark/contracts'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answered } from '../predict/answer'
import { contributionLimit } from '../tasks/contribution-limit'
import { taskKey } from '../tasks/known-task'
import { Notice, Plain } from '../ui/parts'
import type { Draft } from './draft'
import { dropDraft, keepDraft } from './drafts'
import './label.css'

export interface LabelButtonsProps {
  readonly answered: Answered
  /** Called with the kept draft, or `null` after a skip. */
  readonly onPicked?: (draft: Draft | null) => void
}

/**
 * The task's labels as buttons: number keys 1 to 8 pick, 0 skips. A pick becomes a draft with the
 * features shown here; nothing leaves this machine.
 */
export function LabelButtons(props: LabelButtonsProps) {
  const { task, reading } = props.answered
  const { picked, pick, skip, problem } = useChoice(props)
  useNumberKeys(task.card.labels.length, pick, skip)
  const refusal = refusalReason(props.answered)
  if (refusal)
    return (
      <Notice kind="wait" title={refusal.title}>
        {refusal.nextStep}
      </Notice>
    )
  return (
    <div class="stack tight">
      <fieldset class="labels">
        <legend class="visually-hidden">Which label is right?</legend>
        {task.card.labels.map((label, index) => (
          <button
            key={index}
            type="button"
            class={index === reading.label ? 'agree' : ''}
            aria-pressed={picked === index}
            aria-keyshortcuts={`${index + 1}`}
            title={label.definition}
            onClick={() => pick(index)}
          >
            <span>
              <Plain text={label.name} longest={32} />
              {index === reading.label ? ', agree' : ''}
            </span>
            <kbd>{index + 1}</kbd>
          </button>
        ))}
        <button type="button" aria-keyshortcuts="0" aria-pressed={picked === 'skip'} onClick={skip}>
          <span>Skip</span>
          <kbd>0</kbd>
        </button>
      </fieldset>
      <p class="note picked" role="status">
        {pickedText(task, picked)}
      </p>
      {problem ? (
        <Notice kind="error" title="The draft could not be kept">
          {problem} Free some disk space or restart the browser, then pick the label again.
        </Notice>
      ) : null}
    </div>
  )
}

type Picked = number | 'skip' | null

function useChoice(props: LabelButtonsProps) {
  const [picked, setPicked] = useState<Picked>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const kept = useRef<Draft | null>(null)
  const { answered } = props
  const { task, text } = answered
  const about = `${taskKey(task)} ${text}`
  useEffect(() => {
    kept.current = null
    setPicked(null)
    setProblem(null)
  }, [about])

  const pick = async (label: number) => {
    if (refusalReason(answered)) return
    try {
      kept.current = await keepDraft({
        taskKey: taskKey(task),
        text,
        features: answered.features,
        encoderId: answered.encoderId,
        label,
        predictedLabel: answered.reading.label,
      })
      // Only now: what the page says is kept must be, even if the popup closes this moment.
      setPicked(label)
      setProblem(null)
      props.onPicked?.(kept.current)
    } catch (error) {
      setPicked(null)
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  const skip = async () => {
    if (kept.current) await dropDraft(kept.current.id)
    setPicked('skip')
    kept.current = null
    props.onPicked?.(null)
  }
  return { picked, pick, skip, problem }
}

/** Number keys work anywhere on the page but in fields that take text. */
function useNumberKeys(labels: number, pick: (label: number) => void, skip: () => void): void {
  const latest = useRef({ pick, skip })
  latest.current = { pick, skip }
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
      if (isEditable(event.target)) return
      if (!/^[0-8]$/.test(event.key)) return
      const number = Number(event.key)
      if (number > labels) return
      event.preventDefault()
      if (number === 0) latest.current.skip()
      else latest.current.pick(number - 1)
    }
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [labels])
}

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)
}

/** Why nothing may be submitted for this text now, or `null`. */
export function refusalReason(
  answered: Answered,
): { readonly title: string; readonly nextStep: string } | null {
  const { task } = answered
  if (!task.verified)
    return {
      title: 'This task is unverified: reading only',
      nextStep:
        'Its contract is not the factory’s, so its rules about your deposit cannot be relied on. Choose another task to label.',
    }
  const limit = contributionLimit(task)
  if (limit) return limit
  if (answered.encoderId !== task.rules.encoderId)
    return {
      title: 'This task wants another encoder',
      nextStep: 'Update the extension, or choose a task that uses the encoder it carries.',
    }
  if (!answered.reproduces)
    return {
      title: 'Labels are off: the encoder gives other numbers here than elsewhere',
      nextStep:
        'Its self-test failed in this browser, and a label with wrong numbers could cost your deposit. Update the browser or the extension.',
    }
  if (answered.features.every(feature => feature === 0))
    return {
      title: 'Nothing in this text says anything to the encoder',
      nextStep: 'A label would teach the model nothing. Select more text, in words.',
    }
  return null
}

function pickedText(task: Task, picked: Picked): string {
  if (picked === null) return 'A pick is kept as a draft on this machine. Nothing is sent yet.'
  if (picked === 'skip') return 'Skipped. Nothing is kept.'
  return `Kept as a draft: ${task.card.labels[picked]?.name ?? `label ${picked}`}. Review it before you submit.`
}
