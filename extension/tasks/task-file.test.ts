import { describe, expect, it } from 'vitest'
import type { KnownTask } from './known-task'
import { largestFile, parseTaskFile, taskFileOf } from './task-file'

const address = (digit: string) => `0x${digit.repeat(40)}` as const
const known = (digit: string) =>
  ({
    task: { chainId: 1, address: address(digit), card: { name: 'Secret' } },
  }) as unknown as KnownTask

const file = (tasks: unknown) => JSON.stringify({ format: 'hivemark-tasks', version: 1, tasks })

describe('a list of tasks as a file', () => {
  it('comes back, in its order, hidden ones marked', () => {
    const text = JSON.stringify(
      taskFileOf([known('b'), known('a')], { hidden: [`1:${address('a')}`] }),
    )
    expect(text).not.toContain('Secret')
    expect(parseTaskFile(text)).toEqual({
      kind: 'list',
      tasks: [
        { chainId: 1, address: address('b'), hidden: false },
        { chainId: 1, address: address('a'), hidden: true },
      ],
    })
  })

  it('names each task once, and nothing else of it is taken over', () => {
    const entry = { chainId: 1, address: address('a'), hidden: 'yes', card: { name: 'x' } }
    const upper = { ...entry, address: `0x${'A'.repeat(40)}` }
    expect(parseTaskFile(file([entry, upper]))).toEqual({
      kind: 'list',
      tasks: [{ chainId: 1, address: upper.address, hidden: false }],
    })
  })

  it.each([
    ['', /not JSON/],
    ['{', /not JSON/],
    ['null', /not a list/],
    ['[]', /not a list/],
    ['{"format":"hivemark-tasks","version":2,"tasks":[]}', /another version/],
    [file('x'), /no list in it/],
    [file([null]), /entry 1/],
    [file([{ chainId: 1, address: '0x12' }]), /entry 1/],
    [file([{ chainId: 1.5, address: address('a') }]), /entry 1/],
    [file([{ chainId: '1', address: address('a') }]), /entry 1/],
    [file(new Array(201).fill({ chainId: 1, address: address('a') })), /more than 200/],
    [' '.repeat(largestFile + 1), /too large/],
  ])('is refused with a reason: %s', (text, reason) => {
    const parsed = parseTaskFile(text)
    if (parsed.kind !== 'refused') throw new Error(parsed.kind)
    expect(parsed.reason).toMatch(reason)
  })
})
