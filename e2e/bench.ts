import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { blink } from './bench/blink'
import { measureSpeed } from './bench/encoders/speed'
import { buildMissing } from './fixtures/builds'
import { mustRun, root, runProgram } from './fixtures/run'

/** What `npm run -s bench -- --json` prints, and nothing else. */
interface Figures {
  readonly warmMs: number
  readonly coldMs: number
  readonly textsPerSecond: number
  readonly addAgreeGas: number
  readonly addLearnGas: number
  readonly zipBytes: number
}

interface Row {
  readonly name: string
  readonly figure: number
  readonly unit: string
  /** What it should be at most or, for speeds, at least. */
  readonly aim: number
  readonly better: 'lower' | 'higher'
}

/** Gas of the peer's way with the same job: Universal Sentence Encoder, 512 features, 2 labels. */
const peerGas = { agree: 1_887_000, learn: 2_554_000 }

const json = process.argv.includes('--json')
const note = (line: string) => console.error(line)

note('Measuring: about a minute on a quiet machine.')
await buildMissing(note)
const gas = await gasOfContributions()
const textsPerSecond = Math.round((await measureSpeed('static')).textsPerSecond)
const { warmMs, coldMs, clickMs } = await blink()
const zipBytes = await zipSize()
const figures: Figures = {
  warmMs: Number(warmMs.toFixed(1)),
  coldMs: Number(coldMs.toFixed(1)),
  textsPerSecond,
  ...gas,
  zipBytes,
}
if (json) console.log(JSON.stringify(figures))
else printTable(figures, clickMs)

async function gasOfContributions(): Promise<Pick<Figures, 'addAgreeGas' | 'addLearnGas'>> {
  const bench = ['run', '-s', 'bench:gas', '--workspace', 'contracts', '--', '--json']
  const { ok, output } = await runProgram('npm', bench)
  const line = output.split('\n').find(each => each.startsWith('['))
  if (!ok || !line) throw new Error(`The gas could not be measured:\n${output}`)
  const rows: { case: string; d: number; labels: number; gas: number }[] = JSON.parse(line)
  const gasOf = (name: string) =>
    rows.find(row => row.case === name && row.d === 64 && row.labels === 2)!.gas
  return { addAgreeGas: gasOf('add-agree'), addLearnGas: gasOf('add-learn') }
}

/** Bytes of the store package for Chromium. */
async function zipSize(): Promise<number> {
  const dist = join(root, 'dist')
  const isZip = (name: string) => name.endsWith('-chrome.zip')
  for (const old of readdirSync(dist).filter(isZip)) rmSync(join(dist, old))
  await mustRun('npx', ['--no-install', 'wxt', 'zip', '-b', 'chrome', '--mv3'])
  const zip = readdirSync(dist).find(isZip)
  if (!zip) throw new Error('wxt zip made no zip.')
  return statSync(join(dist, zip)).size
}

function printTable(figures: Figures, clickMs: number): void {
  const rows: readonly Row[] = [
    row('selection to label, warm', figures.warmMs, 'ms', 50),
    row('selection to label, cold', figures.coldMs, 'ms', 1_000),
    {
      ...row('encode, 20 words, one core', figures.textsPerSecond, 'texts/s', 20_000),
      better: 'higher',
    },
    row('gas, the model agrees', figures.addAgreeGas, 'gas', 68_000),
    row('gas, the model learns', figures.addLearnGas, 'gas', 82_000),
    row('zipped extension', figures.zipBytes, 'bytes', 4 * 1024 * 1024),
  ]
  console.log(`${'figure'.padEnd(30)}${'measured'.padStart(14)}${'aim'.padStart(14)}  ratio`)
  for (const each of rows) console.log(lineOf(each))
  const ratio = (peer: number, ours: number) => (peer / ours).toFixed(1)
  console.log(
    `\nThe peer's gas is ${ratio(peerGas.agree, figures.addAgreeGas)} times ours when the model agrees, ` +
      `${ratio(peerGas.learn, figures.addLearnGas)} times when it learns.`,
  )
  console.log(
    `From the click on the button to the label, Chromium's opening of the popup included: ${Math.round(clickMs)} ms.`,
  )
}

function row(name: string, figure: number, unit: string, aim: number): Row {
  return { name, figure, unit, aim, better: 'lower' }
}

function lineOf({ name, figure, unit, aim, better }: Row): string {
  const met = better === 'lower' ? figure <= aim : figure >= aim
  const value = `${figure.toLocaleString('en')} ${unit}`
  const wanted = `${better === 'lower' ? '≤' : '≥'} ${aim.toLocaleString('en')}`
  const ratio = (figure / aim).toFixed(2)
  return `${name.padEnd(30)}${value.padStart(14)}${wanted.padStart(14)}  ${ratio} ${met ? 'met' : 'missed'}`
}
