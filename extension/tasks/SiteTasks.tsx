import { change, stored } from '../storage'
import { plainLine } from '../ui/format'
import { Plain } from '../ui/parts'
import { withSite } from './choices'
import { keyOf, type TaskList } from './use-tasks'

/** On which sites which task is asked first, and the way to forget it. */
export function SiteTasks({ tasks, hidden, choices }: TaskList) {
  const sites = Object.entries(choices.bySite).reverse()
  const all = [...(tasks ?? []), ...hidden]
  const nameOf = (key: string) => all.find(known => keyOf(known) === key)?.task.card.name
  const forget = (site: string) =>
    change(stored.taskChoices, before => withSite(before, site, null))
  const forgetAll = () => change(stored.taskChoices, before => ({ ...before, bySite: {} }))
  return (
    <section class="stack" aria-label="Tasks for sites">
      <h2>Tasks for sites</h2>
      {sites.length === 0 ? (
        <p class="note prose">
          None yet. In the popup, under “Tasks that answer here”, you keep a task for the site in
          front. Which sites these are is kept on this machine only.
        </p>
      ) : (
        <>
          <ul class="site-tasks">
            {sites.map(([site, key]) => (
              <li key={site} class="row spread">
                <span>
                  <bdi>{plainLine(site, 80)}</bdi>{' '}
                  <span class="note">
                    <Plain text={nameOf(key) ?? 'a task that is not in the list'} longest={40} />
                  </span>
                </span>
                <button
                  type="button"
                  aria-label={`Forget ${plainLine(site, 80)}`}
                  onClick={() => void forget(site)}
                >
                  Forget
                </button>
              </li>
            ))}
          </ul>
          {sites.length > 1 ? (
            <div>
              <button type="button" onClick={() => void forgetAll()}>
                Forget all {sites.length}
              </button>
            </div>
          ) : null}
        </>
      )}
    </section>
  )
}
