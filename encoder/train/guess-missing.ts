/** Words less frequent than this say little about how two kinds of vectors belong together. */
const LEAST_COUNT = 20
const PENALTY = 50

/**
 * Fills the vectors of words that have none, from other vectors of the same words: ridge regression on the
 * words that have both. Changes `vectors`.
 * @param from `words × fromWidth`. @param vectors `words × width`. @param known 1 for words that have one.
 */
export function guessMissing(
  from: Float32Array,
  fromWidth: number,
  vectors: Float32Array,
  width: number,
  known: Uint8Array,
  counts: Float64Array,
): void {
  const inputs = fromWidth + 1
  const squares = new Float64Array(inputs * inputs)
  const products = new Float64Array(inputs * width)
  const input = new Float64Array(inputs).fill(1)
  for (let word = 0; word < known.length; word++) {
    if (known[word] === 0 || counts[word]! <= LEAST_COUNT) continue
    input.set(from.subarray(word * fromWidth, (word + 1) * fromWidth))
    for (let i = 0; i < inputs; i++) {
      for (let k = 0; k < inputs; k++) squares[i * inputs + k]! += input[i]! * input[k]!
      for (let d = 0; d < width; d++)
        products[i * width + d]! += input[i]! * vectors[word * width + d]!
    }
  }
  for (let i = 0; i < inputs; i++) squares[i * inputs + i]! += PENALTY
  solve(squares, products, inputs, width)
  for (let word = 0; word < known.length; word++) {
    if (known[word] === 1) continue
    input.set(from.subarray(word * fromWidth, (word + 1) * fromWidth))
    for (let d = 0; d < width; d++) {
      let sum = 0
      for (let i = 0; i < inputs; i++) sum += input[i]! * products[i * width + d]!
      vectors[word * width + d] = sum
    }
  }
}

/** Gauss–Jordan: `right` becomes the solution of `left × x = right`. Changes both. */
function solve(left: Float64Array, right: Float64Array, size: number, width: number): void {
  for (let i = 0; i < size; i++) {
    const pivot = left[i * size + i]!
    for (let k = i; k < size; k++) left[i * size + k]! /= pivot
    for (let d = 0; d < width; d++) right[i * width + d]! /= pivot
    for (let row = 0; row < size; row++) {
      const factor = left[row * size + i]!
      if (row === i || factor === 0) continue
      for (let k = i; k < size; k++) left[row * size + k]! -= factor * left[i * size + k]!
      for (let d = 0; d < width; d++) right[row * width + d]! -= factor * right[i * width + d]!
    }
  }
}
