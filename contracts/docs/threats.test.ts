import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** All that the package's tests say. */
function testSources(): string {
  const files = ['test', 'client', 'deploy'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name =>
      join(root, folder, name),
    ),
  )
  return files
    .filter(name => /\.(t\.sol|test\.ts)$/.test(name))
    .map(name => readFileSync(name, 'utf8'))
    .join('\n')
}

describe('the table of threats', () => {
  const table = readFileSync(join(root, 'docs', 'threats.md'), 'utf8')
  const named = [...table.matchAll(/^\|.*\| (.*) \|$/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
  )
  const sources = testSources()

  it('names tests', () => expect(named.length).toBeGreaterThan(30))

  it.each(named)('has the test %s', name => {
    const wanted = /^(test|testFuzz|invariant)_/.test(name) ? `function ${name}(` : `'${name}`
    expect(sources.includes(wanted)).toBe(true)
  })
})
