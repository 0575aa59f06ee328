import type { Task } from '@hivemark/contracts'
import type { EncoderId } from '@hivemark/encoder'
import { stringify } from 'devalue'
import { type BriefReading, type ManyAnswer, mostTexts } from '../predict/classify-many'
import type { EncoderHost } from '../predict/encoder-host'
import { currentSnapshot, refreshSnapshot } from '../predict/mirror'
import type { TaskRefusal } from '../tasks/refusal'
import type { ListRow } from './list-rows'
import type { Outcome, TaskOutcome } from './outcome'

/** Why a list could not be classified with a task. */
export class ListFailure extends Error {
  readonly refusal: TaskRefusal
  constructor(refusal: TaskRefusal) {
    super(refusal.title)
    this.refusal = refusal
  }
}

/** Characters of one batch: long texts come in small ones, so that a cancel is heard soon. */
const mostCharacters = 200_000

export interface ClassifyListOptions {
  readonly signal: AbortSignal
  /** With answers had and answers wanted, rows times tasks. */
  readonly onProgress: (done: number, total: number) => void
}

/**
 * Classifies every row with every task, in the given Worker. Each model is read anew once, and the
 * stored copy taken when that fails.
 * @throws ListFailure when a task has no model or encoder here; the signal's reason if aborted
 */
export async function classifyList(
  host: EncoderHost,
  rows: readonly ListRow[],
  tasks: readonly Task[],
  { signal, onProgress }: ClassifyListOptions,
): Promise<Outcome> {
  const models = await Promise.all(tasks.map(modelOf))
  signal.throwIfAborted()
  const start = performance.now()
  const total = rows.length * tasks.length
  const outcomes: TaskOutcome[] = []
  for (const [index, task] of tasks.entries()) {
    const { model, block } = models[index]!
    const readings: (BriefReading | null)[] = []
    for (const texts of batches(rows)) {
      const encoderId = task.rules.encoderId.toLowerCase() as EncoderId
      const answer = await host.classifyMany({ texts, encoderId, model })
      signal.throwIfAborted()
      if (answer.kind !== 'classified') throw failureOf(answer, task)
      readings.push(...answer.readings)
      onProgress(index * rows.length + readings.length, total)
    }
    outcomes.push({ task, block, readings })
  }
  return { rows, tasks: outcomes, tookMs: performance.now() - start }
}

async function modelOf(task: Task): Promise<{ model: string; block: bigint }> {
  const stored = await refreshSnapshot(task).catch(async error => {
    const before = await currentSnapshot(task)
    if (before) return before
    const { explainTaskError } = await import('../tasks/refusal')
    throw new ListFailure(explainTaskError(error))
  })
  return { model: stringify(stored.snapshot.model), block: stored.snapshot.block }
}

function* batches(rows: readonly ListRow[]): Generator<string[]> {
  let texts: string[] = []
  let characters = 0
  for (const { text } of rows) {
    const full = texts.length === mostTexts || characters + text.length > mostCharacters
    if (full && texts.length > 0) {
      yield texts
      texts = []
      characters = 0
    }
    texts.push(text)
    characters += text.length
  }
  if (texts.length > 0) yield texts
}

function failureOf(answer: Exclude<ManyAnswer, { kind: 'classified' }>, task: Task): ListFailure {
  const name = `“${task.card.name.slice(0, 40)}”`
  switch (answer.kind) {
    case 'encoder-missing':
      return new ListFailure({
        title: `${name} needs an encoder that is not installed`,
        nextStep: 'Leave this task out, or update Hivemark.',
      })
    case 'weights-missing':
      return new ListFailure({
        title: `${name} needs an encoder whose files are not here`,
        nextStep: 'Get them under Encoders, then classify again. The list stays here meanwhile.',
      })
    case 'encoder-failed':
      return new ListFailure({
        title: 'The encoder stopped',
        nextStep: `Classify again. If it happens again, restart the browser. (${answer.reason.slice(0, 160)})`,
      })
  }
}
