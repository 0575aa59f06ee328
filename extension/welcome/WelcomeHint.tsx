import { browser } from 'wxt/browser'
import { stored } from '../storage'
import { useStored } from '../ui/use-stored'

/** The way back to a welcome that nobody finished or skipped; nothing once they did. For the popup. */
export function WelcomeHint() {
  const welcome = useStored(stored.welcome)
  if (welcome === null || welcome === 'done') return null
  const open = async () => {
    await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') })
    window.close()
  }
  return (
    <div class="more">
      <button type="button" class="quiet" onClick={() => void open()}>
        Try it without a network
      </button>
    </div>
  )
}
