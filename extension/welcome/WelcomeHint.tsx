import { browser } from 'wxt/browser'
import { useStored } from '../label/use-stored'
import { stored } from '../storage'

/** The way back to a welcome that nobody finished or skipped; nothing once they did. For the popup. */
export function WelcomeHint() {
  const welcome = useStored(stored.welcome)
  if (welcome === null || welcome === 'done') return null
  const open = async () => {
    await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') })
    window.close()
  }
  return (
    <button type="button" class="quiet another" onClick={() => void open()}>
      Try it without a network
    </button>
  )
}
