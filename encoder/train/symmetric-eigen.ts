/** Eigenvalues of a symmetric matrix, largest first, each with its unit vector. */
export interface Eigen {
  readonly values: Float64Array
  /** Vector `k` is `vectors[k × size]` to `vectors[(k + 1) × size - 1]`. */
  readonly vectors: Float64Array
}

const MOST_SWEEPS = 30

/** Cyclic Jacobi. @param matrix `size × size`, symmetric; kept. */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice()
  const v = new Float64Array(size * size)
  for (let i = 0; i < size; i++) v[i * size + i] = 1
  for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, size) > 1e-18; sweep++) {
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) rotate(a, v, size, p, q)
  }
  const order = Array.from({ length: size }, (_, i) => i)
  order.sort((i, k) => a[k * size + k]! - a[i * size + i]!)
  const values = Float64Array.from(order, i => a[i * size + i]!)
  const vectors = new Float64Array(size * size)
  order.forEach((column, k) => {
    // A vector's sign is free; fixing it keeps tables of near-equal runs comparable.
    let sum = 0
    for (let d = 0; d < size; d++) sum += v[d * size + column]!
    const sign = sum < 0 ? -1 : 1
    for (let d = 0; d < size; d++) vectors[k * size + d] = sign * v[d * size + column]!
  })
  return { values, vectors }
}

/** Share of the squares that lies off the diagonal. */
function offDiagonal(a: Float64Array, size: number): number {
  let off = 0
  let all = 0
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const square = a[i * size + k]! ** 2
      all += square
      if (i !== k) off += square
    }
  }
  return all === 0 ? 0 : off / all
}

function rotate(a: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!
  if (apq === 0) return
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q, c, s)
  for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k, c, s)
  for (let k = 0; k < size; k++) turn(v, k * size + p, k * size + q, c, s)
}

function turn(values: Float64Array, i: number, k: number, c: number, s: number): void {
  const x = values[i]!
  const y = values[k]!
  values[i] = c * x - s * y
  values[k] = s * x + c * y
}
