import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FoundryMissingError, findFoundry } from './foundry.ts'
import { forgetStaleTests } from './fresh-tests.ts'

/** Runs forge in this package with the arguments given: `tsx tools/forge.ts test`. */
function main(): number {
  const folder = dirname(dirname(fileURLToPath(import.meta.url)))
  const given = process.argv.slice(2)
  try {
    if (given[0] === 'test') forgetStaleTests(folder, cacheFolder())
    const done = spawnSync(findFoundry('forge'), given, { cwd: folder, stdio: 'inherit' })
    return done.status ?? 1
  } catch (error) {
    if (!(error instanceof FoundryMissingError)) throw error
    console.error(error.message)
    return 1
  }
}

/** Where Forge keeps what it compiled, as `foundry.toml` and the environment say. */
function cacheFolder(): string {
  const { FOUNDRY_CACHE_PATH, FOUNDRY_PROFILE } = process.env
  return FOUNDRY_CACHE_PATH ?? (FOUNDRY_PROFILE === 'quick' ? 'cache/quick' : 'cache')
}

process.exitCode = main()
