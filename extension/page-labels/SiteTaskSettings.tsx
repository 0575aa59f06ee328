import { useId } from 'preact/hooks'
import { type KnownTask, taskKey } from '../tasks/known-task'
import { Plain } from '../ui/parts'
import { type Look, lookOf, type SiteTask } from './site'

const looks: readonly (readonly [Look, string])[] = [
  ['none', 'No mark'],
  ['badge', 'Badge'],
  ['grey', 'Badge and grey'],
  ['blur', 'Badge and blur'],
]

/** The dial and the marks of one task on one site; `onChange(null)` takes it off the site. */
export function SiteTaskSettings(props: {
  wanted: SiteTask
  tasks: readonly KnownTask[]
  onChange: (next: SiteTask | null) => void
}) {
  const { wanted, tasks, onChange } = props
  const task = tasks.find(known => taskKey(known.task) === wanted.taskKey)?.task
  return (
    <fieldset>
      <legend>
        {task ? <Plain text={task.card.name} longest={64} /> : 'A task that is not listed here'}
      </legend>
      {task ? (
        <>
          <Dial wanted={wanted} onChange={onChange} />
          <div class="looks">
            {task.card.labels.map(({ name }, label) => (
              <LookChoice
                key={label}
                name={name}
                look={lookOf(wanted, label)}
                onChange={look => {
                  const all = task.card.labels.map((_, each) =>
                    each === label ? look : lookOf(wanted, each),
                  )
                  onChange({ ...wanted, looks: all })
                }}
              />
            ))}
          </div>
        </>
      ) : (
        <p class="note">It belongs to another network, or was removed from your list of tasks.</p>
      )}
      <div>
        <button type="button" class="quiet" onClick={() => onChange(null)}>
          Take off this site
        </button>
      </div>
    </fieldset>
  )
}

/** From which certainty on something is marked. What is "not sure" stays unmarked at any position. */
function Dial(props: { wanted: SiteTask; onChange: (next: SiteTask) => void }) {
  const { wanted, onChange } = props
  const id = useId()
  const percent = Math.round(wanted.leastSure * 100)
  return (
    <div class="dial">
      <label for={id}>Mark what the model is this sure of</label>
      <input
        id={id}
        type="range"
        min={50}
        max={99}
        value={percent}
        aria-valuetext={`${percent} % or more`}
        onChange={event =>
          onChange({ ...wanted, leastSure: event.currentTarget.valueAsNumber / 100 })
        }
      />
      <output class="num" for={id}>
        {percent} % or more
      </output>
      <span class="note">Further right: fewer marks, and surer ones.</span>
    </div>
  )
}

function LookChoice(props: { name: string; look: Look; onChange: (look: Look) => void }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>
        <Plain text={props.name} longest={32} />
      </label>
      <select
        id={id}
        value={props.look}
        onChange={event => props.onChange(event.currentTarget.value as Look)}
      >
        {looks.map(([look, words]) => (
          <option key={look} value={look}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
