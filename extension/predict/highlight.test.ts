import { describe, expect, it } from 'vitest'
import { highlight } from './highlight'

describe('marking words', () => {
  const text = 'verify your phrase or ask our team'

  it('gives the text back whole, whatever was marked', () => {
    const why = [
      { start: 0, end: 6, score: 5 },
      { start: 0, end: 18, score: 9 },
      { start: 26, end: 34, score: -9 },
      { start: 30, end: 99, score: 7 },
      { start: -3, end: 2, score: 7 },
    ]
    expect(
      highlight(text, why)
        .map(stretch => stretch.text)
        .join(''),
    ).toBe(text)
    expect(highlight(text, []).map(stretch => stretch.text)).toEqual([text])
    expect(highlight('', [])).toEqual([])
  })

  it('tells for from against, and strong from weak', () => {
    const stretches = highlight(text, [
      { start: 0, end: 6, score: 60 },
      { start: 12, end: 18, score: 20 },
      { start: 26, end: 34, score: -70 },
      { start: 19, end: 21, score: 1 },
    ])
    expect(stretches).toEqual([
      { text: 'verify', pull: 'strongly-for' },
      { text: ' your ', pull: 'none' },
      { text: 'phrase', pull: 'for' },
      { text: ' or ask ', pull: 'none' },
      { text: 'our team', pull: 'against' },
    ])
  })

  it('adds overlapping shares up', () => {
    const stretches = highlight('abcd', [
      { start: 0, end: 4, score: 4 },
      { start: 2, end: 4, score: -2 },
    ])
    expect(stretches).toEqual([
      { text: 'ab', pull: 'strongly-for' },
      { text: 'cd', pull: 'none' },
    ])
  })
})
