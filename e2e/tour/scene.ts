import type { Page } from '@playwright/test'
import { formatEther } from 'viem'
import type { TestBrowser } from '../fixtures/browser'
import type { TestChain } from '../fixtures/chain'
import { type Correction, findCorrection } from '../fixtures/corrections'
import { ada, ben, type Person } from '../fixtures/people'
import { shownText, type Verdict, verdict } from '../fixtures/product'
import type { Site } from '../fixtures/site'
import { openBrowser } from '../fixtures/world'

/** Who and what the tour's steps share, and the voice they tell with. */
export class Scene {
  readonly #browsers = new Map<string, TestBrowser>()
  #correction: Promise<Correction> | null = null
  /** What one step leaves for a later one. */
  readonly notes = new Map<string, string>()

  constructor(
    readonly chain: TestChain,
    readonly site: Site,
  ) {}

  /** The text that Ada corrects; the same one for all steps. */
  correction(): Promise<Correction> {
    this.#correction ??= findCorrection(this.chain)
    return this.#correction
  }

  /** Ada's browser: profile, account and wallet of her own. */
  ada(): Promise<TestBrowser> {
    return this.#browserOf(ada)
  }

  ben(): Promise<TestBrowser> {
    return this.#browserOf(ben)
  }

  async #browserOf(person: Person): Promise<TestBrowser> {
    const known = this.#browsers.get(person.name)
    if (known) return known
    const browser = await openBrowser(person, this.chain, this.chain.rpcUrl)
    this.#browsers.set(person.name, browser)
    return browser
  }

  /** A fresh tab with the sample page. */
  async samplePage(browser: TestBrowser): Promise<Page> {
    const page = await browser.context.newPage()
    await page.goto(this.site.url)
    return page
  }

  say(line: string): void {
    console.log(`   ${line}`)
  }

  /** Reads the popup aloud. */
  async sayVerdict(popup: Page): Promise<Verdict> {
    const read = await verdict(popup)
    this.say(`label: ${read.label}, ${read.share}, model as of block ${read.block}`)
    const words = await shownText(popup).locator('mark').allTextContents()
    if (words.length) this.say(`words that decided: ${words.filter(isWord).join(' · ')}`)
    return read
  }

  async sayBalance(person: Person, when: string): Promise<bigint> {
    const balance = await this.chain.balance(person.address)
    this.say(`${person.name}'s balance ${when}: ${formatEther(balance)} ETH`)
    return balance
  }

  async close(): Promise<void> {
    for (const browser of this.#browsers.values()) await browser.close()
  }
}

function isWord(text: string): boolean {
  return /\p{L}/u.test(text)
}
