import { browser } from 'wxt/browser'
import { type Capture, captureOf, longestText } from './capture'
import { type FrameSelection, meantSelection, readSelection } from './selection'
import { tabInFront } from './tab-in-front'

export type Captured =
  | { readonly kind: 'captured'; readonly capture: Capture }
  | { readonly kind: 'nothing-selected' }
  /** Scripts may not run there: browser pages, stores, PDFs, frames of another origin. */
  | { readonly kind: 'not-allowed' }

/**
 * Reads what is selected in a tab that the person just pointed us to (`activeTab`).
 * @param frameId the frame they clicked in; without it, the frame that has the focus
 */
export async function captureFromTab(tabId: number, frameId?: number): Promise<Captured> {
  const target = frameId === undefined ? { tabId, allFrames: true } : { tabId, frameIds: [frameId] }
  let frames: FrameSelection[]
  try {
    // One more than is kept, so that the cut falls where captureOf wants it.
    const args: [number] = [longestText + 1]
    const results = await browser.scripting.executeScript({ target, func: readSelection, args })
    frames = results.flatMap(({ result }) => (result ? [result] : []))
  } catch {
    return { kind: 'not-allowed' }
  }
  const meant = meantSelection(frames)
  const capture = meant && captureOf(meant.text, 'selection', tabId, meant.length)
  return capture ? { kind: 'captured', capture } : { kind: 'nothing-selected' }
}

/** Reads what is selected in the tab in front, for a popup that was opened by button or shortcut. */
export async function captureFromActiveTab(): Promise<Captured> {
  const tab = await tabInFront()
  return tab ? captureFromTab(tab.id) : { kind: 'not-allowed' }
}
