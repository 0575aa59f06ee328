import { useState } from 'preact/hooks'
import { useTasks } from '../tasks/use-tasks'
import { Notice, Plain } from '../ui/parts'
import { SiteTaskSettings } from './SiteTaskSettings'
import { isOn, type Site, siteName } from './site'
import { forgetSite } from './site-scripts'
import { askAndSwitchOn } from './switch-site'
import { usePermitted, useSites } from './use-site'
import './pages.css'

/** The full tab's list of sites where labels or the bubble are switched on. */
export function PagesPage() {
  const { sites, edit } = useSites()
  return (
    <div class="stack">
      <div class="page-head">
        <h1>Pages</h1>
      </div>
      {sites?.length === 0 ? (
        <Notice title="No site is switched on">
          Open a page, press the Hivemark button and choose “Label this page”: each paragraph,
          comment and headline gets a quiet label at its end. The browser asks you for that one
          site. Nothing that is read there leaves this machine.
        </Notice>
      ) : null}
      <ul class="sites">
        {sites?.map(site => (
          <li key={site.pattern}>
            <SiteSettings site={site} edit={change => edit(site.pattern, change)} />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface SiteProps {
  readonly site: Site
  readonly edit: (change: (site: Site) => Site) => void
}

function SiteSettings({ site, edit }: SiteProps) {
  const permitted = usePermitted(site.pattern)
  return (
    <article class="panel site">
      <header>
        <h2>
          <Plain text={siteName(site.pattern)} longest={120} />
        </h2>
        <SiteState site={site} permitted={permitted} />
      </header>
      {permitted === false ? <AllowAgain pattern={site.pattern} /> : null}
      <SiteTasks site={site} edit={edit} />
      <label class="check">
        <input
          type="checkbox"
          checked={site.bubble}
          onChange={event => {
            const bubble = event.currentTarget.checked
            edit(before => ({ ...before, bubble }))
          }}
        />
        A “Classify” button beside what I select
      </label>
      <Exceptions site={site} edit={edit} />
      <div>
        <button type="button" onClick={() => void forgetSite(site.pattern)}>
          Remove this site
        </button>
      </div>
    </article>
  )
}

function SiteState({ site, permitted }: { site: Site; permitted: boolean | null }) {
  if (permitted === null) return null
  return permitted && isOn(site) ? (
    <span class="state ready">On</span>
  ) : (
    <span class="state done">Off</span>
  )
}

function AllowAgain({ pattern }: { pattern: string }) {
  const [refused, setRefused] = useState(false)
  const ask = async () => setRefused(!(await askAndSwitchOn(pattern, { kind: 'again' })))
  return (
    <Notice
      kind="wait"
      title="The browser no longer lets Hivemark read this site"
      actions={
        <button type="button" onClick={() => void ask()}>
          Allow again
        </button>
      }
    >
      {refused ? 'It was not allowed. ' : ''}What you set up below is kept.
    </Notice>
  )
}

function SiteTasks({ site, edit }: SiteProps) {
  const { tasks, hidden } = useTasks()
  if (!tasks) return null
  return (
    <>
      {site.tasks.map(wanted => (
        <SiteTaskSettings
          key={wanted.taskKey}
          wanted={wanted}
          tasks={[...tasks, ...hidden]}
          onChange={next =>
            edit(before => ({
              ...before,
              tasks: before.tasks.flatMap(each =>
                each.taskKey === wanted.taskKey ? (next ?? []) : each,
              ),
            }))
          }
        />
      ))}
    </>
  )
}

function Exceptions({ site, edit }: SiteProps) {
  const { shownTexts } = site
  if (shownTexts.length === 0) return null
  return (
    <details>
      <summary>
        {shownTexts.length === 1
          ? '1 text is never marked here'
          : `${shownTexts.length} texts are never marked here`}
      </summary>
      <ul class="exceptions">
        {shownTexts.map(({ hash, start }) => (
          <li key={hash}>
            <span>
              <Plain text={start} longest={60} />
            </span>
            <button
              type="button"
              class="quiet"
              onClick={() =>
                edit(before => ({
                  ...before,
                  shownTexts: before.shownTexts.filter(each => each.hash !== hash),
                }))
              }
            >
              Mark again
            </button>
          </li>
        ))}
      </ul>
    </details>
  )
}
