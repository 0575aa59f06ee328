import { type KnownTask, taskKey } from './known-task'

/** How a person arranged their tasks, which are named by `taskKey`. */
export interface TaskChoices {
  /** Keys in the order wanted; tasks not named come after them. */
  readonly order: readonly string[]
  readonly hidden: readonly string[]
  /** Shown in the popup beside the task asked about. */
  readonly beside: readonly string[]
  /** What is asked first on a site, by its origin; the newest last. */
  readonly bySite: Readonly<Record<string, string>>
}

export const noChoices: TaskChoices = { order: [], hidden: [], beside: [], bySite: {} }

/** With the task asked about itself, four are told apart at a glance. */
export const mostBeside = 3

/** More sites than this are not remembered; the oldest goes. */
const mostSites = 300

/** Tasks in the person's order, those hidden apart. */
export function arranged(
  tasks: readonly KnownTask[],
  { order, hidden }: TaskChoices,
): { readonly shown: readonly KnownTask[]; readonly hidden: readonly KnownTask[] } {
  const place = new Map(order.map((key, index) => [key, index]))
  const placeOf = ({ task }: KnownTask) => place.get(taskKey(task)) ?? order.length
  const sorted = [...tasks].sort((a, b) => placeOf(a) - placeOf(b))
  const isHidden = ({ task }: KnownTask) => hidden.includes(taskKey(task))
  return { shown: sorted.filter(each => !isHidden(each)), hidden: sorted.filter(isHidden) }
}

/** What is asked first on a site, or `null` where nothing is kept for it. */
export function keptFor({ bySite }: TaskChoices, site: string | null): string | null {
  return (site !== null && Object.hasOwn(bySite, site) && bySite[site]) || null
}

/** The marked tasks other than the one asked about. */
export function besideOf(
  shown: readonly KnownTask[],
  chosen: KnownTask | null,
  { beside }: TaskChoices,
): readonly KnownTask[] {
  const isMarked = ({ task }: KnownTask) => beside.includes(taskKey(task))
  return shown.filter(each => each !== chosen && isMarked(each)).slice(0, mostBeside)
}

/**
 * Moves a task one place up (−1) or down (1) among those shown.
 * @param shown keys as the person sees them
 */
export function moved(
  choices: TaskChoices,
  shown: readonly string[],
  key: string,
  by: -1 | 1,
): TaskChoices {
  const from = shown.indexOf(key)
  const to = from + by
  if (from < 0 || to < 0 || to >= shown.length) return choices
  const next = [...shown]
  next.splice(from, 1)
  next.splice(to, 0, key)
  const others = choices.order.filter(each => !next.includes(each))
  return { ...choices, order: [...next, ...others] }
}

export function withHidden(choices: TaskChoices, key: string, hide: boolean): TaskChoices {
  const hidden = choices.hidden.filter(each => each !== key)
  return { ...choices, hidden: hide ? [...hidden, key] : hidden }
}

/** Marks a task to be shown beside others, or takes the mark off; a mark too many is not made. */
export function withBeside(choices: TaskChoices, key: string, mark: boolean): TaskChoices {
  const beside = choices.beside.filter(each => each !== key)
  if (!mark) return { ...choices, beside }
  return beside.length >= mostBeside ? choices : { ...choices, beside: [...beside, key] }
}

/** The task asked about and one shown beside it change places: the same few stay in view. */
export function swapped(choices: TaskChoices, asked: string, next: string): TaskChoices {
  const beside = choices.beside.map(each => (each === next ? asked : each))
  return { ...choices, beside: [...new Set(beside)] }
}

/** Sets what is asked first on a site, or with `null` forgets it. */
export function withSite(choices: TaskChoices, site: string, key: string | null): TaskChoices {
  const { [site]: _, ...others } = choices.bySite
  if (key === null) return { ...choices, bySite: others }
  const kept = Object.entries(others).slice(1 - mostSites)
  return { ...choices, bySite: { ...Object.fromEntries(kept), [site]: key } }
}

/** Forgets everything about a task. */
export function without(choices: TaskChoices, key: string): TaskChoices {
  const isOther = (each: string) => each !== key
  return {
    order: choices.order.filter(isOther),
    hidden: choices.hidden.filter(isOther),
    beside: choices.beside.filter(isOther),
    bySite: Object.fromEntries(Object.entries(choices.bySite).filter(([, task]) => isOther(task))),
  }
}
