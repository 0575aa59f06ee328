import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildExtension } from './fixtures/builds'
import { type Finished, lastLines, root, runProgram } from './fixtures/run'
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

const checks: readonly Check[] = [
  { name: 'format and lint', run: () => runProgram('npm', ['run', '-s', 'lint']) },
  { name: 'types, prepared', run: () => npx('wxt', 'prepare') },
  { name: 'types', run: () => npx('tsc', '--noEmit') },
  { name: 'contracts, format', run: () => contracts('run', '-s', 'fmt') },
  { name: 'contracts, tests', run: testContracts, count: countForge },
  { name: 'unit tests', run: () => npx(...vitestArgs), count: countVitest },
  { name: 'build for Firefox', run: () => npx('wxt', 'build', '-b', 'firefox', '--mv3') },
  { name: 'build for Chromium', run: () => own(buildExtension) },
  { name: 'development wallet', run: () => own(buildWallet) },
  { name: 'browser tests', run: runPlaywright, count: countPlaywright },
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
  const failures: string[] = []
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const check of checks) {
    const finished = await check.run()
    const counts = check.count ? countsOf(check.count, finished) : null
    console.log(lineOf(check.name, finished, counts))
    if (!finished.ok) {
      failures.push(check.name)
      console.log(`${lastLines(finished.output, 120)}\n`)
    }
    total.passed += counts?.passed ?? 0
    total.failed += counts?.failed ?? 0
    total.skipped += counts?.skipped ?? 0
  }
  const minutes = ((Date.now() - start) / 60_000).toFixed(1)
  const verdict = failures.length
    ? `Failed: ${failures.join('; ')}. The other checks passed.`
    : `All ${checks.length} checks passed.`
  console.log(`\n${verdict} It took ${minutes} minutes.`)
  const skipped = total.skipped ? `, ${total.skipped} skipped` : ''
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
  return failures.length ? 1 : 0
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

/** The code that is deployed and the quickly compiled one side by side: each compiler uses one core. */
async function testContracts(): Promise<Finished> {
  const parts = await Promise.all([
    contracts('run', '-s', 'test:exact'),
    contracts('run', '-s', 'test:quick'),
  ])
  return {
    ok: parts.every(part => part.ok),
    output: parts.map(part => part.output).join('\n'),
    seconds: Math.max(...parts.map(part => part.seconds)),
  }
}

/** Both runs of Forge end in a line with their counts; one that is missing is an error. */
function countForge({ output }: Finished): Counts {
  const lines = /Ran \d+ test suites?.*: (\d+) tests passed, (\d+) failed, (\d+) skipped/g
  const found = [...output.matchAll(lines)]
  if (found.length !== 2) throw new Error('The runner printed no counts.')
  const sum = (group: number) => found.reduce((total, match) => total + Number(match[group]), 0)
  return { passed: sum(1), failed: sum(2), skipped: sum(3) }
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
