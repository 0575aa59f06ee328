/** The best score's label, one excepted (−1: none); the lowest such label in a tie. */
export function bestExcept(scores: readonly number[], except: number): number {
  let best = except === 0 ? 1 : 0
  for (let k = best + 1; k < scores.length; k++) {
    if (k !== except && scores[k]! > scores[best]!) best = k
  }
  return best
}

/** A label's score minus the best other one. */
export function marginOf(scores: readonly number[], label: number): number {
  return scores[label]! - scores[bestExcept(scores, label)]!
}
