import { ada } from '../fixtures/people'
import { chooseTask, shownText, typeText, verdict, verdictOn } from '../fixtures/product'
import { pdfText } from '../fixtures/site'
import { expect, test } from '../fixtures/world'

const withoutWallet = { route: 'none' } as const
const saysNothing = 'Nothing in this text says anything to the encoder'

test('nothing selected: says what to do', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  const popup = await browser.clickToolbar(page)
  await expect(popup.getByText('Select some text on the page')).toBeVisible()
  await expect(popup.getByLabel('Type or paste a text')).toBeVisible()
})

test('only spaces selected: as if nothing was', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.locator('#odd-spaces').selectText()
  const popup = await browser.clickToolbar(page)
  await expect(popup.getByText('Select some text on the page')).toBeVisible()
})

for (const [name, text] of [
  ['one letter', 'a'],
  ['emoji only', '🐝🍯🌼🎉🔥💯🚀👩‍👩‍👧‍👦'],
  ['right to left', 'اجتمع المجلس مساء أمس وقرر إصلاح الرصيف قبل حلول الشتاء.'],
  ['half a surrogate pair', 'call now \ud83d'],
] as const) {
  test(`${name}: an answer or a reason, never a blank`, async ({ open }) => {
    const browser = await open(ada, withoutWallet)
    const popup = await browser.openProduct('popup.html')
    await typeText(popup, text)
    const reason = popup.getByText(saysNothing)
    await expect(reason.or(popup.getByRole('heading', { level: 2 }))).toBeVisible()
  })
}

test('characters without width change nothing', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.locator('#odd-zero-width').selectText()
  const popup = await browser.clickToolbar(page)
  await chooseTask(popup, 'Scam?')
  const laced = await verdict(popup)
  const plain = await verdictOn(browser, 'Claim your cash prize now, call free before midnight')
  expect([laced.label, laced.share]).toEqual([plain.label, plain.share])
})

test('a text of more than 100,000 characters is cut, and says so', async ({ open }) => {
  const browser = await open(ada, withoutWallet)
  const popup = await browser.openProduct('popup.html')
  await typeText(popup, 'Claim your free prize now. '.repeat(4_000).trim())
  await expect(popup.getByText('Only the first 100,000 characters were read')).toBeVisible()
  await expect(popup.getByText(/^7,999 more were left out/)).toBeVisible()
  await verdict(popup)
})

test('a long selection in a page', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.evaluate(() => {
    const text = document.getElementById('article-start')!
    text.textContent = 'They numbered every ring and every bollard on the quay. '.repeat(2_500)
    getSelection()!.selectAllChildren(text)
  })
  const popup = await browser.clickToolbar(page)
  await expect(popup.getByText('Only the first 100,000 characters were read')).toBeVisible()
  await verdict(popup)
})

test('a PDF: the button explains, the context menu works', async ({ open, site }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto(`${site.url}/notice.pdf`)
  const popup = await browser.clickToolbar(page)
  await expect(
    popup.getByText(/Hivemark cannot read this page|Select some text on the page/),
  ).toBeVisible()
  await popup.close()
  const fromMenu = await browser.clickMenu(page, pdfText)
  await expect(shownText(fromMenu)).toContainText(pdfText)
  await verdict(fromMenu)
})

test('a page where no script may run', async ({ open }) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.context.newPage()
  await page.goto('chrome://version')
  const popup = await browser.clickToolbar(page)
  await expect(popup.getByText('Hivemark cannot read this page')).toBeVisible()
  await typeText(popup, 'Claim your free prize now, call before midnight')
  await verdict(popup)
})

test('markup in a text stays text', async ({ open }) => {
  const browser = await open(ada, withoutWallet)
  const popup = await browser.openProduct('popup.html')
  const text = '<img src=x onerror="document.title=1"> claim your <b>free</b> prize now'
  await typeText(popup, text)
  await expect(shownText(popup)).toContainText(text)
  await expect(popup).toHaveTitle('Hivemark')
  expect(await shownText(popup).locator('img, b').count()).toBe(0)
})
