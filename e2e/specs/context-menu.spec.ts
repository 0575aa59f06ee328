import { type Display, displayLacks, startDisplay } from '../fixtures/display'
import { ada } from '../fixtures/people'
import { chooseTask, shownText, verdict } from '../fixtures/product'
import { expect, test } from '../fixtures/world'

/**
 * The browser's own menu and keyboard, in a real window on a virtual screen: no protocol command
 * stands in for the person's hand.
 */
test.describe('by hand', () => {
  const lacks = displayLacks()
  test.skip(lacks !== null, `needs a virtual screen (${lacks})`)
  let display: Display

  test.beforeAll(async () => {
    display = await startDisplay()
  })
  test.afterAll(async () => {
    await display?.close()
  })

  test('select, right-click, "Classify selection"', async ({ open, site }) => {
    const browser = await open(ada, { route: 'none', headed: true, env: display.env })
    const page = await browser.context.newPage()
    await page.goto(site.url)
    const message = page.locator('#message-scam')
    await message.scrollIntoViewIfNeeded()
    await message.selectText()
    const box = (await message.boundingBox())!
    await page.mouse.click(box.x + 60, box.y + 12, { button: 'right' })
    // The menu is the browser's, not the page's, so it is left the time it takes to open. From the
    // bottom up: "Inspect", then what extensions add.
    await page.waitForTimeout(700)
    for (const key of ['Up', 'Up', 'Return']) await display.press(key)
    const popup = await browser.popup()
    await chooseTask(popup, 'Scam?')
    await expect(shownText(popup)).toContainText('your wallet was selected')
    expect((await verdict(popup)).label).toBe('scam')
  })

  test('select, Alt+Shift+H', async ({ open, site }) => {
    const browser = await open(ada, { route: 'none', headed: true, env: display.env })
    const page = await browser.context.newPage()
    await page.goto(site.url)
    await page.locator('#message-ok').selectText()
    await page.bringToFront()
    await display.press('alt+shift+h')
    const popup = await browser.popup()
    await chooseTask(popup, 'Scam?')
    await expect(shownText(popup)).toContainText('Running ten minutes late')
    expect((await verdict(popup)).label).toBe('ok')
  })
})
