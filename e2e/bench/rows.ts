/** A figure beside its aim. */
export interface Row {
  readonly name: string
  readonly figure: number
  readonly unit: string
  /** What it should be at most or, for speeds, at least. */
  readonly aim: number
  readonly better: 'lower' | 'higher'
}

/** A figure that should be at most its aim. */
export function row(name: string, figure: number, unit: string, aim: number): Row {
  return { name, figure, unit, aim, better: 'lower' }
}

/** Prints figures as a table, each with its aim and their ratio. */
export function printRows(rows: readonly Row[]): void {
  console.log(`${'figure'.padEnd(30)}${'measured'.padStart(18)}${'aim'.padStart(16)}  ratio`)
  for (const each of rows) console.log(lineOf(each))
}

function lineOf({ name, figure, unit, aim, better }: Row): string {
  const met = better === 'lower' ? figure <= aim : figure >= aim
  const value = `${figure.toLocaleString('en')} ${unit}`
  const wanted = `${better === 'lower' ? '≤' : '≥'} ${aim.toLocaleString('en')}`
  const ratio = (figure / aim).toFixed(2)
  return `${name.padEnd(30)}${value.padStart(18)}${wanted.padStart(16)}  ${ratio} ${met ? 'met' : 'missed'}`
}
