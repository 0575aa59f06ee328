import { percentText } from '../ui/format'
import { Moment } from '../ui/parts'
import type { Outcomes, Period, TrackRecord } from './track-record'

const height = 120
const barWidth = 44
const gap = 8

/** In the order they are stacked, from the ground up. */
const outcomes: readonly { readonly key: keyof Outcomes; readonly name: string }[] = [
  { key: 'validated', name: 'validated' },
  { key: 'open', name: 'open or never claimed' },
  { key: 'refuted', name: 'found wrong' },
]

/** Contributions over time as bars, and the same as a table. */
export function ContributionsChart({ record }: { record: TrackRecord }) {
  if (record.total === 0) return <p class="note">Nobody contributed yet.</p>
  return (
    <figure class="stack chart">
      <figcaption class="num">{inWords(record)}</figcaption>
      <Bars periods={record.periods} />
      <ul class="chart-key note">
        {outcomes.map(({ key, name }) => (
          <li key={key} class={key}>
            {name}
          </li>
        ))}
      </ul>
      <details>
        <summary class="note">The same as a table</summary>
        <Table periods={record.periods} />
      </details>
    </figure>
  )
}

function inWords({ total, validated, refuted, open }: TrackRecord): string {
  const share = percentText(validated / total)
  const all = `${total.toLocaleString()} contribution${total === 1 ? '' : 's'}`
  return `${all}: ${validated.toLocaleString()} validated (${share}), ${refuted.toLocaleString()} found wrong, ${open.toLocaleString()} open or never claimed.`
}

function Bars({ periods }: { periods: readonly Period[] }) {
  const most = Math.max(...periods.map(totalOf))
  const width = periods.length * (barWidth + gap) - gap
  const [first, last] = [periods[0]!, periods.at(-1)!]
  return (
    <div style={{ maxWidth: `${width}px` }}>
      <div class="chart-axis note num">{most.toLocaleString()}</div>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Contributions over time, ${most.toLocaleString()} at most in one of ${periods.length} periods; as a table below`}
      >
        {periods.map((period, index) => (
          <Bar key={period.from} period={period} x={index * (barWidth + gap)} most={most} />
        ))}
      </svg>
      <div class="chart-axis note num">
        <Moment at={first.from} />
        {first === last ? null : <Moment at={last.from} />}
      </div>
    </div>
  )
}

function Bar({ period, x, most }: { period: Period; x: number; most: number }) {
  let top = height
  return (
    <g>
      <rect class="ground" x={x} y={height - 1} width={barWidth} height={1} />
      {outcomes.map(({ key }) => {
        const size = (period[key] / most) * height
        top -= size
        return <rect key={key} class={key} x={x} y={top} width={barWidth} height={size} />
      })}
    </g>
  )
}

function Table({ periods }: { periods: readonly Period[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls, so it must be reachable by keyboard
    <section class="chart-table" aria-label="Contributions over time" tabIndex={0}>
      <table class="num">
        <thead>
          <tr>
            <th scope="col">From</th>
            {outcomes.map(({ key, name }) => (
              <th key={key} scope="col" class="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {periods.map(period => (
            <tr key={period.from}>
              <th scope="row">
                <Moment at={period.from} />
              </th>
              {outcomes.map(({ key }) => (
                <td key={key} class="end">
                  {period[key].toLocaleString()}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function totalOf({ validated, refuted, open }: Outcomes): number {
  return validated + refuted + open
}
