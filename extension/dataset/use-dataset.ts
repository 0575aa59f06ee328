import type { Task } from '@hivemark/contracts'
import { useEffect, useState } from 'preact/hooks'
import { taskKey } from '../tasks/known-task'
import { Dataset } from './dataset'
import type { DatasetState } from './session'

const datasets = new Map<string, Dataset>()

/** The one dataset of a task in this page, and how it stands. */
export function useDataset(task: Task): readonly [dataset: Dataset, state: DatasetState] {
  const dataset = datasetOf(task)
  const [state, setState] = useState(dataset.state)
  useEffect(() => {
    setState(dataset.state)
    return dataset.listen(() => setState(dataset.state))
  }, [dataset])
  return [dataset, state]
}

function datasetOf(task: Task): Dataset {
  const key = taskKey(task)
  const known = datasets.get(key) ?? new Dataset(task)
  datasets.set(key, known)
  return known
}
