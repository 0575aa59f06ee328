import type { EncoderId } from '@hivemark/encoder'
import { STATIC_ENCODER_ID } from '@hivemark/encoder'
import type { BriefReading, ManyAnswer, ManyRequest } from '../predict/classify-many'
import { isSure } from '../predict/sureness'
import { stored } from '../storage'
import { arranged, keptFor } from '../tasks/choices'
import { type KnownTask, taskKey } from '../tasks/known-task'
import { knownTasks, pickTask } from '../tasks/task-list'
import { plainLine } from '../ui/format'
import type {
  PageReadings,
  PageSetup,
  SelectionReading,
  TaskReadings,
  TextReading,
} from './page-data'
import type { AskingPage } from './page-messages'
import type { PageModels } from './page-models'
import { lookOf, type Site, type SiteTask } from './site'
import { toPage } from './to-page'

/** What labels are made with: the encoder's Worker. */
export interface Classifier {
  classifyMany(request: ManyRequest): Promise<ManyAnswer>
}

/** Encoders other than the built-in one take a hundred times longer: the Worker must not be gone for long. */
const otherEncodersAtOnce = 16

interface SiteModel {
  readonly wanted: SiteTask
  readonly known: KnownTask
}

/** The site's tasks that this network has. */
async function tasksOf(site: Site): Promise<SiteModel[]> {
  const all = await knownTasks()
  return site.tasks.flatMap(wanted => {
    const known = all.find(({ task }) => taskKey(task) === wanted.taskKey)
    return known ? { wanted, known } : []
  })
}

/** What a page's script is to do, from what is stored; a newer model is looked for meanwhile, and the page told if there is one. */
export async function setupFor(
  { site, tabId }: AskingPage,
  models: PageModels,
): Promise<PageSetup> {
  const tasks = await tasksOf(site)
  const setup = {
    tasks: tasks.map(({ wanted, known: { task } }) => ({
      name: plainLine(task.card.name, 40),
      labels: task.card.labels.map(({ name }) => plainLine(name, 32)),
      leastSure: wanted.leastSure,
      looks: task.card.labels.map((_, label) => lookOf(wanted, label)),
    })),
    bubble: site.bubble,
    shown: site.shownTexts.map(({ hash }) => hash),
    version: await versionOf(tasks, models),
  }
  void Promise.all(tasks.map(({ known }) => models.refresh(known.task))).then(changed => {
    if (changed.includes(true)) void toPage('siteChanged', undefined, tabId).catch(() => {})
  })
  return setup
}

async function versionOf(tasks: readonly SiteModel[], models: PageModels): Promise<string> {
  const versions = tasks.map(async ({ wanted, known }) => {
    const model = await models.current(known.task)
    return `${wanted.taskKey} ${model?.version ?? 'none'}`
  })
  return (await Promise.all(versions)).join(' ')
}

/** What the site's tasks say of some texts. */
export async function labelTexts(
  texts: readonly string[],
  site: Site,
  models: PageModels,
  classifier: Classifier,
): Promise<PageReadings> {
  const tasks = await tasksOf(site)
  const version = await versionOf(tasks, models)
  const readings = tasks.map(async ({ known }): Promise<TaskReadings> => {
    const answer = await classify(texts, known, models, classifier)
    if (answer.kind === 'not-yet') return answer
    return { kind: 'read', readings: answer.readings.map(briefer) }
  })
  return { version, tasks: await Promise.all(readings) }
}

function briefer(reading: BriefReading | null): TextReading | null {
  if (!reading) return null
  const { label, probabilities } = reading
  return { label, probability: probabilities[label] ?? 0, sure: isSure(probabilities) }
}

type Classified =
  | { readonly kind: 'read'; readonly readings: readonly (BriefReading | null)[] }
  | Extract<TaskReadings, { readonly kind: 'not-yet' }>

async function classify(
  texts: readonly string[],
  { task }: KnownTask,
  models: PageModels,
  classifier: Classifier,
): Promise<Classified> {
  const model = await models.current(task)
  if (!model) return { kind: 'not-yet', lack: 'model' }
  const encoderId = task.rules.encoderId.toLowerCase() as EncoderId
  const atOnce = encoderId === STATIC_ENCODER_ID ? texts.length : otherEncodersAtOnce
  const readings: (BriefReading | null)[] = []
  for (let from = 0; from < texts.length; from += atOnce) {
    const part = texts.slice(from, from + atOnce)
    const answer = await classifier.classifyMany({ texts: part, encoderId, model: model.text })
    if (answer.kind !== 'classified') return { kind: 'not-yet', lack: 'encoder' }
    readings.push(...answer.readings)
  }
  return { kind: 'read', readings }
}

/** The task kept for the site, else the first whose labels it shows, else the one chosen in the popup. */
async function taskForSelection({ site, origin }: AskingPage): Promise<KnownTask | null> {
  const [known, [labelled], choices, last] = await Promise.all([
    knownTasks(),
    tasksOf(site),
    stored.taskChoices.get(),
    stored.chosenTask.get(),
  ])
  const wanted = keptFor(choices, origin) ?? labelled?.wanted.taskKey ?? last
  return pickTask(arranged(known, choices).shown, wanted)
}

/** The label of a selected text, for the bubble. */
export async function classifySelection(
  text: string,
  page: AskingPage,
  models: PageModels,
  classifier: Classifier,
): Promise<SelectionReading> {
  const known = await taskForSelection(page)
  if (!known) return { kind: 'not-yet', lack: 'task' }
  const refreshed = models.refresh(known.task)
  if (!(await models.current(known.task))) await refreshed
  const answer = await classify([text], known, models, classifier)
  if (answer.kind === 'not-yet') return answer
  const [reading] = answer.readings
  if (!reading) return { kind: 'says-nothing' }
  const { card } = known.task
  return {
    kind: 'read',
    task: plainLine(card.name, 40),
    labels: reading.probabilities.map((probability, label) => ({
      name: plainLine(card.labels[label]?.name ?? `label ${label}`, 32),
      probability,
    })),
    label: reading.label,
    sure: isSure(reading.probabilities),
  }
}
