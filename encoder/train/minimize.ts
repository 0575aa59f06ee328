const MEMORY = 8
const STEPS = 80
const ENOUGH = 1e-4

/** A function's value at a point; writes its slope there. */
export type Loss = (at: Float64Array, slope: Float64Array) => number

/** The least of a smooth convex function from 0 on: L-BFGS, the same on every run. */
export function minimize(size: number, loss: Loss): Float64Array {
  let at = new Float64Array(size)
  let slope = new Float64Array(size)
  let value = loss(at, slope)
  const history: { moved: Float64Array; bent: Float64Array; scale: number }[] = []
  for (let step = 0; step < STEPS && dot(slope, slope) > ENOUGH ** 2; step++) {
    const way = direction(slope, history)
    const falls = dot(way, slope)
    let length = step === 0 ? 1 / Math.sqrt(dot(slope, slope)) : 1
    let next = at
    let nextSlope = slope
    let nextValue = value
    for (let tries = 0; tries < 30; tries++, length /= 2) {
      next = at.map((x, i) => x + length * way[i]!)
      nextSlope = new Float64Array(size)
      nextValue = loss(next, nextSlope)
      if (nextValue <= value + 1e-4 * length * falls) break
    }
    if (nextValue >= value) break
    const moved = next.map((x, i) => x - at[i]!)
    const bent = nextSlope.map((x, i) => x - slope[i]!)
    const curve = dot(moved, bent)
    if (curve > 1e-12) history.push({ moved, bent, scale: 1 / curve })
    if (history.length > MEMORY) history.shift()
    at = next
    slope = nextSlope
    value = nextValue
  }
  return at
}

function direction(
  slope: Float64Array,
  history: readonly { moved: Float64Array; bent: Float64Array; scale: number }[],
): Float64Array {
  const way = slope.map(x => -x)
  const shares: number[] = []
  for (const { moved, bent, scale } of [...history].reverse()) {
    const share = scale * dot(moved, way)
    shares.push(share)
    for (let i = 0; i < way.length; i++) way[i]! -= share * bent[i]!
  }
  const last = history.at(-1)
  if (last !== undefined) {
    const factor = 1 / (last.scale * dot(last.bent, last.bent))
    for (let i = 0; i < way.length; i++) way[i]! *= factor
  }
  for (const { moved, bent, scale } of history) {
    const share = shares.pop()! - scale * dot(bent, way)
    for (let i = 0; i < way.length; i++) way[i]! += share * moved[i]!
  }
  return way
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
