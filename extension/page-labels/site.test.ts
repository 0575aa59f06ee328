import { describe, expect, it } from 'vitest'
import { isOn, patternOf, type Site, siteName, withShownText, withWish } from './site'
import { textHash } from './text-hash'

const pattern = 'https://example.org/*'
const labels = (taskKey: string) => ({ kind: 'labels', taskKey }) as const

describe('a site', () => {
  it('is a scheme and a host, whatever the path and port', () => {
    expect(patternOf('https://example.org:8443/a?b#c')).toBe(pattern)
    expect(siteName(pattern)).toBe('example.org')
    expect(siteName('http://example.org/*')).toBe('http://example.org')
    for (const url of ['chrome://settings', 'file:///etc', 'about:blank', 'https://', undefined]) {
      expect(patternOf(url)).toBeNull()
    }
  })

  it('gets what is wished once, a few tasks at most', () => {
    let sites: Site[] = []
    for (const key of ['1:a', '1:a', '1:b', '1:c', '1:d']) {
      sites = withWish(sites, pattern, labels(key))
    }
    expect(sites).toHaveLength(1)
    expect(sites[0]!.tasks.map(({ taskKey }) => taskKey)).toEqual(['1:b', '1:c', '1:d'])
    sites = withWish(sites, pattern, { kind: 'bubble' })
    expect(sites[0]).toMatchObject({ bubble: true })
    expect(isOn({ ...sites[0]!, tasks: [], bubble: false })).toBe(false)
  })

  it('keeps a bounded number of exceptions, each once', () => {
    let site = withWish([], pattern, { kind: 'again' })[0]!
    for (let i = 0; i < 600; i++) site = withShownText(site, { hash: `${i}`, start: '' })
    site = withShownText(site, { hash: '599', start: 'again' })
    expect(site.shownTexts).toHaveLength(500)
    expect(site.shownTexts.at(-1)).toEqual({ hash: '599', start: 'again' })
  })
})

describe('the hash of a text', () => {
  it('differs between ten thousand texts', () => {
    const texts = Array.from({ length: 10_000 }, (_, i) => `comment ${i} of ${i % 7}`)
    expect(new Set(texts.map(textHash)).size).toBe(10_000)
    expect(textHash('a text')).toBe(textHash('a text'))
  })
})
