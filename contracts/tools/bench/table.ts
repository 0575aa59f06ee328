import type { Measured } from './bench.ts'

/** What the figures should be at 64 features and 2 labels. */
const aims: Readonly<Record<string, (row: Measured) => { name: string; met: boolean }>> = {
  'add-agree': row => atMost(row.gas / row.floor, 1.3, 'of the floor'),
  'add-learn': row => atMost(row.gas / row.floor, 1.6, 'of the floor'),
  batch16: row => atMost(row.gas, 31_000, 'gas'),
  refund: row => atMost(row.gas, 45_000, 'gas'),
  settle: row => atMost(row.gas, 45_000, 'gas'),
  'create-task': row => atMost(row.gas / row.peer!, 1 / 40, 'of the peer'),
}

/** Prints every row with its ratios, and the aims beside the rows they are for. */
export function printGas(rows: readonly Measured[]): void {
  console.log(
    line('case', 'features', 'labels', 'gas', 'floor', '÷ floor', 'peer', 'peer ÷', 'aim'),
  )
  for (const row of rows) console.log(lineOf(row))
  console.log(
    '\nfloor: 21,000 + calldata + the slots that must be written + the events. Batches and reveal: a sample.',
  )
  console.log('peer: 0xDeCA10B with its USE encoder: 512 features, 2 labels, dense perceptron.')
  console.log(
    'add, batch, challenge, settle: bonded challenge; refund, take: deposit, refund, take as recommended.',
  )
}

function lineOf(row: Measured): string {
  const aim = row.d === 64 && row.labels === 2 ? aims[row.case]?.(row) : undefined
  return line(
    row.case,
    String(row.d),
    String(row.labels),
    row.gas.toLocaleString('en'),
    row.floor.toLocaleString('en'),
    (row.gas / row.floor).toFixed(2),
    row.peer?.toLocaleString('en') ?? '',
    row.peer === null ? '' : (row.peer / row.gas).toFixed(1),
    aim === undefined ? '' : `${aim.name} ${aim.met ? 'met' : 'missed'}`,
  )
}

function atMost(value: number, limit: number, unit: string) {
  const shown = limit < 1 ? `1/${Math.round(1 / limit)}` : limit.toLocaleString('en')
  return { name: `≤ ${shown} ${unit}`, met: value <= limit }
}

function line(name: string, ...cells: readonly string[]): string {
  const widths = [9, 7, 11, 11, 9, 12, 8]
  const padded = cells.map((cell, i) =>
    i < widths.length ? cell.padStart(widths[i]!) : `  ${cell}`,
  )
  return `${name.padEnd(12)}${padded.join('')}`.trimEnd()
}
