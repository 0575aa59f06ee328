import { type Browser, browser } from 'wxt/browser'
import { stored } from '../storage'
import { type Capture, captureOf } from './capture'
import { captureFromTab } from './capture-from-tab'
import { openPopup } from './open-popup'

const itemId = 'classify-selection'

/**
 * The menu item "Classify selection". Call it while the background script loads, so that a click that
 * woke the worker finds its listener.
 * @param onClick called at once with every click, e.g. to warm something up
 */
export function offerInContextMenu(onClick: () => void): void {
  browser.runtime.onInstalled.addListener(() => void createItem())
  browser.runtime.onStartup.addListener(() => void createItem())
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== itemId) return
    onClick()
    void answerClick(info, tab?.id)
  })
}

async function createItem(): Promise<void> {
  await browser.contextMenus.removeAll()
  browser.contextMenus.create({
    id: itemId,
    title: 'Classify selection',
    contexts: ['selection'],
  })
}

/**
 * The popup opens while the text is still being read: in Firefox it may only open while the click is
 * being handled, and everywhere it saves the time.
 */
async function answerClick(
  info: Browser.contextMenus.OnClickData,
  tabId: number | undefined,
): Promise<void> {
  const opened = openPopup()
  const capture = await captureClicked(info, tabId)
  if (capture) await stored.capture.set(capture)
  await opened
}

async function captureClicked(
  info: Browser.contextMenus.OnClickData,
  tabId: number | undefined,
): Promise<Capture | null> {
  if (tabId !== undefined && tabId >= 0) {
    const captured = await captureFromTab(tabId, info.frameId)
    if (captured.kind === 'captured') return captured.capture
  }
  return captureOf(info.selectionText ?? '', 'selection', tabId ?? null)
}
