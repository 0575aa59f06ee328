import { isDepositTask, type Task } from '@hivemark/contracts'
import { AccuracyChart } from './AccuracyChart'
import { ContributionsChart } from './ContributionsChart'
import { ReadOnOpen } from './ReadOnOpen'

/**
 * How a task has done: on its public test set where it has one, else what people contributed and what
 * became of it. Nothing of either is known of the other incentives' tasks.
 */
export function TrackRecordView({ task }: { task: Task }) {
  if (task.kind.incentive === 'prediction-market') {
    return (
      <ReadOnOpen
        summary="Accuracy over time"
        what="models and test set"
        read={async (signal, onProgress) => {
          const { readAccuracy } = await import('./read-accuracy')
          return readAccuracy(task, signal, onProgress)
        }}
      >
        {accuracy => <AccuracyChart accuracy={accuracy} />}
      </ReadOnOpen>
    )
  }
  if (!isDepositTask(task)) return null
  return (
    <ReadOnOpen
      summary="Contributions over time"
      what="contributions"
      read={async (signal, onProgress) => {
        const { readTrackRecord } = await import('./read-track-record')
        return readTrackRecord(task, signal, ({ block, toBlock, found }) =>
          onProgress(`${found} found, ${(toBlock - block).toLocaleString()} blocks to go.`),
        )
      }}
    >
      {record => <ContributionsChart record={record} />}
    </ReadOnOpen>
  )
}
