import { percentText } from '../ui/format'
import { Moment } from '../ui/parts'
import type { Accuracy, AccuracyPoint } from './accuracy'

const width = 480
const height = 120

/** How often the model was right on the public test set, block after block, and the same as a table. */
export function AccuracyChart({ accuracy }: { accuracy: Accuracy }) {
  if (accuracy.kind === 'hidden') {
    return (
      <p class="note">
        The test set is not public yet: its owner opens it when labels are no longer taken.
      </p>
    )
  }
  const { samples, points, missing } = accuracy
  const now = points.at(-1)!
  return (
    <figure class="stack chart num">
      <figcaption>
        Right on {percentText(now.share)} of {samples.toLocaleString()} public test samples at block{' '}
        {now.block.toLocaleString()}. Its owner chose them.
        {missing > 0
          ? ` ${missing} older models are missing: they were not open yet, or the endpoint keeps none so old.`
          : ''}
      </figcaption>
      {points.length > 1 ? <Line points={points} /> : null}
      <details>
        <summary class="note">The same as a table</summary>
        <Table points={points} />
      </details>
    </figure>
  )
}

function Line({ points }: { points: readonly AccuracyPoint[] }) {
  const [first, last] = [points[0]!, points.at(-1)!]
  const span = Number(last.block - first.block)
  const x = ({ block }: AccuracyPoint) => (Number(block - first.block) / span) * width
  const y = ({ share }: AccuracyPoint) => height * (1 - share)
  return (
    <div style={{ maxWidth: `${width}px` }}>
      <div class="chart-axis note">100 %</div>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Accuracy over time, from ${percentText(first.share)} to ${percentText(last.share)}; as a table below`}
      >
        <rect class="ground" y={height - 1} width={width} height={1} />
        <polyline class="line" points={points.map(each => `${x(each)},${y(each)}`).join(' ')} />
      </svg>
      <div class="chart-axis note">
        <Moment at={first.time} />
        <Moment at={last.time} />
      </div>
    </div>
  )
}

function Table({ points }: { points: readonly AccuracyPoint[] }) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Block</th>
          <th scope="col">Time</th>
          <th scope="col" class="end">
            Right
          </th>
        </tr>
      </thead>
      <tbody>
        {points.map(point => (
          <tr key={`${point.block}`}>
            <th scope="row">{point.block.toLocaleString()}</th>
            <td>
              <Moment at={point.time} />
            </td>
            <td class="end">{percentText(point.share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
