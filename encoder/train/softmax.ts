/** Turns scores into shares that sum to 1, in place. */
export function softmax(scores: Float32Array | Float64Array): void {
  const best = Math.max(...scores)
  let total = 0
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp(scores[k]! - best)
    total += scores[k]!
  }
  for (let k = 0; k < scores.length; k++) scores[k]! /= total
}
