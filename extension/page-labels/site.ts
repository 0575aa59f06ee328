import { originPattern } from '../settings/permission'

/** How a label is marked on a page. */
export type Look = 'none' | 'badge' | 'grey' | 'blur'

/** One task's labels on a site. */
export interface SiteTask {
  readonly taskKey: string
  /** Probability from which a label is marked: the volume dial. */
  readonly leastSure: number
  /** How each label is marked, by its index; beyond the list, a badge. */
  readonly looks: readonly Look[]
}

/** A site that someone switched on. */
export interface Site {
  /** Match pattern of its scheme and host, what the permission is for: `https://example.org/*`. */
  readonly pattern: string
  /** Tasks whose labels its pages show. */
  readonly tasks: readonly SiteTask[]
  /** Whether a button comes up beside a selection. */
  readonly bubble: boolean
  readonly shownTexts: readonly ShownText[]
}

/** A text that is never marked on its site. */
export interface ShownText {
  readonly hash: string
  /** Its first words, for the list of exceptions. */
  readonly start: string
}

/** What someone wants on a site while the browser asks them for the permission. */
export interface WishedSite {
  readonly pattern: string
  readonly wish: SiteWish
  /** Milliseconds since 1970. */
  readonly at: number
}

export type SiteWish =
  | { readonly kind: 'labels'; readonly taskKey: string }
  | { readonly kind: 'bubble' }
  /** The permission alone, for a site that has its settings. */
  | { readonly kind: 'again' }

/** Where the dial stands at first: the sure ones only, but not just the surest. */
export const firstLeastSure = 0.7
const mostSites = 200
const mostTasks = 3
const mostShownTexts = 500

/** The pattern of a page's site; `null` where no script may run. */
export function patternOf(url: string | undefined): string | null {
  if (!url || !/^https?:/i.test(url)) return null
  try {
    return originPattern(url)
  } catch {
    return null
  }
}

/** A pattern as people say it: the host, with `http://` where it is not encrypted. */
export function siteName(pattern: string): string {
  return pattern.replace(/^https:\/\//, '').replace(/\/\*$/, '')
}

/** Whether anything is switched on there. */
export function isOn({ tasks, bubble }: Site): boolean {
  return bubble || tasks.length > 0
}

/** How a label is marked. */
export function lookOf({ looks }: Pick<SiteTask, 'looks'>, label: number): Look {
  return looks[label] ?? 'badge'
}

/** The sites with a wish fulfilled; the oldest gives way when there are too many. */
export function withWish(sites: readonly Site[], pattern: string, wish: SiteWish): Site[] {
  const known = sites.find(site => site.pattern === pattern)
  const site = known ?? { pattern, tasks: [], bubble: false, shownTexts: [] }
  const next = fulfilled(site, wish)
  if (known) return sites.map(each => (each === known ? next : each))
  return [...sites, next].slice(-mostSites)
}

function fulfilled(site: Site, wish: SiteWish): Site {
  switch (wish.kind) {
    case 'again':
      return site
    case 'bubble':
      return { ...site, bubble: true }
    case 'labels': {
      const { taskKey } = wish
      if (site.tasks.some(task => task.taskKey === taskKey)) return site
      const task: SiteTask = { taskKey, leastSure: firstLeastSure, looks: [] }
      return { ...site, tasks: [...site.tasks, task].slice(-mostTasks) }
    }
  }
}

/** The sites with one of them changed. */
export function withSite(
  sites: readonly Site[],
  pattern: string,
  edit: (site: Site) => Site,
): Site[] {
  return sites.map(site => (site.pattern === pattern ? edit(site) : site))
}

/** A site where a text is never marked; the oldest exception gives way when there are too many. */
export function withShownText(site: Site, text: ShownText): Site {
  const others = site.shownTexts.filter(({ hash }) => hash !== text.hash)
  return { ...site, shownTexts: [...others, text].slice(-mostShownTexts) }
}
