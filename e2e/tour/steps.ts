import type { Page } from '@playwright/test'
import { formatEther, type Hex } from 'viem'
import { expect } from '../fixtures/expect'
import { ada, ben } from '../fixtures/people'
import {
  approveCall,
  chooseTask,
  confirmed,
  contribute,
  openSignTab,
  pickLabel,
  shownText,
  typeText,
  verdictOn,
} from '../fixtures/product'
import { depositRow, expectPaid, paymentOf, settle } from '../fixtures/stakes'
import type { Scene } from './scene'

/** One thing a person does. `play` throws when it does not go as it should, and gives the page to picture. */
export interface Step {
  readonly title: string
  /** Name of its picture. */
  readonly picture: string
  readonly play: (scene: Scene) => Promise<Page>
}

const day = 24 * 3600
const wrongText =
  'URGENT: your wallet was selected. Connect now and verify your secret phrase within 24 hours.'

const reading: readonly Step[] = [
  {
    title: 'Read: select a message, click the button. No wallet is asked for anything.',
    picture: 'read-selection',
    async play(scene) {
      const browser = await scene.ada()
      const page = await scene.samplePage(browser)
      await page.locator('#message-scam').selectText()
      const popup = await browser.clickToolbar(page)
      await chooseTask(popup, 'Scam?')
      const { label } = await scene.sayVerdict(popup)
      expect(label).toBe('scam')
      return popup
    },
  },
  {
    title: 'Read: a selection inside a frame.',
    picture: 'read-frame',
    async play(scene) {
      const browser = await scene.ada()
      const page = await scene.samplePage(browser)
      await page.frameLocator('#thread').locator('#frame-text').selectText()
      const popup = await browser.clickToolbar(page)
      await chooseTask(popup, 'Scam?')
      await expect(shownText(popup)).toContainText('Send one coin')
      await scene.sayVerdict(popup)
      return popup
    },
  },
  {
    title: 'Read: a selection inside a shadow root.',
    picture: 'read-shadow-root',
    async play(scene) {
      const browser = await scene.ada()
      const page = await scene.samplePage(browser)
      await page.locator('#shadow-text').click({ clickCount: 3 })
      const popup = await browser.clickToolbar(page)
      await chooseTask(popup, 'Scam?')
      await expect(shownText(popup)).toContainText('Free ringtones')
      await scene.sayVerdict(popup)
      return popup
    },
  },
  {
    title: 'Read: typed text, another task.',
    picture: 'read-typed',
    async play(scene) {
      const popup = await (await scene.ada()).openProduct('popup.html')
      await chooseTask(popup, 'Clickbait?')
      await typeText(popup, "You won't believe what this baker found in his flour")
      await scene.sayVerdict(popup)
      return popup
    },
  },
]

const correcting: readonly Step[] = [
  {
    title: 'Correct: pick the right label. It is a draft; then the background is killed.',
    picture: 'draft',
    async play(scene) {
      const browser = await scene.ada()
      const { text, task, label } = await scene.correction()
      const popup = await browser.openProduct('popup.html')
      await chooseTask(popup, task)
      await typeText(popup, text)
      await expect(shownText(popup)).toContainText(text)
      scene.say(`text: ${text}`)
      const before = await scene.sayVerdict(popup)
      scene.notes.set('verdict before', `${before.label}, ${before.share}`)
      await pickLabel(popup, label)
      scene.say(`picked: ${label}`)
      await browser.killBackground()
      scene.say('background killed; the draft is still there')
      await expect(popup.getByText('1 draft')).toBeVisible()
      return popup
    },
  },
  {
    title: 'Correct: the sign tab states what becomes public, the deposit and when it comes back.',
    picture: 'sign',
    async play(scene) {
      const browser = await scene.ada()
      const popup = browser.context.pages().findLast(page => page.url().includes('popup.html'))!
      const sign = await openSignTab(browser, popup)
      for (const term of ['Deposit now', 'Total, at most']) {
        const value = sign.locator('dt', { hasText: term }).locator('+ dd')
        await expect(value).toContainText('ETH')
        scene.say(`${term}: ${await value.textContent()}`)
      }
      scene.say((await sign.getByText(/^Refundable from/).textContent()) ?? '')
      return sign
    },
  },
  {
    title: 'Correct: the wallet asks, the chain confirms.',
    picture: 'confirmed',
    async play(scene) {
      const browser = await scene.ada()
      const sign = browser.context.pages().findLast(page => page.url().includes('sign.html'))!
      const before = await scene.sayBalance(ada, 'before')
      await approveCall(browser, sign)
      const hash = await confirmed(sign, 'Your label is part of the model')
      scene.say(`transaction ${hash}, confirmed`)
      const after = await scene.sayBalance(ada, 'after')
      const { fee } = await paymentOf(scene.chain, hash)
      scene.say(
        `deposit kept: ${formatEther(before - after - fee)} ETH, network fee ${formatEther(fee)} ETH`,
      )
      expect(before - after - fee).toBeGreaterThan(0n)
      return sign
    },
  },
  {
    title: 'Correct: another person, another browser: the prediction comes from the updated model.',
    picture: 'learnt',
    async play(scene) {
      const browser = await scene.ben()
      const { text, task, label } = await scene.correction()
      const after = await verdictOn(browser, text, task)
      scene.say(`before: ${scene.notes.get('verdict before')}`)
      scene.say(`after:  ${after.label}, ${after.share}, model as of block ${after.block}`)
      expect(after.label).toBe(label)
      const popup = await browser.openProduct('popup.html')
      await typeText(popup, text)
      await expect(shownText(popup)).toBeVisible()
      return popup
    },
  },
]

