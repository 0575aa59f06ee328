/** Deviations of the words' numbers that reach ±127; beyond, they are cut. */
const REACH = 4.5

/** Rows in 8 bits, on one scale. @param counted How many numbers, from the first on, set the scale. */
export function quantizeRows(rows: Float32Array, counted: number): Int8Array {
  let squares = 0
  for (let i = 0; i < counted; i++) squares += rows[i]! * rows[i]!
  const scale = 127 / (REACH * Math.sqrt(squares / counted))
  return Int8Array.from(rows, value => Math.max(-127, Math.min(127, Math.round(value * scale))))
}
