import { describe, expect, it } from 'vitest'
import {
  arranged,
  besideOf,
  keptFor,
  mostBeside,
  moved,
  noChoices,
  swapped,
  withBeside,
  withHidden,
  without,
  withSite,
} from './choices'
import type { KnownTask } from './known-task'

const known = (address: string) => ({ task: { chainId: 1, address } }) as unknown as KnownTask
const [a, b, c, d] = ['0xa', '0xb', '0xc', '0xd'].map(known) as [
  KnownTask,
  KnownTask,
  KnownTask,
  KnownTask,
]

describe('arranging tasks', () => {
  it('keeps the order of the list until the person moves one', () => {
    expect(arranged([a, b, c], noChoices).shown).toEqual([a, b, c])
    const choices = moved(noChoices, ['1:0xa', '1:0xb', '1:0xc'], '1:0xc', -1)
    expect(arranged([a, b, c], choices).shown).toEqual([a, c, b])
    // One that came later stands at the end.
    expect(arranged([d, a, b, c], choices).shown).toEqual([a, c, b, d])
  })

  it('moves nothing past the ends, nor what is not there', () => {
    const keys = ['1:0xa', '1:0xb']
    expect(moved(noChoices, keys, '1:0xa', -1)).toBe(noChoices)
    expect(moved(noChoices, keys, '1:0xb', 1)).toBe(noChoices)
    expect(moved(noChoices, keys, '1:0xz', 1)).toBe(noChoices)
  })

  it('hides and shows again', () => {
    const choices = withHidden(noChoices, '1:0xa', true)
    expect(arranged([a, b], choices)).toEqual({ shown: [b], hidden: [a] })
    expect(arranged([a, b], withHidden(choices, '1:0xa', false)).hidden).toEqual([])
  })
})

describe('tasks beside another', () => {
  const marked = ['1:0xa', '1:0xb'].reduce((all, key) => withBeside(all, key, true), noChoices)

  it('are those marked, without the one asked about and without hidden ones', () => {
    expect(besideOf([a, b, c], a, marked)).toEqual([b])
    expect(besideOf([a, c], c, marked)).toEqual([a])
  })

  it('are few', () => {
    const many = ['1:0xc', '1:0xd'].reduce((all, key) => withBeside(all, key, true), marked)
    expect(many.beside).toHaveLength(mostBeside)
    expect(withBeside(many, '1:0xa', false).beside).toEqual(['1:0xb', '1:0xc'])
  })

  it('change places with it', () => {
    expect(swapped(marked, '1:0xc', '1:0xa').beside).toEqual(['1:0xc', '1:0xb'])
    expect(swapped(marked, '1:0xb', '1:0xa').beside).toEqual(['1:0xb'])
  })
})

describe('tasks of sites', () => {
  it('are set, replaced and forgotten', () => {
    const one = withSite(noChoices, 'https://x.example', '1:0xa')
    const other = withSite(one, 'https://x.example', '1:0xb')
    expect(other.bySite).toEqual({ 'https://x.example': '1:0xb' })
    expect(keptFor(other, 'https://x.example')).toBe('1:0xb')
    expect(keptFor(other, 'https://y.example')).toBeNull()
    expect(keptFor(other, null)).toBeNull()
    expect(withSite(other, 'https://x.example', null).bySite).toEqual({})
  })

  it('are bounded: the oldest goes', () => {
    let all = noChoices
    for (let i = 0; i < 301; i++) all = withSite(all, `https://${i}.example`, '1:0xa')
    expect(Object.keys(all.bySite)).toHaveLength(300)
    expect(all.bySite['https://0.example']).toBeUndefined()
  })
})

it('forgets all about a task that is removed', () => {
  const key = '1:0xa'
  const full = { order: [key], hidden: [key], beside: [key], bySite: { 'https://x.example': key } }
  expect(without(full, key)).toEqual(noChoices)
})
