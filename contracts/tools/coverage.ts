import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFoundry } from './foundry.ts'

const folder = dirname(dirname(fileURLToPath(import.meta.url)))
const lcov = join('cache', 'lcov.info')

/**
 * What share of the contracts' lines the tests run. Lines inside assembly are left out: the coverage of
 * code that goes through Yul counts few of them, run or not. `--report FILE` reads a report made before.
 */
function main(): number {
  const given = process.argv.indexOf('--report')
  const report = given < 0 ? measure() : readFileSync(process.argv[given + 1]!, 'utf8')
  const files = filesOf(report).filter(({ path }) => path.startsWith('src/'))
  for (const { path, lines } of files) {
    const missed = lines.filter(({ hits }) => hits === 0).map(({ line }) => line)
    console.log(
      `${path.padEnd(48)}${percent(lines).padStart(8)}${missed.length ? `  not run: ${missed.join(', ')}` : ''}`,
    )
  }
  const all = files.flatMap(({ lines }) => lines)
  console.log(
    `\n${percent(all)} of ${all.length} lines of src are run by the tests; the aim is 95 %.`,
  )
  return all.filter(({ hits }) => hits > 0).length >= all.length * 0.95 ? 0 : 1
}

function measure(): string {
  console.log('Compiling and running with counters: about six minutes.')
  const settings = {
    FOUNDRY_PROFILE: 'quick',
    FOUNDRY_OUT: 'out/coverage',
    FOUNDRY_CACHE_PATH: 'cache/coverage',
  }
  const args = ['coverage', '--ir-minimum', '--report', 'lcov', '--report-file', lcov]
  // Counters change what the code costs, and the twins and gas run code that was built without them.
  const run = spawnSync(findFoundry('forge'), [...args, '--no-match-path', 'test/{gas,twins}/*'], {
    cwd: folder,
    env: { ...process.env, ...settings },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (run.status !== 0) throw new Error(`forge coverage failed:\n${run.stdout}\n${run.stderr}`)
  return readFileSync(join(folder, lcov), 'utf8')
}

interface Line {
  readonly line: number
  readonly hits: number
}

interface CoveredFile {
  readonly path: string
  readonly lines: readonly Line[]
}

/** The files of a report in lcov's format. */
function filesOf(report: string): CoveredFile[] {
  return report
    .split('end_of_record')
    .map(record => record.trim())
    .filter(record => record.includes('SF:'))
    .map(record => {
      const path = /^SF:(.*)$/m.exec(record)![1]!
      const inside = assemblyLines(readFileSync(join(folder, path), 'utf8'))
      const lines = [...record.matchAll(/^DA:(\d+),(\d+)/gm)]
        .map(([, line, hits]) => ({ line: Number(line), hits: Number(hits) }))
        .filter(({ line }) => !inside.has(line))
      return { path, lines }
    })
}

/** Numbers of the lines inside `assembly` blocks, from 1. */
function assemblyLines(source: string): Set<number> {
  const inside = new Set<number>()
  let depth = 0
  source.split('\n').forEach((text, index) => {
    const opens = /\bassembly\b.*\{/.test(text)
    if (depth > 0 || opens) {
      inside.add(index + 1)
      depth += count(text, '{') - count(text, '}')
    }
  })
  return inside
}

function count(text: string, part: string): number {
  return text.split(part).length - 1
}

function percent(lines: readonly Line[]): string {
  const run = lines.filter(({ hits }) => hits > 0).length
  return `${lines.length ? ((run / lines.length) * 100).toFixed(1) : '100.0'} %`
}

process.exitCode = main()
