import Papa from 'papaparse'
import { isSure } from '../predict/sureness'
import { formulaCell } from '../ui/spreadsheet'
import type { Outcome, TaskOutcome } from './outcome'

/** One answer: a row of the list and a task. */
interface ExportedAnswer {
  readonly row: number
  readonly text: string
  readonly truth?: string
  readonly task: string
  /** `chainId:address` of the task. */
  readonly taskAddress: string
  readonly block: string
  /** Empty where the text says nothing to the encoder. */
  readonly label: string
  readonly sure: boolean | null
  readonly margin: number | null
  readonly probabilities: Readonly<Record<string, number>>
}

/** One JSON object an answer: a line for each row and task. */
export function exportJsonl(outcome: Outcome): string {
  return answersOf(outcome)
    .map(answer => `${JSON.stringify(answer)}\n`)
    .join('')
}

/**
 * The same as a table, a column for each label's probability. A cell that a spreadsheet would take
 * for a formula gets an apostrophe before it.
 */
export function exportCsv(outcome: Outcome): string {
  const names = [...new Set(outcome.tasks.flatMap(({ task }) => labelNames(task)))]
  const answers = answersOf(outcome)
  const withTruth = answers.some(({ truth }) => truth !== undefined)
  const fields = [
    ...['row', 'text', ...(withTruth ? ['true label'] : []), 'task', 'task address', 'block'],
    ...['label', 'sure', 'margin', ...names.map(name => `probability of ${name}`)],
  ]
  const data = answers.map(each => [
    ...[each.row, each.text, ...(withTruth ? [each.truth ?? ''] : [])],
    ...[each.task, each.taskAddress, each.block, each.label, sureText(each.sure)],
    ...[each.margin ?? '', ...names.map(name => each.probabilities[name] ?? '')],
  ])
  return `${Papa.unparse({ fields, data }, { newline: '\n', escapeFormulae: formulaCell })}\n`
}

function sureText(sure: boolean | null): string {
  if (sure === null) return ''
  return sure ? 'sure' : 'not sure'
}

function answersOf({ rows, tasks }: Outcome): ExportedAnswer[] {
  return rows.flatMap((row, place) =>
    tasks.map(each => ({
      row: row.number,
      text: row.text,
      ...(row.truth === null ? {} : { truth: row.truth }),
      ...answerOf(each, place),
    })),
  )
}

function answerOf({ task, block, readings }: TaskOutcome, place: number) {
  const reading = readings[place]
  const names = labelNames(task)
  return {
    task: task.card.name,
    taskAddress: `${task.chainId}:${task.address}`,
    block: `${block}`,
    label: reading ? names[reading.label]! : '',
    sure: reading ? isSure(reading.probabilities) : null,
    margin: reading ? reading.margin : null,
    probabilities: Object.fromEntries(
      names.map((name, index) => [name, rounded(reading?.probabilities[index] ?? 0)]),
    ),
  }
}

/** Two labels of a stranger's task may share a name; their columns must not. */
function labelNames({ card: { labels } }: TaskOutcome['task']): string[] {
  const names = labels.map(({ name }) => name)
  return names.map((name, index) =>
    names.indexOf(name) === index ? name : `${name} (${index + 1})`,
  )
}

const rounded = (share: number) => Math.round(share * 1e6) / 1e6
