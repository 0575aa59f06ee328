import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { stored } from '../storage'
import { offerInContextMenu } from './context-menu'

type Click = { menuItemId: string; selectionText?: string; frameId?: number }

let click: (info: Click, tab?: { id: number }) => void
const openPopup = vi.fn<() => Promise<void>>()
const createWindow = vi.fn()
const executeScript = vi.fn()
const warmUp = vi.fn()

beforeEach(() => {
  fakeBrowser.reset()
  vi.clearAllMocks()
  openPopup.mockResolvedValue()
  executeScript.mockResolvedValue([
    { result: { text: 'whole\n\ntext', length: 11, focused: false } },
  ])
  Object.assign(fakeBrowser.contextMenus, {
    onClicked: {
      addListener: (listener: typeof click) => {
        click = listener
      },
    },
  })
  Object.assign(fakeBrowser.action, { openPopup })
  Object.assign(fakeBrowser.scripting, { executeScript })
  Object.assign(fakeBrowser.windows, { create: createWindow })
  offerInContextMenu(warmUp)
})

describe('a click on "Classify selection"', () => {
  const info: Click = { menuItemId: 'classify-selection', selectionText: 'whole text', frameId: 7 }

  it('reads the clicked frame and opens the popup while at it', async () => {
    click(info, { id: 3 })
    expect(openPopup).toHaveBeenCalledOnce()
    expect(warmUp).toHaveBeenCalledOnce()
    await vi.waitFor(async () =>
      expect(await stored.capture.get()).toMatchObject({ text: 'whole\n\ntext', tabId: 3 }),
    )
    expect(executeScript.mock.calls[0]![0].target).toEqual({ tabId: 3, frameIds: [7] })
  })

  it('falls back to what the browser says where scripts cannot run', async () => {
    executeScript.mockRejectedValue(new Error('Cannot access a chrome:// URL'))
    click(info, { id: 3 })
    await vi.waitFor(async () =>
      expect(await stored.capture.get()).toMatchObject({ text: 'whole text', tabId: 3 }),
    )
  })

  it('opens a window where the popup is refused', async () => {
    openPopup.mockRejectedValue(new Error('no active browser window'))
    click(info, { id: 3 })
    await vi.waitFor(() => expect(createWindow).toHaveBeenCalledOnce())
    expect(createWindow.mock.calls[0]![0]).toMatchObject({
      type: 'popup',
      url: expect.stringMatching(/\/popup\.html$/),
    })
  })

  it('leaves nothing behind when nothing is selected', async () => {
    executeScript.mockResolvedValue([{ result: { text: ' ', length: 1, focused: true } }])
    openPopup.mockRejectedValue(new Error('refused'))
    click({ menuItemId: 'classify-selection', selectionText: ' ' }, { id: 3 })
    await vi.waitFor(() => expect(createWindow).toHaveBeenCalledOnce())
    expect(await stored.capture.get()).toBeNull()
  })

  it('is not meant by other items', () => {
    click({ menuItemId: 'another' }, { id: 3 })
    expect(openPopup).not.toHaveBeenCalled()
  })
})