const settling: readonly Step[] = [
  {
    title: 'Get it back: the deposit waits; a day later it is refunded.',
    picture: 'refunded',
    async play(scene) {
      const browser = await scene.ada()
      const { text } = await scene.correction()
      const page = await browser.openProduct('options.html#deposits')
      const row = depositRow(page, text)
      await expect(row.getByText('Waiting')).toBeVisible()
      scene.say('state: Waiting')
      await scene.chain.travel(day)
      await page.reload()
      await expect(row.getByText('Refundable now')).toBeVisible()
      scene.say('a day later: Refundable now')
      await sayPaid(scene, ada, () =>
        settle(browser, row.getByRole('link', { name: /^Refund/ }), 'Your deposit is back'),
      )
      await page.reload()
      await expect(row.getByText('Refunded', { exact: true })).toBeVisible()
      return page
    },
  },
  {
    title: 'Second person: Ben earns the right to report with a refunded label of his own.',
    picture: 'second-person',
    async play(scene) {
      const browser = await scene.ben()
      const own = 'Shall we meet at the library at six and walk to the harbour together?'
      await contribute(browser, own, (await verdictOn(browser, own)).label)
      await contribute(await scene.ada(), wrongText, 'ok')
      scene.say(`Ben submitted a right label, Ada a wrong one: “${wrongText}” as ok`)
      await scene.chain.travel(day)
      const page = await browser.openProduct('options.html#deposits')
      const row = depositRow(page, own)
      await sayPaid(scene, ben, () =>
        settle(browser, row.getByRole('link', { name: /^Refund/ }), 'Your deposit is back'),
      )
      return page
    },
  },
  {
    title: "Second person: Ben reports Ada's wrong label and takes his share of its deposit.",
    picture: 'reported',
    async play(scene) {
      const browser = await scene.ben()
      const page = await browser.openProduct('options.html#reports')
      const hersPage = await (await scene.ada()).openProduct('options.html#deposits')
      const row = depositRow(hersPage, wrongText)
      const key = await row.getAttribute('data-key')
      const link = page.locator(`[data-key="${key}"]`).getByRole('link', { name: /^Report/ })
      const hers = await scene.sayBalance(ada, 'before')
      await sayPaid(scene, ben, () => settle(browser, link, 'Your share was paid'))
      expect(await scene.sayBalance(ada, 'after')).toBe(hers)
      await hersPage.reload()
      await expect(row.getByText(/Reported|Taken/)).toBeVisible()
      scene.say(`Ada's deposit: ${await row.locator('.doing').textContent()}`)
      return hersPage
    },
  },
]

/** The numbered list of what a person can do, as steps. */
export const steps: readonly Step[] = [...reading, ...correcting, ...settling]

async function sayPaid(
  scene: Scene,
  person: typeof ada,
  settling: () => Promise<Hex>,
): Promise<void> {
  await scene.sayBalance(person, 'before')
  const { hash, paid, fee } = await expectPaid(scene.chain, person.address, settling)
  scene.say(`transaction ${hash}: ${formatEther(paid)} ETH paid, fee ${formatEther(fee)} ETH`)
  await scene.sayBalance(person, 'after')
}
