import { useState } from 'preact/hooks'
import { openOptionsAt } from '../predict/open-options'
import { type KnownTask, taskKey } from '../tasks/known-task'
import { Plain } from '../ui/parts'
import type { PageProgress } from './page-data'
import { type SiteWish, siteName } from './site'
import { askAndSwitchOn } from './switch-site'
import { type PageInFront, usePageInFront, usePermitted, useProgress, useSites } from './use-site'
import './pages.css'

/** The popup's part about the page in front: its labels and its bubble, on or off. */
export function ThisPage({ known }: { known: KnownTask | null }) {
  const page = usePageInFront()
  return page && known ? <Switches page={page} known={known} /> : null
}

function Switches({ page, known }: { page: PageInFront; known: KnownTask }) {
  const { pattern } = page
  const { sites, edit } = useSites()
  const permitted = usePermitted(pattern)
  const [refused, setRefused] = useState(false)
  const site = sites?.find(each => each.pattern === pattern) ?? null
  const progress = useProgress(page, site)
  if (!sites || permitted === null) return null
  const key = taskKey(known.task)
  const labelled = permitted && (site?.tasks.some(task => task.taskKey === key) ?? false)
  const bubble = permitted && (site?.bubble ?? false)
  const switchOn = async (wish: SiteWish) => setRefused(!(await askAndSwitchOn(pattern, wish)))
  const withoutTask = () =>
    edit(pattern, each => ({
      ...each,
      tasks: each.tasks.filter(task => task.taskKey !== key),
    }))
  return (
    <section class="this-page" aria-label="This page">
      <div class="row head">
        <b>
          <Plain text={siteName(pattern)} longest={40} />
        </b>
        {site ? (
          <button type="button" class="quiet" onClick={() => void openOptionsAt('pages')}>
            Page settings
          </button>
        ) : null}
      </div>
      <div class="row">
        <button
          type="button"
          onClick={() =>
            labelled ? withoutTask() : void switchOn({ kind: 'labels', taskKey: key })
          }
        >
          {labelled ? 'Stop labelling' : 'Label this page'}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() =>
            bubble
              ? edit(pattern, each => ({ ...each, bubble: false }))
              : void switchOn({ kind: 'bubble' })
          }
        >
          {bubble ? 'No button at selections' : 'Button at selections'}
        </button>
      </div>
      <p class="note num" role="status">
        {labelled ? <ProgressText progress={progress} /> : null}
        {refused
          ? 'Without that permission Hivemark cannot read this site by itself. Nothing changed.'
          : labelled || bubble
            ? 'What is read here stays on this machine.'
            : 'The browser will ask you to let Hivemark read this one site. Texts stay on this machine.'}
      </p>
    </section>
  )
}

function ProgressText({ progress }: { progress: PageProgress | null }) {
  if (!progress) return <span>Looking for texts. </span>
  const { found, labelled, marked, lack } = progress
  if (lack === 'model') return <span>Waiting for the model. </span>
  if (lack === 'encoder') {
    return <span>Waiting for the encoder: see Encoders in the settings. </span>
  }
  return (
    <span data-labelled={labelled} data-found={found}>
      {labelled < found ? `${labelled.toLocaleString()} of ` : ''}
      {found.toLocaleString()} texts read, {marked.toLocaleString()} marked.{' '}
    </span>
  )
}
