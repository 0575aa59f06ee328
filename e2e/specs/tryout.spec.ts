import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { ada } from '../fixtures/people'
import { inspectScreen } from '../fixtures/screens'
import { expect, test } from '../fixtures/world'

const withoutWallet = { route: 'none' } as const

const scam =
  'Your wallet was selected for a drop. Connect now and verify your phrase before midnight'
const fine = 'Thanks, see you at the harbour at six; bring the blue rope and the two small anchors'

/** Ten thousand rows, half of them scam, with quotation marks, a formula and a line break in some. */
function longCsv(): string {
  const rows = Array.from({ length: 10_000 }, (_, index) => {
    const text = index % 2 === 0 ? `=${scam} ${index}` : `"He said: ""${fine}"",\nnumber ${index}"`
    return `${index},${index % 2 === 0 ? 'scam' : 'ok'},${text}`
  })
  return `id,label,text\n${rows.join('\n')}\n`
}

/** Drops a file on the page, as a person does from a folder. */
async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, body]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([body], fileName, { type: 'text/csv' }))
      return transfer
    },
    [name, text] as const,
  )
  await page.getByRole('region', { name: 'The list' }).dispatchEvent('drop', { dataTransfer: data })
}

/** Presses a button as someone without a mouse. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
}

test('10,000 rows of a CSV are classified in one go, looked through, corrected and saved', async ({
  open,
}) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.openProduct('options.html#try')
  await dropFile(page, 'comments.csv', longCsv())
  await expect(page.getByText(/^10,000 texts, the first:/)).toBeVisible()
  await expect(page.getByLabel('True label')).toHaveValue('1')

  for (const name of ['Clickbait?', 'Toxic?']) await page.getByLabel(name).press('Space')
  await press(page, 'Classify')
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^Cancelled after .* The list is still here/)).toBeVisible()
  for (const name of ['Clickbait?', 'Toxic?']) await page.getByLabel(name).press('Space')
  await press(page, 'Classify')
  const summary = page.getByText(/^10,000 answers in [\d.]+ seconds/)
  await expect(summary).toBeVisible({ timeout: 50_000 })
  const seconds = Number(/in ([\d.]+)/.exec((await summary.textContent())!)![1])
  console.log(`    ${Math.round(10_000 / seconds).toLocaleString()} rows a second`)
  await expect(page.getByText(/^\d+ % right$/)).toBeVisible()

  const saved = page.waitForEvent('download')
  await press(page, 'Save CSV')
  const csv = await readFile(await (await saved).path(), 'utf8')
  expect(csv).toMatch(
    /^row,text,true label,task,task address,block,label,sure,margin,probability of/,
  )
  expect(csv).toContain(`1,"'=${scam} 0",scam,Scam?,31337:0x`)
  expect(csv.match(/,31337:0x/g)).toHaveLength(10_000)

  await page.getByLabel('Order').selectOption('least sure first')
  await press(page, 'Last')
  await expect(page.getByText('9,951 to 10,000 of 10,000')).toBeVisible()
  await inspectScreen(page, 'options-try-answers')

  const row = page.locator('.list-rows .open').last()
  await row.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.locator('mark').first()).toBeVisible()
  await page.keyboard.press('2')
  await expect(dialog.getByText(/^Kept as a draft/)).toBeVisible()
  await expect(dialog.getByRole('link', { name: 'Review and submit' })).toBeVisible()
  await inspectScreen(page, 'options-try-row')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(row).toBeFocused()
})

test('a pasted list outlasts other pages and a reload, and what is wrong is said', async ({
  open,
}) => {
  const browser = await open(ada, withoutWallet)
  const page = await browser.openProduct('options.html#try')
  await page.getByLabel('Paste a list, one text a line').fill(`${scam}\n\n${fine}`)
  await expect(page.getByText(/^2 texts, the first:/)).toBeVisible()
  for (const name of ['Clickbait?', 'Toxic?']) await page.getByLabel(name).check()
  await page.getByRole('button', { name: 'Classify' }).click()
  await expect(page.getByText(/^6 answers in/)).toBeVisible()
  await inspectScreen(page, 'options-try-side-by-side')
  await page.goto(page.url().replace('#try', '#privacy'))
  await page.goto(page.url().replace('#privacy', '#try'))
  await expect(page.getByText(/^6 answers in/)).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Paste a list, one text a line')).toHaveValue(`${scam}\n\n${fine}`)

  await dropFile(page, 'broken.csv', 'id,text\n1,"never closed\n2,two\n')
  await expect(page.getByRole('alert')).toContainText('row 2 is never closed')
  await inspectScreen(page, 'options-try-problem')
  await page.getByRole('button', { name: 'Paste a list instead' }).click()
  await expect(page.getByText(/^2 texts, the first:/)).toBeVisible()
})
