import { blink } from './bench/blink'
import { measureSpeed } from './bench/encoders/speed'
import { printRows, type Row, row } from './bench/rows'
import { zipSize } from './bench/zip-size'
import { buildMissing } from './fixtures/builds'
import { runProgram } from './fixtures/run'

/** What `npm run -s bench -- --json` prints, and nothing else. */
interface Figures {
  readonly warmMs: number
  readonly coldMs: number
  readonly textsPerSecond: number
  readonly addAgreeGas: number
  readonly addLearnGas: number
  readonly zipBytes: number
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
  printRows(rows)
  const ratio = (peer: number, ours: number) => (peer / ours).toFixed(1)
  console.log(
    `\nThe peer's gas is ${ratio(peerGas.agree, figures.addAgreeGas)} times ours when the model agrees, ` +
      `${ratio(peerGas.learn, figures.addLearnGas)} times when it learns.`,
  )
  console.log(
    `From the click on the button to the label, Chromium's opening of the popup included: ${Math.round(clickMs)} ms.`,
  )
}
