import { readModel, readTask } from '@hivemark/contracts'
import { ada, ben, cleo } from '../fixtures/people'
import {
  answerWallet,
  confirmed,
  continueButton,
  openSignTab,
  pickLabel,
  typeText,
  type Verdict,
  verdict,
} from '../fixtures/product'
import { createTask } from '../fixtures/tasks'
import { expect, test } from '../fixtures/world'

const text = 'Zorbulent frangipane ledgers for quibblesome accordionists'

test('a task with word ids: the sign tab says that words become public, and the model learns them', async ({
  open,
  chain,
}) => {
  const browser = await open(ada)
  const address = await createTask(chain, cleo, { wide: true })
  const task = await readTask(chain.client, address)
  expect(task.kind.model).toBe('tail-perceptron')
  const page = await browser.openProduct('options.html#tasks')
  await page.getByLabel('Add a task by its address').fill(address)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('Added', { exact: true })).toBeVisible()

  const popup = await browser.openProduct('popup.html')
  await popup.getByRole('combobox', { name: 'Task' }).selectOption(`31337:${address.toLowerCase()}`)
  await typeText(popup, text)
  const before = await verdict(popup)
  const other = task.card.labels.find(({ name }) => name !== before.label)!.name
  await pickLabel(popup, other)
  const sign = await openSignTab(browser, popup)
  await expect(sign.getByText(/marks of 8 words or phrases of it/)).toBeVisible()
  await expect(sign.getByText(/Submit only a text that may be public/)).toBeVisible()
  await continueButton(sign).click()
  await answerWallet(browser, 'Connect to this site', 'Approve')
  await answerWallet(browser, 'Send a transaction', 'Approve')
  await confirmed(sign, 'Your label is part of the model')

  const { model, learnt } = await readModel(chain.client, task)
  expect(learnt).toBe(1)
  expect(model.kind === 'tail-perceptron' && model.tail.size).toBeGreaterThan(4)
  // Somebody else, with other words around one of the eight, is told of it.
  const second = await open(ben, { route: 'none' })
  const list = await second.openProduct('options.html#tasks')
  await list.getByLabel('Add a task by its address').fill(address)
  await list.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(list.getByText('Added', { exact: true })).toBeVisible()
  const reading = await second.openProduct('popup.html')
  await reading
    .getByRole('combobox', { name: 'Task' })
    .selectOption(`31337:${address.toLowerCase()}`)
  await typeText(reading, text)
  const after = await verdict(reading)
  expect(shareOf(after, other)).toBeGreaterThan(shareOf(before, other) + 2)
})

/** Per cent that a verdict of two labels gives one of them. */
function shareOf({ label, share }: Verdict, asked: string): number {
  const given = Number.parseInt(share, 10)
  return label === asked ? given : 100 - given
}
