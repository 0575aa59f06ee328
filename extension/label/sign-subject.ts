import { type Hex, isHex } from 'viem'

/** What a sign tab is about, as its address says. */
export type SignSubject =
  | { readonly kind: 'drafts' }
  | { readonly kind: 'draft'; readonly draftId: string }
  | {
      readonly kind: 'act'
      readonly action: 'refund' | 'report' | 'take' | 'sweep'
      readonly taskKey: string
      readonly sampleKey: Hex
    }
  | { readonly kind: 'withdraw'; readonly taskKey: string }

export interface SignRequest {
  readonly subject: SignSubject
  /** The tab whose page may hold a wallet. */
  readonly tabId: number | null
}

const actions = ['refund', 'report', 'take', 'sweep'] as const

/** Reads the query of `sign.html`; whatever makes no sense shows the list of drafts. */
export function readSignRequest(search: string): SignRequest {
  const query = new URLSearchParams(search)
  const tab = query.get('tab') ?? ''
  return { subject: readSubject(query), tabId: /^\d{1,15}$/.test(tab) ? Number(tab) : null }
}

/** The address of a sign tab, relative to the extension. */
export function signAddress(subject: SignSubject, tabId: number | null = null): string {
  const query = new URLSearchParams(subjectFields(subject))
  if (tabId !== null) query.set('tab', `${tabId}`)
  const text = query.toString()
  return text ? `/sign.html?${text}` : '/sign.html'
}

function subjectFields(subject: SignSubject): Record<string, string> {
  switch (subject.kind) {
    case 'drafts':
      return {}
    case 'draft':
      return { draft: subject.draftId }
    case 'act':
      return { action: subject.action, task: subject.taskKey, key: subject.sampleKey }
    case 'withdraw':
      return { action: 'withdraw', task: subject.taskKey }
  }
}

function readSubject(query: URLSearchParams): SignSubject {
  const draftId = query.get('draft')
  if (draftId) return { kind: 'draft', draftId }
  const action = actions.find(each => each === query.get('action'))
  const taskKey = query.get('task')
  const sampleKey = query.get('key')
  if (taskKey && query.get('action') === 'withdraw') return { kind: 'withdraw', taskKey }
  if (action && taskKey && isHex(sampleKey) && sampleKey.length === 66)
    return { kind: 'act', action, taskKey, sampleKey }
  return { kind: 'drafts' }
}
