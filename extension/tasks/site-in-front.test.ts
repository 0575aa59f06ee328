import { describe, expect, it } from 'vitest'
import { siteOf } from './site-in-front'

describe('the site of a page', () => {
  it('is its origin, on the web only', () => {
    expect(siteOf('https://a.example:8443/x?y#z')).toBe('https://a.example:8443')
    for (const other of ['chrome://settings', 'file:///etc/hosts', 'about:blank', 'x', '']) {
      expect(siteOf(other)).toBeNull()
    }
  })
})
