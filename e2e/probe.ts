import { startBrowser } from './fixtures/browser'
import { startSite } from './fixtures/site'

const site = await startSite()
const b = await startBrowser({ wallet: true, product: '/tmp/mini' })
console.log('launched')
const page = await b.context.newPage()
await page.goto(site.url)
await page.locator('#message-scam').selectText()
const popup = await b.clickToolbar(page)
console.log(popup.url(), await popup.locator('h1').textContent())
await popup.getByRole('button').click()
await popup.waitForTimeout(300)
console.log(await popup.locator('h1').textContent())
console.log(await (await b.worker()).evaluate(() => 1 + 1))
await b.killBackground()
console.log('killed')
const tab = await b.openProduct('popup.html')
console.log('pong?', await tab.evaluate(() => (globalThis as any).chrome.runtime.sendMessage('x')))
console.log(await (await b.worker()).evaluate(() => 1 + 2))
// wallet through the page
await page.bringToFront()
const w = await b.walletWorker()
const opened = b.context.waitForEvent('page')
const accounts = page.evaluate(() =>
  (window as any).ethereum.request({ method: 'eth_requestAccounts' }),
)
const ap = await opened
console.log(
  ap.url(),
  await ap.locator('h1').textContent(),
  await ap.locator('#origin').textContent(),
)
await ap.getByRole('button', { name: 'Approve' }).click()
console.log(await accounts)
await b.restart()
console.log('restarted')
await b.close()
await site.close()
