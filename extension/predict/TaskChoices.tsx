import { change, stored } from '../storage'
import { mostBeside, withBeside, withSite } from '../tasks/choices'
import { keyOf, type TaskList } from '../tasks/use-tasks'
import { plainLine } from '../ui/format'
import { Plain } from '../ui/parts'
import { StoredCheck } from '../ui/StoredCheck'

/** Which tasks answer: the one asked first on the site in front, and others a line each. */
export function TaskChoices(list: TaskList) {
  const others = (list.tasks ?? []).filter(known => known !== list.chosen)
  if (!list.chosen || (others.length === 0 && !list.site)) return null
  return (
    <details class="task-choices">
      <summary>Tasks that answer here</summary>
      <SiteTask {...list} />
      {others.length > 0 ? <Beside {...list} tasks={others} /> : null}
    </details>
  )
}

function SiteTask({ site, chosen, choices }: TaskList) {
  if (!site || !chosen) return null
  const key = keyOf(chosen)
  const keep = (on: boolean) =>
    change(stored.taskChoices, all => withSite(all, site, on ? key : null))
  return (
    <StoredCheck checked={choices.bySite[site] === key} onChange={on => void keep(on)}>
      Ask <Plain text={chosen.task.card.name || 'this task'} longest={40} /> first on{' '}
      <bdi>{plainLine(new URL(site).host, 60)}</bdi>
    </StoredCheck>
  )
}

function Beside({ tasks, choices: { beside } }: TaskList) {
  const mark = (key: string, on: boolean) =>
    change(stored.taskChoices, all => withBeside(all, key, on))
  return (
    <fieldset>
      <legend class="note">Also show, up to {mostBeside}, a line each</legend>
      {(tasks ?? []).map(known => {
        const key = keyOf(known)
        const on = beside.includes(key)
        return (
          <StoredCheck
            key={key}
            checked={on}
            disabled={!on && beside.length >= mostBeside}
            onChange={next => void mark(key, next)}
          >
            <Plain text={known.task.card.name || 'Unnamed task'} longest={40} />
          </StoredCheck>
        )
      })}
    </fieldset>
  )
}
