import { expect, it } from 'vitest'
import { Random } from './random.ts'
import { createWindowKernel, TARGETS, WIDTH } from './window-kernel.ts'

it('matches and learns as plain arithmetic does', () => {
  const kernel = createWindowKernel(20)
  const random = new Random(1)
  for (let i = 0; i < kernel.inner.length; i++) {
    kernel.inner[i] = random.unit() - 0.5
    kernel.outer[i] = random.unit() - 0.5
  }
  const around = [3, 7, 11]
  const targets = [1, 2, 3, 4, 5, 6, 8, 9, 19]
  around.forEach((word, c) => {
    kernel.setAround(c, word)
  })
  targets.forEach((word, t) => {
    kernel.setTarget(t, word)
  })
  const inner = kernel.inner.slice()
  const outer = kernel.outer.slice()
  const dot = (c: number, t: number) => {
    let sum = 0
    for (let d = 0; d < WIDTH; d++)
      sum += inner[around[c]! * WIDTH + d]! * outer[targets[t]! * WIDTH + d]!
    return sum
  }

  kernel.match(around.length)
  for (let c = 0; c < around.length; c++) {
    for (let t = 0; t < TARGETS; t++)
      expect(kernel.grades[c * TARGETS + t]).toBeCloseTo(dot(c, t), 4)
  }

  const grades = kernel.grades.slice()
  kernel.learn(around.length)
  for (let d = 0; d < WIDTH; d++) {
    around.forEach((word, c) => {
      const step = targets.reduce(
        (sum, target, t) => sum + grades[c * TARGETS + t]! * outer[target * WIDTH + d]!,
        0,
      )
      expect(kernel.inner[word * WIDTH + d]).toBeCloseTo(inner[word * WIDTH + d]! + step, 4)
    })
    targets.forEach((word, t) => {
      const step = around.reduce(
        (sum, near, c) => sum + grades[c * TARGETS + t]! * inner[near * WIDTH + d]!,
        0,
      )
      expect(kernel.outer[word * WIDTH + d]).toBeCloseTo(outer[word * WIDTH + d]! + step, 4)
    })
  }
})
