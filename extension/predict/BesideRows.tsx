import { change, stored } from '../storage'
import { swapped } from '../tasks/choices'
import { keyOf, type TaskList } from '../tasks/use-tasks'
import { percentText } from '../ui/format'
import { Bar, Plain } from '../ui/parts'
import type { Answer, Answered } from './answer'
import { isSure } from './sureness'
import type { BesideAnswer } from './use-beside'

/** Other tasks' answers to the same text, a line each; a click asks that task in full. */
export function BesideRows(props: { list: TaskList; rows: readonly BesideAnswer[] }) {
  const { list, rows } = props
  if (rows.length === 0) return null
  const ask = (key: string) => {
    const asked = list.chosen && keyOf(list.chosen)
    if (asked) void change(stored.taskChoices, choices => swapped(choices, asked, key))
    list.choose(key)
  }
  return (
    <section aria-label="Other tasks on the same text">
      <ul class="beside">
        {rows.map(({ known, answer }) => (
          <li key={keyOf(known)}>
            <button type="button" onClick={() => ask(keyOf(known))}>
              <span class="beside-task">
                <Plain text={known.task.card.name || 'Unnamed task'} longest={40} />
              </span>
              {answer?.kind === 'answered' ? (
                <ShortAnswer {...answer} />
              ) : (
                <span class="beside-label unsure">{answer ? whyNot[answer.kind] : '…'}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const whyNot: Record<Exclude<Answer['kind'], 'answered'>, string> = {
  'says-nothing': 'nothing to go by',
  'encoder-missing': 'encoder not installed',
  'weights-missing': 'encoder’s files not here',
  'encoder-failed': 'encoder failed',
  'no-model-yet': 'model not read yet',
}

function ShortAnswer({ reading, task }: Answered) {
  const { label, probabilities } = reading
  const parts = task.card.labels.map(({ name }, index) => ({
    name,
    share: probabilities[index] ?? 0,
  }))
  return (
    <>
      <span class="beside-label" data-beside-label={label}>
        {isSure(probabilities) ? null : <span class="unsure">maybe </span>}
        <Plain text={task.card.labels[label]?.name ?? `label ${label}`} longest={32} />
      </span>
      <span class="num">{percentText(probabilities[label] ?? 0)}</span>
      <Bar parts={parts} />
    </>
  )
}
