import { plainLine } from '../ui/format'
import { keyOf, type TaskList } from './use-tasks'

/** Which task to ask, for the popup's head. Names come from strangers: bounded text, never markup. */
export function TaskPicker({ tasks, chosen, choose }: TaskList) {
  if (!tasks || !chosen) return null
  return (
    <select
      class="task-picker"
      aria-label="Task"
      value={keyOf(chosen)}
      onChange={event => choose(event.currentTarget.value)}
    >
      {tasks.map(known => (
        <option key={keyOf(known)} value={keyOf(known)}>
          {plainLine(known.task.card.name, 40) || 'Unnamed task'}
          {known.task.verified ? '' : ' (unverified)'}
        </option>
      ))}
    </select>
  )
}
