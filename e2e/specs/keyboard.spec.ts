import type { Page } from '@playwright/test'
import { ada } from '../fixtures/people'
import { tabOpenedBy, verdict } from '../fixtures/product'
import { expect, test } from '../fixtures/world'

const text =
  'Your wallet was selected for a surprise drop. Connect now and verify your phrase before midnight.'

/** Where the keyboard is. */
interface Stop {
  /** Tag and what it says, for people who read a failure. */
  readonly what: string
  /** Whether anything around it or on it can be seen to show that it is there. */
  readonly visible: boolean
}

/** The element with the focus. Radio buttons may show it on their label. */
function stop(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return null
    const outlined = (each: Element | null) => {
      if (!each) return false
      const { outlineStyle, outlineWidth } = getComputedStyle(each)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    }
    const { width, height, top, bottom } = element.getBoundingClientRect()
    const inSight = width > 0 && height > 0 && bottom > 0 && top < innerHeight
    const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
    return {
      what: `${element.tagName.toLowerCase()} ${name.trim().slice(0, 40)}`,
      visible: inSight && (outlined(element) || outlined(element.closest('label'))),
    }
  })
}

async function seenStop(page: Page): Promise<Stop> {
  const found = await stop(page)
  expect(found, 'the focus is somewhere').not.toBeNull()
  expect(found!.visible, `the focus on “${found!.what}” can be seen`).toBe(true)
  return found!
}

/** Presses Tab until it reaches what is sought; each stop on the way must be one that can be seen. */
async function tabTo(page: Page, sought: RegExp): Promise<void> {
  const passed: string[] = []
  for (let press = 0; press < 40; press++) {
    await page.keyboard.press('Tab')
    const { what } = await seenStop(page)
    if (sought.test(what)) return
    passed.push(what)
  }
  throw new Error(`No stop like ${sought} among: ${passed.join('; ')}`)
}

/** Text typed, label picked, draft opened in the sign tab, without a mouse. */
test('popup to draft to sign tab by keyboard only', async ({ open }) => {
  const browser = await open(ada, { route: 'none' })
  const popup = await browser.openProduct('popup.html')
  await expect(popup.getByLabel('Type or paste a text')).toBeVisible()
  await tabTo(popup, /^textarea/)
  await popup.keyboard.type(text)
  await verdict(popup)
  await tabTo(popup, /^section The text and the words/)
  await tabTo(popup, /^button spam/)
  await popup.keyboard.press('Enter')
  await expect(popup.getByText(/^Kept as a draft: spam/)).toBeVisible()
  expect((await seenStop(popup)).what).toMatch(/^button spam/)
  await popup.keyboard.press('1')
  await expect(popup.getByText(/^Kept as a draft: scam/)).toBeVisible()
  await seenStop(popup)
  await tabTo(popup, /^button Review and submit/)
  // The popup closes on it, maybe before the key stroke has reported back.
  const sign = await tabOpenedBy(browser, '/sign.html', () =>
    popup.keyboard.press('Enter').catch(() => {}),
  )
  await expect(sign.getByRole('heading', { name: 'Drafts' })).toBeVisible()
  await tabTo(sign, /^a Submit/)
  await sign.keyboard.press('Enter')
  await expect(sign.getByRole('heading', { level: 1, name: /^Teach/ })).toBeVisible()
  await tabTo(sign, /^(select|button|a) /)
})

test('every page of the options by keyboard only, wide and at 400 %', async ({ open }) => {
  const browser = await open(ada, { route: 'none' })
  const page = await browser.openProduct('options.html')
  const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
  await expect(links.first()).toBeVisible()
  const names = await page.locator('nav a[href^="#"]').allTextContents()
  expect(names.length).toBeGreaterThan(5)
  for (const name of names) {
    await tabTo(page, new RegExp(`^a ${name}$`))
    await page.keyboard.press('Enter')
    await expect(page.locator('nav a[aria-current]')).toHaveText(name)
    expect((await seenStop(page)).what).toBe(`a ${name}`)
  }
  // 1280 px at 400 %: the menu is folded up.
  await page.setViewportSize({ width: 320, height: 256 })
  await expect(page.locator('.page-menu summary')).toBeFocused()
  await seenStop(page)
  for (const name of names.slice(0, 2)) {
    await page.keyboard.press('Enter')
    await tabTo(page, new RegExp(`^a ${name}$`))
    await page.keyboard.press('Enter')
    await expect(page.locator('.page-menu summary')).toContainText(name)
    await expect(page.locator('.page-menu summary')).toBeFocused()
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  await expect(page.locator('nav a[aria-current]')).toBeFocused()
  // A link inside a page goes away with it.
  await tabTo(page, /^a Privacy$/)
  await page.keyboard.press('Enter')
  await tabTo(page, /^a Network$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Network' })).toBeVisible()
  await expect(page.getByRole('main')).toBeFocused()
  await seenStop(page)
})

test('what moves stands still, and colours of the person’s own still show what is meant', async ({
  open,
}) => {
  const browser = await open(ada, { route: 'none' })
  const popup = await browser.openProduct('popup.html')
  await popup.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' })
  await popup.getByLabel('Type or paste a text').fill(text)
  await verdict(popup)
  const running = await popup.evaluate(
    () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
  )
  expect(running).toBe(0)
  // System colours replace ours: label, bar and marks must not be told by our colours alone.
  const seen = await popup.evaluate(() => {
    const background = (selector: string) =>
      getComputedStyle(document.querySelector(selector)!).backgroundColor
    return {
      page: background('body'),
      top: background('.bar i.top'),
      mark: background('.why mark'),
    }
  })
  expect(seen.top).not.toBe(seen.page)
  expect(seen.mark).not.toBe(seen.page)
  await popup.screenshot({ path: 'artifacts/screens/popup-answer-forced-colors.png' })
  await tabTo(popup, /^button scam/)
})
