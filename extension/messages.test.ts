import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { isOurOwn } from './messages'

const id = fakeBrowser.runtime.id
const own = (path: string) => fakeBrowser.runtime.getURL(path as '/popup.html')

describe('who may send a message', () => {
  beforeEach(() => fakeBrowser.reset())

  it('is our pages, in tabs or not, and our background', () => {
    expect(isOurOwn({ id, url: own('/popup.html') })).toBe(true)
    expect(isOurOwn({ id, url: own('/sign.html'), tab: { id: 1 } })).toBe(true)
    expect(isOurOwn({ id })).toBe(true)
  })

  it('is not a script in a web page, even one that is injected by us', () => {
    expect(isOurOwn({ id, url: 'https://example.org/', tab: { id: 1 } })).toBe(false)
    expect(isOurOwn({ id, tab: { id: 1 } })).toBe(false)
    expect(isOurOwn({ id, url: `https://example.org/?${own('/popup.html')}` })).toBe(false)
  })

  it('is not another extension, nor nobody', () => {
    expect(isOurOwn({ id: 'another', url: own('/popup.html') })).toBe(false)
    expect(isOurOwn(undefined)).toBe(false)
    expect(isOurOwn({})).toBe(false)
  })
})
