import { describe, expect, it } from 'vitest'
import { permissionFaults } from './packages'

const code = 'a.alarms.create(1);b.scripting.executeScript(c)'
const documents = [{ path: 'README.md', text: '| `alarms` | `scripting` |' }]
const check = (manifest: Parameters<typeof permissionFaults>[0]) =>
  permissionFaults(manifest, code, documents)

describe('a package', () => {
  it('is right when each permission is used and explained', () => {
    expect(check({ permissions: ['alarms', 'scripting'] })).toEqual([])
  })

  it('is wrong with a permission that nothing uses, or nobody explains', () => {
    expect(check({ permissions: ['storage'] })).toEqual([
      'storage is not used',
      'README.md does not explain `storage`',
    ])
    expect(check({ permissions: ['history'] })).toContain('history is not explained to people')
  })

  it('is wrong when it has sites without asking, or may ask and never does', () => {
    expect(check({ permissions: [], host_permissions: ['https://*/*'] })).toEqual([
      'https://*/* is had without asking',
    ])
    expect(check({ permissions: [], optional_host_permissions: ['https://*/*'] })).toContain(
      'hosts is not used',
    )
  })
})
