import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes forge compile everything anew if the contracts are not those that its tests were last compiled
 * with. With dynamic test linking it takes a test to be up to date as long as no interface changed;
 * but what a test deploys with constructor arguments it contains, and would go on testing as it was.
 * @param folder Of this package.
 * @param cacheFolder Of the build, from there.
 */
export function forgetStaleTests(folder: string, cacheFolder: string): void {
  const cache = join(folder, cacheFolder)
  const stamp = join(cache, 'tests-of.txt')
  const now = hashOf(join(folder, 'src'))
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  rmSync(join(cache, 'solidity-files-cache.json'), { force: true })
  mkdirSync(cache, { recursive: true })
  writeFileSync(stamp, now)
}

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.sol')) hash.update(file).update(readFileSync(join(folder, file)))
  }
  return hash.digest('hex')
}
