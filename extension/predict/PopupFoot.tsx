import { useEffect, useState } from 'preact/hooks'
import { browser } from 'wxt/browser'
import { stored } from '../storage'

/** What waits to be submitted, and the way to everything else. */
export function PopupFoot({ tabId }: { tabId: number | null }) {
  const drafts = useDraftCount()
  return (
    <footer>
      <span class="num" role="status">
        {drafts === 1 ? '1 draft' : `${drafts} drafts`}
      </span>
      <span class="row">
        {drafts > 0 ? (
          <button type="button" class="quiet" onClick={() => void openSignTab(tabId)}>
            Review and submit
          </button>
        ) : null}
        <button type="button" class="quiet" onClick={() => void openOptions()}>
          Deposits and settings
        </button>
      </span>
    </footer>
  )
}

function useDraftCount(): number {
  const [count, setCount] = useState(0)
  useEffect(() => {
    void stored.drafts.get().then(drafts => setCount(drafts.length))
    return stored.drafts.watch(drafts => setCount(drafts.length))
  }, [])
  return count
}

/** A tab of its own: a wallet's window takes the focus, and a popup closes when it loses it. */
async function openSignTab(tabId: number | null): Promise<void> {
  const about = tabId === null ? '' : `?tab=${tabId}`
  await browser.tabs.create({ url: browser.runtime.getURL(`/sign.html${about}`) })
  window.close()
}

async function openOptions(): Promise<void> {
  await browser.runtime.openOptionsPage()
  window.close()
}
