/** With two labels, a top probability below this is a coin toss dressed up. */
const leastOfTwo = 0.6
/** With more labels, the lead over the second that makes a first. */
const leastLead = 0.15

/** Whether the model is sure enough to name its label without a "maybe". */
export function isSure(probabilities: readonly number[]): boolean {
  const [first = 0, second = 0] = [...probabilities].sort((a, b) => b - a)
  return probabilities.length === 2 ? first >= leastOfTwo : first - second >= leastLead
}
