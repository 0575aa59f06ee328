import { change, stored } from '../storage'
import { mostBeside, withBeside, withSite } from '../tasks/choices'
import { keyOf, type TaskList } from '../tasks/use-tasks'
import { plainLine } from '../ui/format'
import { Plain } from '../ui/parts'

/** Keeps the task for the site in front, so that it is asked first there. */
export function SiteTask({ site, chosen, choices }: TaskList) {
  if (!site || !chosen) return null
  const key = keyOf(chosen)
  const kept = choices.bySite[site] === key
  const host = plainLine(new URL(site).host, 40)
  const keep = (next: string | null) => change(stored.taskChoices, all => withSite(all, site, next))
  return (
    <button
      type="button"
      class="quiet"
      aria-pressed={kept}
      onClick={() => void keep(kept ? null : key)}
    >
      {kept ? `Asked first on ${host} ✓` : `Ask this first on ${host}`}
    </button>
  )
}

/** Which other tasks answer, too. */
export function BesideChoice({ tasks, chosen, choices }: TaskList) {
  const others = (tasks ?? []).filter(known => known !== chosen)
  if (others.length === 0) return null
  const { beside } = choices
  const mark = (key: string, on: boolean) =>
    change(stored.taskChoices, all => withBeside(all, key, on))
  return (
    <details class="beside-choice">
      <summary>Show other tasks, too</summary>
      <fieldset>
        <legend class="note">Up to {mostBeside}, a line each</legend>
        {others.map(known => {
          const key = keyOf(known)
          const on = beside.includes(key)
          return (
            <label key={key}>
              <input
                type="checkbox"
                checked={on}
                disabled={!on && beside.length >= mostBeside}
                onChange={event => void mark(key, event.currentTarget.checked)}
              />
              <Plain text={known.task.card.name || 'Unnamed task'} longest={40} />
            </label>
          )
        })}
      </fieldset>
    </details>
  )
}
