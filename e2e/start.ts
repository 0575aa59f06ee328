import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import type { TestBrowser } from './fixtures/browser'
import { buildMissing } from './fixtures/builds'
import { startTestChain, type TestChain } from './fixtures/chain'
import { ada } from './fixtures/people'
import { type Site, startSite } from './fixtures/site'
import { openBrowser } from './fixtures/world'
import { runTour } from './tour'

const help = `npm start [-- --tour]

Builds what is missing, starts a local chain with the starter tasks and the sample site, and opens
Chromium with the extension and a development wallet.

  --tour   play the whole job by script, without a window; also what happens where there is no display
`

/** The port people expect a local chain at. */
const usualPort = 8545

process.exitCode = await main()

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { tour: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  await buildMissing(console.log)
  const chain = await startTestChain({ port: (await isFree(usualPort)) ? usualPort : 0 })
  const site = await startSite()
  console.log(`local chain at ${chain.rpcUrl}: ${chain.tasks.map(task => task.name).join(', ')}`)
  console.log(`sample page at ${site.url}`)
  try {
    if (values.tour || !hasDisplay()) return await runTour(chain, site)
    await stayOpen(chain, site)
    return 0
  } finally {
    await site.close()
    await chain.stop()
  }
}

async function stayOpen(chain: TestChain, site: Site): Promise<void> {
  const browser = await openBrowser(ada, chain, chain.rpcUrl, { headed: true })
  const [page] = browser.context.pages()
  await page?.goto(site.url)
  console.log(`
Chromium is open, with Hivemark and a development wallet in it. Try:
  1. Select a sentence, right-click it, choose "Classify selection". Alt+Shift+H does the same.
  2. Pick the right label, then "Review and submit": the wallet asks, and the shared model learns.
  3. Open the options to see the deposit; it comes back a day later (chain time).
The wallet's own button switches accounts and how it behaves. Its money is worth nothing.
To stop, close the browser or press Ctrl+C.`)
  await Promise.race([closed(browser), interrupted()])
  await browser.close().catch(() => {})
}

function closed(browser: TestBrowser): Promise<void> {
  return new Promise(resolve => browser.context.once('close', () => resolve()))
}

function interrupted(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
