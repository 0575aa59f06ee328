import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { practiceTask as task } from '../predict/practice-task'
import { exportCsv, exportJsonl } from './export-list'
import { arrange, compare, countLabels, type Outcome } from './outcome'

const reading = (first: number) => ({
  label: first >= 0.5 ? 0 : 1,
  margin: Math.round(first * 100),
  probabilities: [first, 1 - first],
})

const outcome: Outcome = {
  tookMs: 1,
  rows: [
    { number: 1, text: '=HYPERLINK("x")', truth: 'SCAM' },
    { number: 2, text: 'two\n"quoted", cells', truth: '1' },
    { number: 4, text: '\u200b', truth: '=ok' },
    { number: 5, text: ' +1 says', truth: 'unheard of' },
    { number: 6, text: 'plain', truth: '=ok' },
  ],
  tasks: [
    {
      task,
      block: 1_234n,
      readings: [0.9, 0.2, null, 0.55, 0.7].map(p => (p === null ? null : reading(p))),
    },
  ],
}
const [focus] = outcome.tasks

describe('the answers to a list', () => {
  it('are counted', () => {
    expect(countLabels(focus!)).toEqual({ labels: [3, 1], unsure: 1, nothing: 1 })
  })

  it('are filtered by label, certainty and lack, and put in order', () => {
    expect(arrange(focus!, 'all', 'list')).toEqual([0, 1, 2, 3, 4])
    expect(arrange(focus!, 0, 'least-sure')).toEqual([3, 4, 0])
    expect(arrange(focus!, 'all', 'most-sure')).toEqual([0, 1, 4, 3, 2])
    expect(arrange(focus!, 'unsure', 'list')).toEqual([3])
    expect(arrange(focus!, 'nothing', 'list')).toEqual([2])
  })

  it('are compared with the true labels, by name or number', () => {
    expect(compare(outcome.rows, focus!)).toEqual({
      table: [
        [1, 0],
        [1, 1],
      ],
      right: 2,
      compared: 3,
      unknown: 1,
    })
    expect(
      compare(
        outcome.rows.map(row => ({ ...row, truth: null })),
        focus!,
      ),
    ).toBeNull()
  })
})

describe('a saved list', () => {
  it('as CSV runs no formula in a spreadsheet, and reads back as it was', () => {
    const { data } = Papa.parse<Record<string, string>>(exportCsv(outcome), {
      header: true,
      skipEmptyLines: true,
    })
    expect(data.map(row => row.text)).toEqual([
      '\'=HYPERLINK("x")',
      'two\n"quoted", cells',
      '\u200b',
      "' +1 says",
      'plain',
    ])
    expect(data[1]).toMatchObject({
      row: '2',
      'true label': '1',
      task: 'Scam?',
      block: '1234',
      label: "'=ok",
      sure: 'sure',
      margin: '20',
      'probability of scam': '0.2',
      'probability of =ok': '0.8',
    })
    expect(data[2]).toMatchObject({ label: '', sure: '', margin: '', 'probability of scam': '0' })
  })

  it('as JSONL has one answer a line', () => {
    const lines = exportJsonl(outcome).trimEnd().split('\n')
    expect(lines).toHaveLength(5)
    expect(JSON.parse(lines[0]!)).toEqual({
      row: 1,
      text: '=HYPERLINK("x")',
      truth: 'SCAM',
      task: 'Scam?',
      taskAddress: `31337:${task.address}`,
      block: '1234',
      label: 'scam',
      sure: true,
      margin: 90,
      probabilities: { scam: 0.9, '=ok': 0.1 },
    })
  })
})
