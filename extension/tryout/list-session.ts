import { startEncoderHost } from '../predict/start-encoder'
import type { KnownTask } from '../tasks/known-task'
import type { TaskRefusal } from '../tasks/refusal'
import { classifyList, ListFailure } from './classify-list'
import type { ListProblem } from './list-problem'
import { rowsOf } from './list-rows'
import type { Outcome } from './outcome'
import {
  guessReading,
  type ListReading,
  type ListTable,
  parseList,
  textColumns,
  truthColumn,
} from './parse-list'
import { readListFile } from './read-file'

/** A list as it came, and how it is to be read. */
export type ListState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading-file'; readonly name: string }
  | {
      readonly kind: 'refused'
      readonly problem: ListProblem
      readonly reading: ListReading | null
      /** The file, to read again in another encoding. */
      readonly file: File | null
    }
  | {
      readonly kind: 'table'
      readonly reading: ListReading
      readonly table: ListTable
      readonly textColumn: number
      readonly truthColumn: number | null
    }

export type RunState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly total: number }
  | { readonly kind: 'cancelled'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly refusal: TaskRefusal }
  | { readonly kind: 'done'; readonly outcome: Outcome }

export interface SessionState {
  /** What is in the text field. */
  readonly pasted: string
  /** Name of the file that the list is from; `null` for a pasted one. */
  readonly fileName: string | null
  readonly list: ListState
  readonly run: RunState
}

/** Reading a long list with each key would be felt. */
const pauseMs = 250

/** Longer lists outlast a walk through the other pages, but not a reload. */
const longestKept = 1_000_000
const keptAt = 'hivemark:pasted-list'

/**
 * The list of this tab. It lives beside the page, so that it is still there, and still being
 * classified, after a look at another page; a pasted list outlasts a reload of the tab as well.
 */
export class ListSession {
  #state: SessionState
  /** Text of the list in use. */
  #text = ''
  #run: AbortController | null = null
  #pause: ReturnType<typeof setTimeout> | undefined
  readonly #listeners = new Set<() => void>()

  constructor() {
    this.#state = { pasted: '', fileName: null, list: { kind: 'none' }, run: { kind: 'idle' } }
    const kept = sessionStorage.getItem(keptAt)
    if (kept) this.paste(kept)
  }

  get state(): SessionState {
    return this.#state
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Text as it is typed: kept at once, read as a list when the person pauses. */
  type(text: string): void {
    keep(text)
    this.#change({ pasted: text, fileName: null })
    clearTimeout(this.#pause)
    this.#pause = setTimeout(() => this.paste(text), pauseMs)
  }

  /** Reads at once what was typed last. */
  endPause(): void {
    if (this.#pause !== undefined) this.paste(this.#state.pasted)
  }

  paste(text: string): void {
    this.#forgetPause()
    keep(text)
    this.#change({ pasted: text, fileName: null })
    if (text.trim() === '') this.#show('', { kind: 'none' })
    else this.#take(text, guessReading(text, null))
  }

  /** @param encoding as in `readListFile` */
  async open(file: File, encoding?: string): Promise<void> {
    this.#forgetPause()
    this.#change({ fileName: file.name })
    this.#show('', { kind: 'reading-file', name: file.name })
    const read = await readListFile(file, encoding)
    const { list, fileName } = this.#state
    // Another list was taken meanwhile.
    if (list.kind !== 'reading-file' || fileName !== file.name) return
    if (read.kind === 'text') this.#take(read.text, guessReading(read.text, file.name), file)
    else this.#show('', { kind: 'refused', problem: read.problem, reading: null, file })
  }

  /** Lets go of the file and comes back to what was pasted. */
  closeFile(): void {
    this.paste(this.#state.pasted)
  }

  readAs(reading: ListReading): void {
    this.#take(this.#text, reading)
  }

  chooseColumns(columns: { textColumn: number; truthColumn: number | null }): void {
    const { list } = this.#state
    if (list.kind === 'table') this.#show(this.#text, { ...list, ...columns })
  }

  async classify(tasks: readonly KnownTask[]): Promise<void> {
    const { list } = this.#state
    if (list.kind !== 'table') return
    const { rows } = rowsOf(list.table, list.textColumn, list.truthColumn)
    const run = new AbortController()
    this.#run = run
    const total = rows.length * tasks.length
    this.#change({ run: { kind: 'running', done: 0, total } })
    const show = (next: RunState) => {
      if (this.#run === run) this.#change({ run: next })
    }
    const host = startEncoderHost()
    try {
      const outcome = await classifyList(
        host,
        rows,
        tasks.map(({ task }) => task),
        { signal: run.signal, onProgress: done => show({ kind: 'running', done, total }) },
      )
      show({ kind: 'done', outcome })
    } catch (error) {
      if (!run.signal.aborted) show({ kind: 'failed', refusal: refusalOf(error) })
    } finally {
      host.close()
    }
  }

  cancel(): void {
    const { run } = this.#state
    if (run.kind !== 'running') return
    this.#run?.abort()
    this.#change({ run: { ...run, kind: 'cancelled' } })
  }

  #take(text: string, reading: ListReading, file: File | null = null): void {
    const parsed = parseList(text, reading)
    if (parsed.kind === 'refused') {
      this.#show(text, { kind: 'refused', problem: parsed.problem, reading, file })
      return
    }
    const { table } = parsed
    const textColumn = textColumns(table)[0]!
    const truth = truthColumn(table, textColumn)
    this.#show(text, { kind: 'table', reading, table, textColumn, truthColumn: truth })
  }

  #show(text: string, list: ListState): void {
    this.#text = text
    this.#run?.abort()
    this.#run = null
    this.#change({ list, run: { kind: 'idle' } })
  }

  #forgetPause(): void {
    clearTimeout(this.#pause)
    this.#pause = undefined
  }

  #change(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function keep(text: string): void {
  try {
    if (text === '' || text.length > longestKept) sessionStorage.removeItem(keptAt)
    else sessionStorage.setItem(keptAt, text)
  } catch {
    // No room: then the list lasts as long as the page.
  }
}

function refusalOf(error: unknown): TaskRefusal {
  if (error instanceof ListFailure) return error.refusal
  const reason = error instanceof Error ? error.message : String(error)
  return {
    title: 'The list could not be classified',
    nextStep: `Classify again. If it happens again, restart the browser. (${reason.slice(0, 160)})`,
  }
}
