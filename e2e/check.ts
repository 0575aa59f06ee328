import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildExtension } from './fixtures/builds'
import { type Finished, lastLines, root, runProgram } from './fixtures/run'
import { packageFaults } from './packages'
import { buildWallet } from './wallet/build'

/** Tests of one runner. */
interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface Check {
  readonly name: string
  readonly run: () => Promise<Finished>
  /** Reads the counts of a test runner; other checks have none. */
  readonly count?: (finished: Finished) => Counts
}

const reports = join(root, 'artifacts', 'reports')
const npx = (...args: string[]) => runProgram('npx', ['--no-install', ...args])
const contracts = (...args: string[]) =>
  runProgram('npm', [...args, '--workspace', 'contracts'], { FORCE_COLOR: '0', NO_COLOR: '1' })

const contractTests = (part: 'stakes' | 'rest'): Check => ({
  name: `contracts, ${part}`,
  run: () => contracts('run', '-s', `test:${part}`),
  count: countForge,
})

/** Checks that run one after the other. */
type Lane = readonly Check[]

/**
 * Stages follow each other; the lanes of one stage run side by side. Compiling Solidity takes one core
 * and most of the time, so what can wait for nothing else goes beside it.
 */
const stages: readonly (readonly Lane[])[] = [
  [
    [
      { name: 'format and lint', run: () => runProgram('npm', ['run', '-s', 'lint']) },
      { name: 'types, prepared', run: () => npx('wxt', 'prepare') },
      { name: 'types', run: () => npx('tsc', '--noEmit') },
      { name: 'contracts, format', run: () => contracts('run', '-s', 'fmt') },
    ],
  ],
  [
    [contractTests('rest')],
    [
      contractTests('stakes'),
      { name: 'unit tests', run: () => npx(...vitestArgs), count: countVitest },
    ],
  ],
  [
    [
      { name: 'build for Firefox', run: () => npx('wxt', 'build', '-b', 'firefox', '--mv3') },
      { name: 'build for Chromium', run: () => own(buildExtension) },
      { name: 'development wallet', run: () => own(buildWallet) },
    ],
  ],
  [
    [{ name: 'packages, as stores see', run: () => own(checkPackages) }],
    [{ name: 'browser tests', run: runPlaywright, count: countPlaywright }],
  ],
]

const vitestReport = join(reports, 'vitest.json')
const vitestArgs = [
  'vitest',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${vitestReport}`,
]
const playwrightReport = join(reports, 'playwright.json')

process.exitCode = await main()

/** Runs every check, whatever becomes of the others, and sums up in two lines. */
async function main(): Promise<number> {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const start = Date.now()
  const results: Result[] = []
  for (const lanes of stages) {
    await Promise.all(lanes.map(async lane => results.push(...(await runLane(lane)))))
  }
  const failures = results.filter(({ finished }) => !finished.ok).map(({ name }) => name)
  const sum = (key: keyof Counts) =>
    results.reduce((total, { counts }) => total + (counts?.[key] ?? 0), 0)
  const minutes = ((Date.now() - start) / 60_000).toFixed(1)
  const verdict = failures.length
    ? `Failed: ${failures.join('; ')}. The other checks passed.`
    : `All ${results.length} checks passed.`
  console.log(`\n${verdict} It took ${minutes} minutes.`)
  const skipped = sum('skipped') ? `, ${sum('skipped')} skipped` : ''
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`)
  return failures.length ? 1 : 0
}

interface Result {
  readonly name: string
  readonly finished: Finished
  readonly counts: Counts | null
}

/** Runs a lane's checks, printing each when it ends, with what it said if it failed. */
async function runLane(lane: Lane): Promise<Result[]> {
  const results: Result[] = []
  for (const { name, run, count } of lane) {
    const finished = await run()
    const counts = count ? countsOf(count, finished) : null
    console.log(lineOf(name, finished, counts))
    if (!finished.ok) console.log(`${lastLines(finished.output, 120)}\n`)
    results.push({ name, finished, counts })
  }
  return results
}

/** A runner that failed without a count of its own still failed. */
function countsOf(count: (finished: Finished) => Counts, finished: Finished): Counts {
  try {
    const counts = count(finished)
    if (finished.ok || counts.failed > 0) return counts
    return { ...counts, failed: 1 }
  } catch {
    return { passed: 0, failed: finished.ok ? 0 : 1, skipped: 0 }
  }
}

function lineOf(name: string, finished: Finished, counts: Counts | null): string {
  const mark = finished.ok ? '✓' : '✗'
  const seconds = `${finished.seconds.toFixed(1)} s`
  const tests = counts
    ? `  ${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}`
    : ''
  return `${mark} ${name.padEnd(22)}${seconds.padStart(8)}${tests}`
}

async function checkPackages(): Promise<void> {
  const faults = await packageFaults()
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** Takes a step of our own for a program. */
async function own(step: () => Promise<unknown>): Promise<Finished> {
  const start = Date.now()
  const end = (ok: boolean, output: string) => ({
    ok,
    output,
    seconds: (Date.now() - start) / 1000,
  })
  return step().then(
    () => end(true, ''),
    error => end(false, String(error)),
  )
}

async function runPlaywright(): Promise<Finished> {
  return runProgram(
    'npx',
    ['--no-install', 'playwright', 'test', '--config', 'e2e/playwright.config.ts'],
    { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport, FORCE_COLOR: '0' },
  )
}

/** A run of Forge ends in a line with its counts; one that is missing is an error. */
function countForge({ output }: Finished): Counts {
  const found = /Ran \d+ test suites?.*: (\d+) tests passed, (\d+) failed, (\d+) skipped/.exec(
    output,
  )
  return counted(found?.[1], found?.[2], found?.[3])
}

function countVitest(): Counts {
  const report = JSON.parse(readFileSync(vitestReport, 'utf8'))
  return counted(report.numPassedTests, report.numFailedTests, report.numPendingTests)
}

function countPlaywright(): Counts {
  const { stats } = JSON.parse(readFileSync(playwrightReport, 'utf8'))
  return counted(stats.expected, stats.unexpected + stats.flaky, stats.skipped)
}

function counted(passed: unknown, failed: unknown, skipped: unknown): Counts {
  const number = (value: unknown) => {
    if (value === undefined) throw new Error('The runner printed no counts.')
    return Number(value)
  }
  return { passed: number(passed), failed: number(failed), skipped: number(skipped) }
}
