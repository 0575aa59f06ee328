import { stored } from '../storage'
import { type KnownTask, taskKey } from '../tasks/known-task'
import { plainLine } from '../ui/format'
import { Notice, Plain, Waiting } from '../ui/parts'
import { useStored } from '../ui/use-stored'
import type { Draft } from './draft'
import { dropDraft, relabelDraft } from './drafts'
import { type Intent, isOnItsWay } from './intent'
import { newestIntent } from './intents'
import { signAddress } from './sign-subject'

/** Every label not yet submitted, newest first: change it, delete it, or go on to submit it. */
export function DraftList(props: {
  readonly tasks: readonly KnownTask[]
  readonly tabId: number | null
}) {
  const drafts = useStored(stored.drafts)
  const intents = useStored(stored.intents) ?? []
  if (!drafts) return <Waiting>Reading your drafts.</Waiting>
  return (
    <>
      <h1>Drafts</h1>
      {drafts.length === 0 ? (
        <Notice title="No drafts">
          <p>
            Select text on a page, choose “Classify selection”, and pick a label: it waits here
            until you submit it.
          </p>
        </Notice>
      ) : (
        <>
          <p class="note">Drafts stay on this machine. Each is submitted on its own.</p>
          <ul class="drafts">
            {[...drafts].reverse().map(draft => (
              <DraftItem
                key={draft.id}
                draft={draft}
                known={props.tasks.find(each => taskKey(each.task) === draft.taskKey) ?? null}
                intent={newestIntent(intents, each => isAboutDraft(each, draft.id, draft.label))}
                tabId={props.tabId}
              />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function DraftItem(props: {
  draft: Draft
  known: KnownTask | null
  intent: Intent | null
  tabId: number | null
}) {
  const { draft, known, intent } = props
  const moving = intent !== null && isOnItsWay(intent)
  const text = plainLine(draft.text, 160)
  return (
    <li>
      <blockquote class="text" dir="auto">
        {text}
      </blockquote>
      <div class="row spread">
        <span class="row">
          {known ? (
            <>
              <small>
                <Plain text={known.task.card.name} longest={60} />
              </small>
              <select
                aria-label={`Label of “${plainLine(draft.text, 40)}”`}
                value={draft.label}
                disabled={moving}
                onChange={event => void relabelDraft(draft.id, Number(event.currentTarget.value))}
              >
                {known.task.card.labels.map((label, index) => (
                  <option key={index} value={index}>
                    {plainLine(label.name, 40)}
                  </option>
                ))}
              </select>
            </>
          ) : (
            <small>Its task is not in your list on this network.</small>
          )}
        </span>
        <span class="row">
          {moving ? null : (
            <button
              type="button"
              class="quiet"
              aria-label={`Delete the draft “${plainLine(draft.text, 40)}”`}
              onClick={() => void dropDraft(draft.id)}
            >
              Delete
            </button>
          )}
          {known ? (
            <a class="button" href={signAddress({ kind: 'draft', draftId: draft.id }, props.tabId)}>
              {moving ? 'See how it goes' : 'Submit'}
            </a>
          ) : null}
        </span>
      </div>
    </li>
  )
}

/** Whether a call submits this draft, with this label where one is given. */
export function isAboutDraft({ purpose }: Intent, draftId: string, label?: number): boolean {
  return (
    purpose.kind === 'submit' &&
    purpose.draftId === draftId &&
    (label === undefined || purpose.label === label)
  )
}
