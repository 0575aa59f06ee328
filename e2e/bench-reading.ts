import { opening } from './bench/opening'
import { measurePageLabels } from './bench/page-labels'
import { printRows, row } from './bench/rows'
import { zipSize } from './bench/zip-size'
import { buildMissing } from './fixtures/builds'

/** What `npm run -s bench:reading -- --json` prints, and nothing else. */
interface Figures {
  readonly warmMs: number
  readonly coldMs: number
  readonly killedMs: number
  readonly pageLabelsMs: number
  readonly longestBlockMs: number
  readonly pageMemoryBytes: number
  readonly mirrorCallsPerBlock: number
  readonly zipBytes: number
}

const json = process.argv.includes('--json')
const note = (line: string) => console.error(line)

note('Measuring: about two minutes on a quiet machine.')
await buildMissing(note)
const { warmMs, coldMs, killedMs, mirrorCallsPerBlock } = await opening()
const labels = await measurePageLabels()
const figures: Figures = {
  warmMs: Math.round(warmMs),
  coldMs: Math.round(coldMs),
  killedMs: Math.round(killedMs),
  pageLabelsMs: Math.round(labels.pageLabelsMs),
  longestBlockMs: Math.round(labels.longestBlockMs),
  pageMemoryBytes: labels.pageMemoryBytes,
  mirrorCallsPerBlock: Number(mirrorCallsPerBlock.toFixed(2)),
  zipBytes: await zipSize(),
}
if (json) console.log(JSON.stringify(figures))
else printTable(figures)

function printTable(figures: Figures): void {
  printRows([
    row('popup opens to label, warm', figures.warmMs, 'ms', 50),
    row('the same, browser just begun', figures.coldMs, 'ms', 1_000),
    row('the same, worker killed', figures.killedMs, 'ms', 1_000),
    row('5,000 comments labelled', figures.pageLabelsMs, 'ms', 2_000),
    row('longest block of that page', figures.longestBlockMs, 'ms', 50),
    row('memory the labels take', figures.pageMemoryBytes, 'bytes', 80_000_000),
    row('requests for a newer model', figures.mirrorCallsPerBlock, '', 1),
    row('zipped extension', figures.zipBytes, 'bytes', 4_000_000),
  ])
  const scrolling = Math.round(labels.longestBlockScrollingMs)
  console.log(
    `\n${labels.badges.toLocaleString('en')} badges; scrolled from end to end, the longest block was ${scrolling} ms.`,
  )
}
