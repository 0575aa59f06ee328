import { ada } from '../fixtures/people'
import { chooseTask, typeText, verdict } from '../fixtures/product'
import { inspectScreen } from '../fixtures/screens'
import { expect, test } from '../fixtures/world'

const scam =
  'Your wallet was selected for a drop. Connect now and verify your phrase before midnight.'

test('a history is kept only when switched on; entries are found, opened, deleted, brought back', async ({
  open,
  site,
}) => {
  const browser = await open(ada, { route: 'none' })
  const history = await browser.openProduct('options.html#history')
  const typed = await browser.openProduct('popup.html')
  await chooseTask(typed, 'Scam?')
  await typeText(typed, 'Before it was switched on, nothing is kept at all.')
  await verdict(typed)
  await inspectScreen(history, 'options-history-off')
  await history.getByLabel('Remember what I classify').check()

  await typeText(typed, 'Your wallet was selected')
  await verdict(typed)
  await typeText(typed, scam)
  const page = await browser.context.newPage()
  await page.goto(site.url)
  await page.locator('#message-scam').selectText()
  await verdict(await browser.clickToolbar(page))
  const entries = history.getByRole('listitem').filter({ hasText: 'block' })
  await expect(entries).toHaveCount(2)
  await expect(entries.filter({ hasText: 'selected' }).first()).toBeVisible()
  await expect(entries.filter({ hasText: /typed/ })).toContainText(scam)
  await inspectScreen(history, 'options-history')

  await history.bringToFront()
  await history.getByLabel('Search').fill('BEFORE midnight')
  await expect(entries).toHaveCount(1)
  await entries.getByRole('button', { name: scam }).click()
  const dialog = history.getByRole('dialog')
  await expect(dialog.getByText(/^The same label as then/)).toBeVisible()
  await inspectScreen(history, 'options-history-entry')
  await history.keyboard.press('Escape')

  await history.getByLabel('Search').fill('')
  await history.getByRole('button', { name: 'Clear all' }).click()
  await expect(history.getByText('2 entries deleted')).toBeVisible()
  await expect(entries).toHaveCount(0)
  await history.getByRole('button', { name: 'Undo' }).click()
  await expect(entries).toHaveCount(2)
  await history
    .getByRole('button', { name: /^Delete “Your wallet was selected for a drop/ })
    .click()
  await expect(entries).toHaveCount(1)
  await history.getByLabel('Remember what I classify').uncheck()
  await typeText(typed, 'Nothing of this is kept, since it was switched off again.')
  await verdict(typed)
  await expect(
    typed.getByRole('region', { name: 'The text and the words that decided' }),
  ).toContainText('switched off again')
  // Had it been kept, it would stand below the one that comes later.
  await history.getByLabel('Remember what I classify').check()
  await typeText(typed, 'Switched on again, and this one is kept.')
  await expect(entries.first()).toContainText('this one is kept')
  await expect(entries).toHaveCount(2)
})
