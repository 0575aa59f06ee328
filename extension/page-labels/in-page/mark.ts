import type { PageTask, TextReading } from '../page-data'
import type { Look } from '../site'

/** What a block's badge says: one part per task that is sure enough. */
export interface Mark {
  readonly parts: readonly MarkPart[]
  readonly look: Exclude<Look, 'none'>
}

export interface MarkPart {
  readonly task: string
  readonly label: string
  readonly probability: number
}

const strength: Record<Look, number> = { none: 0, badge: 1, grey: 2, blur: 3 }

/**
 * How a block is marked; `null` if it stays as it is.
 * @param readings one per task, `null` where there is none
 */
export function markFor(
  tasks: readonly PageTask[],
  readings: readonly (TextReading | null)[],
): Mark | null {
  const parts: MarkPart[] = []
  let look: Look = 'none'
  for (const [index, task] of tasks.entries()) {
    const reading = readings[index]
    if (!reading?.sure || reading.probability < task.leastSure) continue
    const wanted = task.looks[reading.label] ?? 'none'
    if (wanted === 'none') continue
    if (strength[wanted] > strength[look]) look = wanted
    parts.push({
      task: task.name,
      label: task.labels[reading.label] ?? '',
      probability: reading.probability,
    })
  }
  return look === 'none' ? null : { parts, look }
}
