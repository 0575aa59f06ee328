import type { Contribution } from '@hivemark/contracts'

/** What became of contributions. */
export interface Outcomes {
  /** The deposit came back: the model bore the label out. */
  readonly validated: number
  /** Reported, and the deposit taken. */
  readonly refuted: number
  /** Not decided, or never claimed. */
  readonly open: number
}

/** Contributions of a stretch of time, `from` counts, `to` does not; seconds since 1970. */
export interface Period extends Outcomes {
  readonly from: number
  readonly to: number
}

export interface TrackRecord extends Outcomes {
  readonly total: number
  /** At most `mostPeriods`, equally long, oldest first; none without contributions. */
  readonly periods: readonly Period[]
}

const mostPeriods = 12

const lengths = [3_600, 6 * 3_600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400]

/**
 * How many contributions came when, and what became of them.
 * @param now seconds of chain time
 */
export function trackRecordOf(
  contributions: readonly Pick<Contribution, 'record'>[],
  now: number,
): TrackRecord {
  const times = contributions.map(({ record }) => record.submittedAt)
  const first = times.reduce((least, time) => Math.min(least, time), now)
  const length = periodLength(now - first)
  const start = Math.floor(first / length) * length
  const count = contributions.length === 0 ? 0 : Math.floor((now - start) / length) + 1
  const periods = Array.from({ length: count }, (_, i) => ({
    from: start + i * length,
    to: start + (i + 1) * length,
    ...none(),
  }))
  const all = none()
  for (const { record } of contributions) {
    const outcome = outcomeOf(record.status)
    // An endpoint may tell of times to come; they belong to now.
    const index = Math.min(count - 1, Math.floor((record.submittedAt - start) / length))
    periods[index]![outcome]++
    all[outcome]++
  }
  return { ...all, total: contributions.length, periods }
}

/** The shortest usual length of which few enough cover the time. */
function periodLength(seconds: number): number {
  const fits = lengths.find(length => seconds / length <= mostPeriods - 1)
  return fits ?? Math.ceil(seconds / (mostPeriods - 1))
}

function none(): { validated: number; refuted: number; open: number } {
  return { validated: 0, refuted: 0, open: 0 }
}

function outcomeOf(status: Contribution['record']['status']): keyof Outcomes {
  switch (status) {
    case 'refunded':
      return 'validated'
    case 'taken':
      return 'refuted'
    case 'open':
    case 'reported':
    case 'swept':
      return 'open'
  }
}
